"""Lists of retractions and newer versions, and what leans on a hit."""
