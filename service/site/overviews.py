"""What was found of the whole rule base: proofs, coverage, sign-offs; and the list of the groups of questions."""

from __future__ import annotations

from collections.abc import Iterator

from immunote.service.render.words import counted
from immunote.service.review.sign_off_states import WORDS
from immunote.service.site.checked import COVER, PROVE, proof_line, scenarios_of, sign_off_of, totals
from immunote.service.site.findings import Coverage
from immunote.service.site.gathered import SiteContent
from immunote.service.site.markdown import code, heading, link, listed, page, table, text
from immunote.service.site.tables import group_title, groups_of


def proofs_in_words(gathered: SiteContent) -> str:
    """How many properties are proved."""
    if gathered.proofs is None:
        return "not run"
    return f"{sum(each.holds for each in gathered.proofs)} of {len(gathered.proofs)}"


def coverage_in_words(found: Coverage | None) -> str:
    """How much of the rules the scenarios show."""
    if found is None:
        return "not run"
    criteria, mutants = totals(found.criteria, found.mutants, found)
    return f"{criteria} truths of criteria shown, {mutants} changed rules noticed"


def dictionary_index(gathered: SiteContent) -> str:
    """The groups of the data dictionary."""
    groups = groups_of(gathered.rulebase)
    lines = (
        f"{link(group_title(gathered.rulebase, group), f'dictionary/{group}.md')}: {counted(len(each), 'question')}"
        for group, each in groups.items()
    )
    about = (
        "A profile is a flat object of these elements. What is left out, null or the word `unknown` is not known; "
        "none of them ever means no.\n"
    )
    return page("Data dictionary", [about, listed(lines)])


def proofs_page(gathered: SiteContent) -> str:
    """Every property and whether it holds for all patients."""
    return page("Proofs", _proofs(gathered))


def _proofs(gathered: SiteContent) -> Iterator[str]:
    rulebase = gathered.rulebase
    yield "What this rule base claims of all patients, whatever is known of them. "
    yield "A claim is proved, or refuted by a patient: `immunote rules prove`.\n"
    yield PROVE + "\n" if gathered.proofs is None else f"{proofs_in_words(gathered)} proved.\n"
    for claim in rulebase.properties:
        proof = gathered.proved.get(claim.id)
        yield heading(2, claim.says, claim.id)
        state = proof_line(gathered, claim.id, "").partition(":")[0]
        about = f", {text(proof.asked)}, {proof.seconds:.2f} s" if proof else ""
        yield f"{state}{about}; {code(claim.id)}, {code(str(claim.place))}\n"
        yield listed(text(each) for each in (proof.faults if proof else ()))
        named = [name for name in rulebase.rules if claim in gathered.properties_naming(name)]
        rules = "; ".join(link(rulebase.rules[name].title, f"rules/{name}.md") for name in named)
        yield f"\nNames: {rules}.\n" if rules else "\nIt speaks of every rule or of every patient.\n"


def coverage_page(gathered: SiteContent) -> str:
    """What the scenarios show of each rule, definition and row."""
    return page("Coverage", _coverage(gathered))


def _coverage(gathered: SiteContent) -> Iterator[str]:
    found = gathered.coverage
    yield "For each thing that a condition asks, a scenario turns on it as true, as false and as unknown; and for each "
    yield "changed rule (a mutant), a scenario notices the change: `immunote rules coverage features/`.\n"
    if found is None:
        yield COVER + "\n"
        return
    proposed = sum("proposed" in each.tags for each in gathered.not_agreed)
    yield f"{coverage_in_words(found)}, by {counted(found.scenarios, 'scenario')}, "
    yield f"of which {proposed} are proposed and agreed to by nobody yet.\n"
    names = dict.fromkeys([*(each.of for each in found.criteria), *(each.of for each in found.mutants)])
    parts = {name: found.about(frozenset([name])) for name in names}
    shown = ((name, *totals(each.criteria, each.mutants, found)) for name, each in parts.items())
    rows = ((_of(gathered, name), f"{truths} truths", f"{changed} changes") for name, truths, changed in shown)
    yield heading(2, "By rule", "by-rule")
    yield table(("Rule, definition or row", "Truths of criteria shown", "Changed rules noticed"), rows)
    yield heading(2, "Missing", "missing")
    yield listed(f"{_of(gathered, each.of)}: {text(each.gap)}" for each in found.gaps) or "Nothing.\n"
    yield heading(2, "Proved to be shown by no patient", "impossible")
    yield listed(f"{_of(gathered, each.of)}: {text(each.gap)}; {text(each.why)}" for each in found.impossible)


def _of(gathered: SiteContent, name: str) -> str:
    rulebase = gathered.rulebase
    if name in rulebase.rules:
        return link(rulebase.rules[name].title, f"rules/{name}.md", "coverage")
    if name in rulebase.named:
        return link(rulebase.named[name].title, "definitions.md", name)
    rows = {f"row.{row.name}": row.name for row in rulebase.rows}
    return link(f"row {rows[name]}", "grading.md", f"row-{rows[name]}") if name in rows else code(name)


def sign_offs_page(gathered: SiteContent) -> str:
    """How every rule and table stands with its reviewers; tables, which have no page, in full."""
    return page("Sign-offs", _sign_offs(gathered))


def _sign_offs(gathered: SiteContent) -> Iterator[str]:
    states = [each.state for each in gathered.standings.values()]
    yield "A sign-off is of the content as it was on that day: rule, limits, evidence, scenarios, wording. "
    yield "Any change makes it stale.\n"
    yield listed(f"{WORDS[state]}: {states.count(state)}" for state in WORDS)
    for part, each in gathered.standings.items():
        if part not in gathered.rulebase.rules:
            yield heading(2, each.title, part)
            yield sign_off_of(each)
            if part != "grading.yaml":
                yield scenarios_of(gathered, part)
    signed = [each for part, each in gathered.standings.items() if part in gathered.rulebase.rules and each.sign_offs]
    yield heading(2, "Rules that were signed", "rules")
    yield (
        listed(f"{link(each.title, f'rules/{each.part}.md', 'sign-off')}: {WORDS[each.state]}" for each in signed)
        or "None yet.\n"
    )
