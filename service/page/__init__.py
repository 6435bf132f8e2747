"""The clinician's page: questions to answer, the note as it grows, and what to take away. Its state is the form."""
