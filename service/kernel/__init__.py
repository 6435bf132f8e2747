"""What every request over HTTP goes through: who is served, the one way to a note, what is said where there is none."""
