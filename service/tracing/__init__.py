"""From a figure to a release: what each rule rests on, what shows it, who signed it, and each chain that breaks."""
