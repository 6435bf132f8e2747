"""What was found about a rule: its scenarios and their results, coverage, proofs, sign-offs, changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from immunote.engine.words import capital
from immunote.service.html.environment import filled
from immunote.service.render.words import clean, counted
from immunote.service.review.sign_off_states import WORDS, SignOffState
from immunote.service.scenarios.features import Scenario
from immunote.service.scenarios.running import Result
from immunote.service.site.findings import Coverage, CriterionFinding, MutantFinding, gap_of
from immunote.service.site.gathered import SiteContent
from immunote.service.site.markdown import code, folded, link, listed, noted, table, text

NOT_RUN = "Not run for these pages. "
PROVE = NOT_RUN + f"{code('make docs')} runs {code('immunote rules prove --json')} first."
COVER = NOT_RUN + f"{code('make docs')} runs {code('immunote rules coverage features --json')} first."
_AGREED = "A clinician signed it as it stands."
_NEVER = "No clinician has reviewed it yet."


def scenarios_of(gathered: SiteContent, part: str) -> str:
    """The scenarios that are about a rule or table, with what came of them; those that nobody agreed to come last."""
    agreed = [gathered.result(each) for each in gathered.reviewed.scenarios[part]]
    others = [gathered.result(each) for each in gathered.not_agreed_of[part]]
    words = f"{met_in_words(agreed)}\n" if agreed else "No scenario is about it.\n"
    shown = words + "".join(_scenario(each) for each in agreed)
    if others:
        shown += f"\nProposed or disputed, and agreed to by nobody yet: {met_in_words(others)}\n"
        shown += "".join(_scenario(each) for each in others)
    return shown


def met_in_words(results: Sequence[Result]) -> str:
    """How many scenarios there are, and how many of them are not met."""
    failed = sum(not each.passed for each in results)
    return f"{counted(len(results), 'scenario')}, " + (f"**{failed} not met**." if failed else "all met.")


def _scenario(result: Result) -> str:
    scenario = result.scenario
    word, kind = ("met", "met") if result.passed else ("not met", "failed")
    tags = "".join(filled(' <span class="tag">{}</span>', tag) for tag in scenario.tags)
    summary = filled('<span class="{}">{}</span> {}', kind, word, clean(scenario.name)) + tags
    lines = "".join(f"<li>{line}</li>" for line in _sentences(scenario, result))
    return folded(summary, f'<ul class="steps">{lines}</ul>', is_open=not result.passed)


def _sentences(scenario: Scenario, result: Result) -> Iterator[str]:
    found = dict(result.failed)
    for kind in ("given", "then"):
        for place, step in enumerate(each for each in scenario.steps if each.kind == kind):
            instead = filled(" <strong>{}</strong>", clean(found[step])) if step in found else ""
            yield filled("<b>{}</b> {}", "and" if place else kind, clean(step.text)) + instead


def coverage_of(gathered: SiteContent, rule: str) -> str:
    """Whether the scenarios turn on each criterion of a rule and of its definitions, and notice each changed rule."""
    if gathered.coverage is None:
        return COVER + "\n"
    names = [rule, *gathered.contents[rule]["definitions"]]
    found = gathered.coverage.about(frozenset(names))
    lines = [_criterion(found, each) for each in found.criteria]
    shown = table(("In", "Asks", "A scenario turns on it"), lines)
    killed = sum(each.by is not None for each in found.mutants)
    left = [each for each in found.mutants if each.by is None]
    words = f"{killed} of {counted(len(found.mutants), 'changed rule')} noticed by a scenario"
    words += "." if not left else ", these not:"
    return (
        "For each thing that the conditions ask, whether a scenario turns on it:\n"
        + shown
        + f"\n{words}\n\n"
        + listed(_left(found, each) for each in left)
    )


def _criterion(found: Coverage, each: CriterionFinding) -> list[str]:
    cells = [_cell(found, each, truth, getattr(each, truth)) for truth in ("true", "false", "unknown")]
    return [code(each.of), text(each.asks), ", ".join(cells)]


def _cell(found: Coverage, each: CriterionFinding, truth: str, by: str | None) -> str:
    if by is not None:
        return noted(f"as {truth}: yes", by)
    why = found.why_impossible(each.of, gap_of(each, truth))
    word = '<span class="failed">no</span>' if why is None else noted("cannot be", why)
    return f"as {truth}: {word}"


def _left(found: Coverage, each: MutantFinding) -> str:
    why = found.why_impossible(each.of, gap_of(each))
    end = "**missing**" if why is None else f"proved to be noticed by no patient: {text(why)}"
    return f"{code(each.of)}, {text(each.kind)}: {text(each.words)}; {end}"


def proofs_of(gathered: SiteContent, rule: str) -> str:
    """The properties that name a rule, and how many speak of every rule or patient."""
    naming = gathered.properties_naming(rule)
    lines = [proof_line(gathered, each.id, each.says) for each in naming]
    general = len(gathered.properties_about_all)
    end = link(f"{counted(general, 'property', 'properties')} of every rule or patient", "proofs.md")
    also = "hold for it too" if _all_hold(gathered) else "concern it too"
    head = listed(lines) if lines else "No property names it.\n"
    return f"{head}\n{capital(end)} {also}." + ("" if gathered.proofs is not None else f" {PROVE}") + "\n"


def _all_hold(gathered: SiteContent) -> bool:
    found = [gathered.proved.get(each.id) for each in gathered.properties_about_all]
    return all(each is not None and each.holds for each in found)


def proof_line(gathered: SiteContent, name: str, says: str) -> str:
    """A property with what the prover found."""
    proof = gathered.proved.get(name)
    if proof is None:
        word = "not run"
    elif proof.holds:
        word = "proved"
    else:
        word = "open" if proof.not_answered else "REFUTED"
    return f"**{word}**: {text(says)} ({link(name.replace('_', ' '), 'proofs.md', name)})"


def sign_off_of(standing: SignOffState, brief: bool = False) -> str:
    """Whether clinicians stand behind a rule or table as it is now."""
    state = {"never": _NEVER, "agreed": _AGREED}.get(standing.state, f"{capital(WORDS[standing.state])}.")
    if brief:
        return link(state, "sign-offs.md")
    verdicts = {"agree": "agrees", "disagree": "**disagrees**"}
    signed = listed(
        f"{text(each.date)}, {text(each.reviewer)} ({text(each.role)}): {verdicts[each.verdict]}"
        + (f". {text(each.comment)}" if each.comment else "")
        for each in standing.sign_offs
    )
    changed = listed(
        f"**{text(where)}:** {f'was: {text(before)}' if before else 'was not there'}; "
        + (f"now: {text(after)}" if after else "is gone")
        for where, before, after in standing.changes
    )
    if changed:
        changed = f"\nChanged since:\n\n{changed}"
    return f"{state}\n\n{signed}{changed}\nContent {code(standing.content[:16])}.\n"


def changed_in(gathered: SiteContent, file: str) -> str:
    """The changes of a file by version of the rule base, the latest first."""
    if gathered.history is None:
        return "Not known: these pages were built without the history of the rules.\n"
    found = gathered.history.get(file, ())
    if not found:
        return "Not recorded yet.\n"
    changes = [f"{text(each.version)}, {text(each.day)}: {text(each.what)}" for each in found]
    changes[-1] += " (first written)"
    return listed(changes)


def totals(criteria: Sequence[CriterionFinding], mutants: Sequence[MutantFinding], found: Coverage) -> tuple[str, str]:
    """`shown of all` for criteria (each as true, false and unknown) and for mutants, less what no patient can show."""
    impossible = Counter((each.of, each.is_of_mutant) for each in found.impossible)
    cells = [cell for each in criteria for cell in (each.true, each.false, each.unknown)]
    cells_of = len(cells) - sum(impossible[name, False] for name in _names(criteria))
    mutants_of = len(mutants) - sum(impossible[name, True] for name in _names(mutants))
    return (
        f"{sum(cell is not None for cell in cells)} of {cells_of}",
        f"{sum(each.by is not None for each in mutants)} of {mutants_of}",
    )


def _names(found: Iterable[CriterionFinding | MutantFinding]) -> set[str]:
    return {each.of for each in found}
