"""The HTTP service itself: settings, what every request shares, the one way to a note, problems, start and stop."""
