"""What the scenarios show of the rules: each criterion decisive in each truth, and each mutant noticed.

docs/coverage.md says what counts.
"""
