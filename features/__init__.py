"""Scenarios: what a note says of a patient, in sentences for clinicians, and the steps that read them."""
