"""Gherkin scenarios as the rule base's own words: read, run, written. features/README.md lists the sentences."""

from immunote.service.scenarios import fault_codes as fault_codes
