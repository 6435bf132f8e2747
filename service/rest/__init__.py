"""REST `/v1`: notes, what was decided, the knowledge behind it."""
