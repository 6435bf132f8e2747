"""`immunote fields`: the data dictionary, which is the only list of fields there is."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from immunote.engine.elements import Element
from immunote.engine.faults import Fault, Refused, nearest, nearest_element, shorten
from immunote.engine.profile import value_json
from immunote.engine.rulebase import RuleBase
from immunote.engine.unparse import condition_words
from immunote.engine.words import with_unit
from immunote.service.cli import inputs
from immunote.service.rulebases.dictionary import element_json
from immunote.service.terminal import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

FORMATS = ("text", "json")


def fields(word: str | None, format: str, folder: Path | None) -> None:
    """Print the data dictionary, or what of it has a word. Raises Refused (Q03, Q04)."""
    if faults := inputs.not_one_of("--format", format, FORMATS):
        raise Refused(faults)
    rulebase = inputs.load_rules(folder)
    found = _found(rulebase, word)
    if format == "json":
        output.write(json.dumps([element_json(element) for element in found], indent=2, ensure_ascii=False))
    else:
        output.write_rich(_lines(rulebase, found))


def _found(rulebase: RuleBase, word: str | None) -> list[Element]:
    """The elements whose name, label or question has the word, whatever its case. Raises Refused (Q04)."""
    every = rulebase.elements.values()
    if word is None:
        return list(every)
    wanted = " ".join(word.casefold().split())
    found = [each for each in every if any(wanted in text for text in _searched(each))]
    if not found or not wanted:
        words = sorted({each for element in every for text in _searched(element) for each in text.split()})
        help_line = nearest_element(word, rulebase.elements)
        raise Refused([Fault("WORD", "Q04", shorten(word), nearest(word, words, help_line))])
    return found


def _searched(element: Element) -> Iterator[str]:
    """Texts that are searched; the words of a name may be typed with spaces."""
    for text in (element.name, element.name.replace("_", " "), element.label, element.question):
        yield " ".join(text.casefold().split())


def _lines(rulebase: RuleBase, found: list[Element]) -> Iterator[Text]:
    from rich.text import Text

    wide = max((len(element.name) for element in found), default=0)
    shown = str(len(found)) if len(found) == len(rulebase.elements) else f"{len(found)} of {len(rulebase.elements)}"
    about = (
        f"{shown} elements of {rulebase.id} {rulebase.version}. A profile is a flat object of them. "
        "Left out, null and the word `unknown` all mean not known; none of them ever means no."
    )
    yield Text(fill(about, output.width()))
    group = None
    for element in found:
        if element.group != group:
            group = element.group
            yield Text(f"\n{group.replace('_', ' ').upper()}", "bold")
        yield Text.assemble((f"{element.name:<{wide}}", "cyan"), f"  {_kind(element)}")
        for line in (element.question, *_more(element)):
            yield Text(_filled(line))


def _filled(line: str) -> str:
    width = output.width()
    return fill(line, width, initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False)


def _kind(element: Element) -> str:
    """Type, unit and range in a few words."""
    match element.type:
        case "boolean":
            return "true or false"
        case "enumeration":
            return "one of"
        case _:
            number = "whole number" if element.type == "integer" else f"number, {element.decimals} decimals"
            unit = "" if element.unit is None else f", {element.unit}"
            return f"{number}{unit}, {element.low} to {element.high}"


def _more(element: Element) -> Iterator[str]:
    if element.values:
        yield " · ".join(f"{member} ({words})" for member, words in element.values.items())
    yield f"left out: {_ABSENCE.get(element.absence, element.absence)}" + _assumed(element)
    if element.no_needs is not None:
        yield f"a recorded no counts only where {condition_words(element.no_needs)}"
    if element.only_if is not None:
        yield f"has a meaning only where {element.only_if} is true"
    for derivation in element.derivations:
        how = derivation.formula.called if derivation.formula else derivation.how.replace("_", " ")
        yield f"also follows from {', '.join(derivation.inputs)} ({how})"
    for filling in element.absent_means:
        when = "" if filling.when is None else f" where {condition_words(filling.when)}"
        yield f"left unknown it counts as {str(filling.value).lower()}{when}: {filling.because}"
    if element.says_nothing_after is not None:
        limit = element.says_nothing_after
        yield f"from a record only where it is {with_unit(limit.value, limit.unit)} old or less"
    if element.codes:
        yield "codes: " + " · ".join(f"{system} {', '.join(codes)}" for system, codes in element.codes.items())


_ABSENCE = {"unknown": "not known"}


def _assumed(element: Element) -> str:
    if element.leaning is None:
        return ""
    value = element.leaning
    words = str(value_json(element, value)) if isinstance(value, Decimal) else str(value).lower()
    return f"; the leaning assumes {words}"
