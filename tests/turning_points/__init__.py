"""Scenarios that a machine made, one for each gap of coverage: tests of the program, signed by nobody."""
