"""A report on a finished list: counts, what would help, what was set aside. No ids unless they are asked for."""
