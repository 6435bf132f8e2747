"""From a figure to a release: each chain, and each place where one breaks."""
