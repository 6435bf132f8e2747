"""What ships for common data models: queries with a place for the codes, and views."""
