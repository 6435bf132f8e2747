"""What a clinician signs: the content of each part of a rule base, and whether it is signed as it stands."""
