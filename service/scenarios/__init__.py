"""Gherkin scenarios as the rule base's own words: read, run, written. features/README.md lists the sentences."""

OTHER_SENTENCES = "published_cases"
"""A folder with sentences of its own, about what was published; pytest alone binds them."""
