"""Patients from the literature."""
