"""Checks the sentence on the literature search, and the words that one rule alone may quote from its source."""

from __future__ import annotations

from collections.abc import Mapping

from immunote.engine.faults import nearest
from immunote.engine.loading.folder import Folder
from immunote.engine.loading.texts import SentenceChecker
from immunote.engine.rulebase import Named
from immunote.engine.shapes.about import RuleBaseFile


def check_quotations(folder: Folder, about: RuleBaseFile, named: Mapping[str, Named], texts: SentenceChecker) -> None:
    """Add faults for figures and citations of the search sentence that no source has, and for wrong quotations.

    A quoted word must be one of `words_never_used`, stand in the figure, and be used exactly once by its rule.
    """
    document = next(document for document, model in folder.of(RuleBaseFile))
    if about.searched is not None:
        texts.text(about.searched.text, document.place(("searched", "text")))
        texts.cites(about.searched.cites, document.place(("searched", "cites")))
    never = {words.casefold() for words in about.words_never_used}
    for index, quoted in enumerate(about.words_never_used_except):
        path = ("words_never_used_except", index)
        if quoted.words.casefold() not in never:
            document.fault((*path, "words"), "R12", quoted.words, "one of `words_never_used`")
            continue
        if quoted.rule not in named:
            document.fault((*path, "rule"), "R12", quoted.rule, nearest(quoted.rule, named))
            continue
        texts.text(f"{{{quoted.count}}}", document.place((*path, "count")))
        source, _, rest = quoted.count.partition(".")
        figure = texts.sources[source].figures.get(rest.partition(".")[0]) if source in texts.sources else None
        if figure is not None and not any(quoted.words in value for value in figure.values.values()):
            help_line = f"the figure holds no `{quoted.words}`; a quotation is in the words of its source"
            document.fault((*path, "count"), "R22", quoted.count, help_line)
        places = texts.quotations.get((quoted.rule, quoted.words.casefold()), [])
        if not places:
            help_line = "no sentence of that rule quotes it; delete the exception"
            document.fault((*path, "words"), "R26", quoted.words, help_line)
        for place in places[1:]:
            first = f"it is quoted once already, at {places[0].file}:{places[0].line}:{places[0].column}"
            texts.fault(place, "R26", quoted.words, first)
