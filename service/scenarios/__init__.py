"""Gherkin scenarios as the rule base's own words: read, run, written. features/README.md lists the sentences."""
