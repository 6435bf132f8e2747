"""Whether the words of `search.yaml` help a search: each stands in one row, and each row leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable

from immunote.engine.loading.folder import Folder
from immunote.engine.shapes.search import SearchFile


def read_search(folder: Folder, words: Iterable[str]) -> SearchFile:
    """The words that mean the same, checked. `words`: texts of the rule base that a search looks through."""
    for document, model in folder.of(SearchFile):
        known = " ".join(words).casefold()
        seen: set[str] = set()
        for row, same in enumerate(model.same):
            if len(same) < 2:
                document.fault(("same", row), "R05", ", ".join(same) or "nothing", "expected: two words or more")
                continue
            for place, word in enumerate(same):
                plain = " ".join(word.casefold().split())
                if plain in seen or not plain:
                    document.fault(("same", row, place), "R08", word, "a word stands in one row, once")
                seen.add(plain)
            if not any(" ".join(word.casefold().split()) in known for word in same):
                help_line = "no text of a rule, a source or a question has any of these words; add the one that it has"
                document.fault(("same", row), "R12", same[0], help_line)
        return model
    return SearchFile()
