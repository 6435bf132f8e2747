"""`immunote rules show`: one rule, definition or row, with all that stands behind it and all that rests on it."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import fill, indent
from typing import TYPE_CHECKING, Any

from immunote.engine.examples import truth_of_example
from immunote.engine.faults import Fault, Refused, nearest, shorten
from immunote.engine.intake import Intake
from immunote.engine.noting.citing import citation_text
from immunote.engine.tree import elements_in, refs_in
from immunote.engine.unparse import condition_words, sentence
from immunote.service.cli import inputs
from immunote.service.rulebases.readers import deciders, direct_readers, readers_of
from immunote.service.terminal import output

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.text import Text

    from immunote.engine.elements import Threshold
    from immunote.engine.rulebase import Detail, Named, Row, RuleBase

__all__ = ["sentence", "show"]
_INDENT = "  "


def show(name: str, format: str, folder: Path | None) -> None:
    """Print what stands behind a name; JSON of a rule is that of `/v1/rules/ID`. Raises Refused (Q02)."""
    rulebase = inputs.load_rules(folder)
    row = next((each for each in rulebase.rows if name in (each.name, f"row.{each.name}")), None)
    if format == "json" and (name in rulebase.named or row is not None):
        output.write(_as_json(rulebase, rulebase.named.get(name), row))
    elif name in rulebase.named:
        output.write_rich(_named(rulebase, rulebase.named[name]))
    elif row is not None:
        output.write_rich(_row(rulebase, row))
    elif (threshold := rulebase.thresholds.get(name)) is not None:
        if format == "json":
            output.write_json(_threshold_as_json(rulebase, threshold))
        else:
            output.write_rich(_threshold(rulebase, threshold))
    else:
        known = [*rulebase.named, *(each.name for each in rulebase.rows), *rulebase.thresholds]
        help_line = nearest(name, known, "no known name is near it.")
        raise Refused([Fault("ID", "Q02", shorten(name), f"{help_line} `immunote rules list` lists them")])


def _as_json(rulebase: RuleBase, named: Named | None, row: Row | None) -> str:
    if named is not None and named.is_rule:
        from immunote.service.rest.serializers import rule

        return rule(rulebase, named).model_dump_json(indent=2)
    found: dict[str, Any] = {}
    if named is not None:
        found = {"id": named.name, "title": named.title, "condition": named.source_text.strip(), "choice": named.choice}
        found |= {"read_by": readers_of(rulebase, named.name), "can_decide": deciders(rulebase, named.name)}
    elif row is not None:
        found = {"row": row.name, "outcome": row.outcome, "title": rulebase.outcomes[row.outcome].title}
        found |= {"condition": condition_words(row.when), "reason": sentence(rulebase, row.reason)}
    return json.dumps(found, indent=2, ensure_ascii=False)


def _named(rulebase: RuleBase, named: Named) -> Iterator[Text]:
    about = rulebase.about
    words = ["rule" if named.is_rule else "definition"]
    if named.is_rule:
        words += [f"kind {named.kind}", f"section {about.sections[about.kinds[named.kind].section]}"]
    if named.domain is not None:
        words.append(f"domain {about.domains.get(named.domain, named.domain)}")
    if named.strength is not None:
        words.append(about.strengths.get(named.strength, named.strength))
    if named.is_rule:
        words.append(f"certainty {about.certainties[named.certainty]}")
    yield from _head(named.name, named.title, words, str(named.place))
    if named.says is not None:
        yield from _section("says", [sentence(rulebase, named.says)])
    yield from _section("details", (_detail(rulebase, each) for each in named.details))
    yield from _section("certainty because", (_detail(rulebase, each) for each in named.certainty_because))
    yield from _section("condition, as written", [named.source_text.strip()], wrapped=False)
    if named.choice:
        yield from _section("project's choice", [named.choice])
    yield from _section("reads", [*refs_in(named.when), *elements_in(named.when)])
    yield from _section("is read by", readers_of(rulebase, named.name) or ["nothing; it only prints"])
    none = ["no outcome depends on it"]
    decides = (f"{outcome}: {', '.join(rows)}" for outcome, rows in deciders(rulebase, named.name).items())
    yield from _section("can decide (outcome: rows of the decision list)", list(decides) or none)
    yield from _section("examples", _examples(rulebase, named))
    yield from _section("sources", _sources(rulebase, named), wrapped=False)


def _row(rulebase: RuleBase, row: Row) -> Iterator[Text]:
    number = rulebase.rows.index(row) + 1
    words = [f"row {number} of {len(rulebase.rows)} of the decision list", "the first row that holds decides"]
    yield from _head(row.name, f"decides: {rulebase.outcomes[row.outcome].title}", words, str(row.place))
    yield from _section("reason", [sentence(rulebase, row.reason)])
    yield from _section("condition", [condition_words(row.when)])
    yield from _section("reads", [*refs_in(row.when), *elements_in(row.when)])


def _threshold(rulebase: RuleBase, threshold: Threshold) -> Iterator[Text]:
    words = ["threshold", f"compared by {' '.join(threshold.comparison)}"]
    yield from _head(threshold.name, f"{threshold.value} {threshold.unit}".strip(), words, str(threshold.place))
    if threshold.choice:
        yield from _section("project's choice", [threshold.choice])
    readers = direct_readers(rulebase, threshold.name)
    yield from _section("is read by", readers or ["no condition; a table or a sentence may"])
    examples = (
        f"{name}, {example.place}: then {example.then}"
        for name in readers
        for example in rulebase.examples.get(name, ())
    )
    yield from _section("examples of these, each with its place", examples)
    yield from _section("sources", threshold.cites)


def _threshold_as_json(rulebase: RuleBase, threshold: Threshold) -> dict[str, Any]:
    return {
        "threshold": threshold.name,
        "value": str(threshold.value),
        "unit": threshold.unit,
        "comparison": threshold.comparison,
        "cites": threshold.cites,
        "choice": threshold.choice,
        "read_by": direct_readers(rulebase, threshold.name),
    }


def _detail(rulebase: RuleBase, detail: Detail) -> str:
    where = "" if detail.when is None else f" (where {condition_words(detail.when)})"
    behind = ", ".join(detail.cites) or "project's choice"
    return f"{detail.role}: {sentence(rulebase, detail.text)}{where} [{behind}]"


def _examples(rulebase: RuleBase, named: Named) -> Iterator[str]:
    intake = Intake(rulebase)
    for example in named.examples:
        given = ", ".join(f"{name}: {_plain(value)}" for name, value in example.given.items()) or "nothing recorded"
        try:
            found = truth_of_example(rulebase, intake, named.name, example).name.lower()
        except Refused as refused:
            found = f"refused ({', '.join(fault.code for fault in refused.faults)})"
        verdict = "as stated" if found == example.then else f"but it is {found}"
        yield f"{example.then}, {verdict}: {given}"


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _sources(rulebase: RuleBase, named: Named) -> Iterator[str]:
    """Each source once, with how much of it was read and the figures that are cited."""
    details = [*named.certainty_because, *named.details]
    cites = dict.fromkeys([*named.cites, *(cite for detail in details for cite in detail.cites)])
    keys: dict[str, list[str]] = {}
    for cite in cites:
        source, _, key = cite.partition(".")
        keys.setdefault(source, []).append(key)
    for name, cited in keys.items():
        source_read = rulebase.sources[name]
        lines = [f"{name}: {citation_text(source_read)}"]
        lines.append(f"{source_read.design}; read: {source_read.read}")
        lines += [f"limits: {source_read.limits}"] if source_read.limits else []
        lines += [f"indirect: {source_read.indirect}"] if source_read.indirect else []
        for key in cited:
            figure = source_read.figures[key]
            values = " · ".join(f"{field}: {value}" for field, value in figure.values.items())
            lines.append(f"{key}: {figure.title}" + (f" · {values}" if values else ""))
        yield "\n".join(_wrapped(line, first="" if at == 0 else "    ") for at, line in enumerate(lines))


def _wrapped(line: str, first: str) -> str:
    return fill(
        line,
        output.width() - len(_INDENT),
        initial_indent=first,
        subsequent_indent=first + "    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _head(name: str, title: str, words: Iterable[str], place: str) -> Iterator[Text]:
    from rich.text import Text

    yield Text(name, "bold cyan")
    yield Text(title, "bold")
    yield Text(f"{' · '.join(words)} · {place}", "dim")


def _section(head: str, lines: Iterable[str], wrapped: bool = True) -> Iterator[Text]:
    from rich.text import Text

    found = list(lines)
    if not found:
        return
    yield Text(f"\n{head.upper()}", "bold")
    for line in found:
        yield Text(indent(_wrapped(line, "") if wrapped else line, _INDENT))
