"""Lists of patients: read in parts, decided by columns, written so that nothing is lost."""
