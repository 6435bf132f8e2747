"""Synthetic cohorts: drawn from `synthetic.yaml` of a rule base, seeded, marked synthetic in every row."""
