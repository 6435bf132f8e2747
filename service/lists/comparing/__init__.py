"""Two results side by side: who is new, gone or moved, and by which fact, rule and source."""
