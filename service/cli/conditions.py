"""Conditions in words, for the command line; they are made in `engine.written`."""

from engine.written import condition_words

__all__ = ["condition_words"]
