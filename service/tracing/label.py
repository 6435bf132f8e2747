"""The facts of a rule base on one page: what it does, for whom, on what evidence, how it was checked, and its limits.

Each line is counted from the rule base, its scenarios and its proofs, where these are given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from immunote.engine.reviewing.content import choices_of
from immunote.engine.words import dated
from immunote.service.render.words import counted
from immunote.service.review.reviewed import Reviewed
from immunote.service.review.sign_off_states import standings
from immunote.service.site.findings import Proof

Facts = dict[str, dict[str, str]]


def facts_of(reviewed: Reviewed, proofs: Sequence[Proof] | None = None) -> Facts:
    """Heading -> line -> words."""
    rulebase = reviewed.rulebase
    outcomes = rulebase.outcomes.values()
    return {
        "What it is": {
            "Rule base": f"{rulebase.id} {rulebase.version}, {rulebase.title}",
            "Content": rulebase.content_hash,
            "Evidence": dated(rulebase),
            "Use and limits of use": rulebase.intended_use,
            "Jurisdictions": ", ".join(rulebase.about.jurisdictions.values()) or "none named",
        },
        "What goes in and comes out": {
            "Inputs": f"{len(rulebase.elements)} questions; one that is not answered is unknown, never no",
            "Needed before anything": ", ".join(_labels(reviewed, rulebase.about.insufficient_unless_known))
            or "nothing",
            "Outcomes": "; ".join(each.title for each in outcomes),
            "Decision list": f"{counted(len(rulebase.rows), 'row')}, read from the top",
            "Rules": str(len(rulebase.rules)),
        },
        "Evidence": dict(_evidence(reviewed)),
        "How it was checked": dict(_checks(reviewed, proofs)),
        "Known limits": dict(_limits(reviewed)),
    }


def lines(facts: Facts) -> Iterator[str]:
    """The label as text that is Markdown too."""
    yield "# Facts about this rule base"
    for heading, said in facts.items():
        yield ""
        yield f"## {heading}"
        yield ""
        yield from (f"- **{name}:** {words}" for name, words in said.items())


def _labels(reviewed: Reviewed, names: Sequence[str]) -> list[str]:
    return [reviewed.rulebase.elements[name].label for name in names]


def _evidence(reviewed: Reviewed) -> Iterator[tuple[str, str]]:
    rulebase = reviewed.rulebase
    sources = rulebase.sources.values()
    kinds = Counter(each.kind.replace("_", " ") for each in sources)
    words = rulebase.about.certainties
    rated = Counter(
        words[each.certainty]
        for each in rulebase.rules.values()
        if rulebase.about.kinds[each.kind].evidence and each.certainty in words
    )
    yield "Sources", ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    yield (
        "Certainty of the rules that support",
        ", ".join(f"{name}: {number}" for name, number in rated.items()) or "none rated",
    )
    yield "Retracted", str(sum(each.retracted is not None for each in sources))
    yield "Under an expression of concern", str(sum(each.concern is not None for each in sources))
    yield "Due to be read again for their age", str(sum(each.due_after is not None for each in sources))


def _checks(reviewed: Reviewed, proofs: Sequence[Proof] | None) -> Iterator[tuple[str, str]]:
    rulebase = reviewed.rulebase
    states = [each.state for each in standings(reviewed)]
    scenarios = {id(each) for found in reviewed.scenarios.values() for each in found}
    yield "Signed by clinicians", f"{states.count('agreed')} of {len(states)} rules and tables"
    yield "Scenarios", str(len(scenarios))
    yield "Examples beside the rules", str(sum(len(each) for each in rulebase.examples.values()))
    yield "Published cases", str(len(rulebase.cases))
    held = "not looked at here" if proofs is None else f"{sum(each.holds for each in proofs)} of {len(proofs)} hold"
    yield "Claims about all patients", f"{len(rulebase.properties)}; proofs: {held}"


def _limits(reviewed: Reviewed) -> Iterator[tuple[str, str]]:
    rulebase = reviewed.rulebase
    sources = rulebase.sources.values()
    whole = sum(each.read.startswith("whole") and "abstract" not in each.read for each in sources)
    yield "Read as a whole", f"{whole} of {len(sources)} sources; of the others an abstract or a part"
    yield "Not about the disease itself", f"{sum(each.indirect is not None for each in sources)} sources"
    yield "Choices of the project, without a source", str(len(choices_of(rulebase)))
    no_choice = sum(each.choice is not None for each in rulebase.thresholds.values())
    yield "Thresholds with a choice", f"{no_choice} of {len(rulebase.thresholds)}"
    yield "Compared with outcomes of patients", "no file of the rule base records such a comparison"
