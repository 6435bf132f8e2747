"""The words of `engine.words`, by the names that callers outside the engine know."""

from __future__ import annotations

from engine.words import BOUNDS, dated, elements_of_sentence, fill, number_words, with_unit

__all__ = ["BOUNDS", "dated", "elements_of_sentence", "fill", "number_words", "with_unit"]
