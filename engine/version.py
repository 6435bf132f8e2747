"""The version of the program, which every note names; the same as in pyproject.toml (a test)."""

VERSION = "0.2.0"
