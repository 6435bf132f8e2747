"""The HTTP service as a whole: the application of all ways in, its workers, health, canary patients, start and stop."""
