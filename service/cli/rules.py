"""`immunote rules check`, `immunote rules list` and `immunote rules knowledge`."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill, wrap
from typing import TYPE_CHECKING

from immunote.engine.faults import Refused
from immunote.service.cli import inputs
from immunote.service.terminal import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from immunote.engine.rulebase import Named, RuleBase

_WIDEST = 34
"""The column of names; a longer name moves its own title only."""
_ONE = {"rows of the decision list": "row of the decision list"}
"""One of what `held_by` counts, where it is not the plural without its last letter."""


def check(format: str, folder: Path | None) -> int:
    """Load a rule base, compile it for every evaluator, run its examples, say how much there is; the exit status.

    JSON holds the faults too, and is written whatever comes of it. Raises Refused with every fault where it is text.
    """
    if format != "json":
        rulebase = _checked(folder)
        output.write(fill(counts(rulebase), output.width()))
        return 0
    try:
        rulebase = _checked(folder)
    except Refused as refused:
        return inputs.refused_as_json(refused, {"rulebase": None})
    about = {"rulebase": rulebase.id, "version": rulebase.version, "content_hash": rulebase.content_hash}
    output.write_json({**about, "holds": held_by(rulebase), "faults": []})
    return 0


def knowledge(folder: Path | None) -> None:
    """Print what lean notes of a rule base refer to, as JSON. Raises Refused."""
    from immunote.engine.lean import lean_json

    output.write(lean_json(inputs.load_engine(folder).knowledge).decode())


def _checked(folder: Path | None) -> RuleBase:
    from immunote.engine.api import NoAnswer
    from immunote.engine.examples import check_examples

    chosen = inputs.rules_folder(folder)
    engine = inputs.load_engine(chosen)
    rulebase = engine.rulebase
    faults = check_examples(rulebase)
    try:
        engine.chaining  # noqa: B018  compiled on first use
    except NoAnswer as error:
        output.report([error.fault])
        raise SystemExit(output.NO_ANSWER) from None
    except Refused as refused:
        faults += refused.faults
    if faults:
        raise Refused(inputs.below(chosen, faults))
    return rulebase


def held_by(rulebase: RuleBase) -> dict[str, int]:
    """How much a rule base holds of each kind, by the plural of its name."""
    return {
        "rules": len(rulebase.rules),
        "definitions": len(rulebase.named) - len(rulebase.rules),
        "rows of the decision list": len(rulebase.rows),
        "product exclusions": len(rulebase.exclusions),
        "checklist lines": len(rulebase.checklist),
        "elements": len(rulebase.elements),
        "thresholds": len(rulebase.thresholds),
        "sources": len(rulebase.sources),
        "published cases": len(rulebase.cases),
        "examples": sum(len(each) for each in rulebase.examples.values()),
    }


def counts(rulebase: RuleBase) -> str:
    """How much a rule base holds, in one line."""

    from immunote.service.render.words import counted

    kinds = held_by(rulebase)
    examples = kinds.pop("examples")
    held = ", ".join(
        counted(number, _ONE.get(name, name.removesuffix("s")), name) for name, number in kinds.items() if number
    )
    came_out = {0: "it has no examples", 1: "its one example comes out as stated"}
    last = came_out.get(examples, f"all {examples} examples come out as stated")
    return f"{rulebase.id} {rulebase.version}: no fault in {held}; {last}."


def list_rules(format: str, folder: Path | None) -> None:
    """Print the rules by kind, then the decision list and the definitions; ○ where one rests on a choice.

    JSON is that of `/v1/rules`. Raises Refused.
    """
    rulebase = inputs.load_rules(folder)
    if format == "json":
        from immunote.service.rest.serializers import rules

        output.write(rules(rulebase).model_dump_json(indent=2))
    else:
        output.write_rich(_lines(rulebase))


def _lines(rulebase: RuleBase) -> Iterator[Text]:
    groups: dict[str, dict[str, str]] = {
        f"{kind.replace('_', ' ').upper()} · {rulebase.about.sections[shape.section]}": {
            rule.name: _title(rule) for rule in rulebase.rules.values() if rule.kind == kind
        }
        for kind, shape in rulebase.about.kinds.items()
    }
    groups["DECISION LIST · the first row that holds decides"] = {
        row.name: rulebase.outcomes[row.outcome].title for row in rulebase.rows
    }
    groups["DEFINITIONS"] = {each.name: _title(each) for each in rulebase.named.values() if not each.is_rule}
    yield from _groups({head: names for head, names in groups.items() if names})


def _title(named: Named) -> str:
    return f"{named.title} ○" if named.choice else named.title


def _groups(groups: dict[str, dict[str, str]]) -> Iterator[Text]:
    from rich.text import Text

    wide = min(max((len(name) for names in groups.values() for name in names), default=0), _WIDEST)
    margin = " " * (wide + 4)
    for number, (head, names) in enumerate(groups.items()):
        yield Text(("\n" if number else "") + head, "bold")
        for name, title in names.items():
            lead = f"  {name:<{wide}}  "
            first, *more = wrap(
                title, output.width(), initial_indent=" " * len(lead), subsequent_indent=margin, break_on_hyphens=False
            )
            yield Text.assemble((lead, "cyan"), first[len(lead) :])
            yield from (Text(line) for line in more)
