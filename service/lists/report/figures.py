"""What a report counts, from a finished result. Everything is a count of patients; nothing is estimated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from immunote.engine.columns import STATUSES
from immunote.engine.faults import CODES
from immunote.engine.rulebase import Named, RuleBase
from immunote.service.lists.manifest import Manifest, RowCounts
from immunote.service.lists.report.helping import Helping, helping
from immunote.service.lists.report.risk_words import risk_words
from immunote.service.lists.results import Results

SETTLED = STATUSES[0]
PROVISIONAL = STATUSES[1]
RULE = "rule."


@dataclass(frozen=True)
class Tally:
    """For how many patients something holds, and for how many nobody can tell yet."""

    name: str
    title: str
    holds: int
    open: int


@dataclass(frozen=True)
class Refusal:
    """Rows set aside for one reason. `help` is empty where the help lines could hold a value of a patient."""

    code: str
    what: str
    column: str
    rows: int
    help: str


@dataclass(frozen=True)
class Figures:
    """The whole report as numbers. A part that the result has no columns for is None, never empty.

    `outcomes`: of settled patients. `leanings`: of provisional ones, "" where there is none. `certainties`: of settled
    ones, by outcome. All in the rule base's order. `flags`: of each, for how many it holds, and for how many of these
    something that it asks is not answered.
    """

    rulebase: RuleBase
    manifest: Manifest
    rows: RowCounts
    statuses: dict[str, int] | None
    outcomes: dict[str, int] | None
    leanings: dict[str, int] | None
    certainties: dict[tuple[str, str], int] | None
    domains: tuple[Tally, ...] | None
    risks: tuple[Tally, ...] | None
    flags: tuple[Tally, ...] | None
    helping: Helping | None
    refusals: tuple[Refusal, ...]

    @property
    def settled(self) -> int:
        """Patients with one outcome."""
        return (self.statuses or {}).get(SETTLED, 0)

    @property
    def open(self) -> int:
        """Patients with more than one outcome still possible."""
        return sum((self.statuses or {}).values()) - self.settled

    @property
    def graded(self) -> int:
        """Settled patients with a grade."""
        grades = self.rulebase.outcomes
        return sum(number for name, number in (self.outcomes or {}).items() if grades[name].is_grade)

    @property
    def says_something(self) -> bool:
        """Whether some patient is or may be graded, or has an urgent outcome; else domains and risks are not shown."""
        found = [self.rulebase.outcomes[name] for name in self.outcomes or {}]
        in_scale = any(outcome.is_grade or outcome.indicator != "none" for outcome in found)
        return in_scale or bool((self.statuses or {}).get(PROVISIONAL))


def figures(results: Results, rulebase: RuleBase, with_ids: bool) -> Figures:
    """Count everything in two passes over the result. `with_ids`: also list the ids that each step would settle."""
    rows, manifest = results.rows, results.manifest
    assert manifest.rows is not None  # only a finished result is opened
    have = set(rows.collect_schema().names())
    grouped = ["status", "outcome", "leaning", "certainty"]
    names = [name for name in grouped if name in have]
    rules = [rule for rule in _shown_rules(rulebase) if RULE + rule.name in have]
    domains = _by_domain(rulebase, rules)
    asks = [flag.id for flag in rulebase.flags.flags] if {"flags", "open_flags"} <= have else []
    counts = [*_counts(rules, domains), *_flag_counts(asks)]
    groups, tallies = pl.collect_all(
        [rows.group_by(names).len() if names else rows.select(pl.len()), rows.select(counts)],
        engine="streaming",
    )
    found = groups.to_dicts()
    tally = tallies.row(0, named=True) if tallies.width else {}
    has_verdicts = {"status", "outcome"} <= have
    return Figures(
        rulebase=rulebase,
        manifest=manifest,
        rows=manifest.rows,
        statuses=_ordered(found, "status", STATUSES) if "status" in have else None,
        outcomes=_ordered(found, "outcome", rulebase.outcomes) if has_verdicts else None,
        leanings=_ordered(_of_status(found, PROVISIONAL), "leaning", (*rulebase.outcomes, ""))
        if {"status", "leaning"} <= have
        else None,
        certainties=_certainties(found, rulebase) if has_verdicts and "certainty" in have else None,
        domains=_tallied_domains(rulebase, domains, tally) if domains else None,
        risks=_tallied(rulebase, rules, tally) if rules else None,
        flags=_tallied_flags(rulebase, tally) if asks else None,
        helping=helping(rows, manifest.made.id, rulebase, have, with_ids) if {"status", "missing"} <= have else None,
        refusals=tuple(_refusals(results.quarantine)),
    )


def _shown_rules(rulebase: RuleBase) -> list[Named]:
    """The rules that carry evidence of benefit, or that stand for a risk and are listed while they are open."""
    kinds = rulebase.about.kinds
    return [
        rule
        for rule in rulebase.rules_as_shown
        if kinds[rule.kind].evidence or (kinds[rule.kind].mark == "risk" and kinds[rule.kind].when_unknown == "list")
    ]


def _by_domain(rulebase: RuleBase, rules: list[Named]) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    for rule in rules:
        if rulebase.about.kinds[rule.kind].evidence and rule.domain is not None:
            found.setdefault(rule.domain, []).append(rule)
    return {domain: found[domain] for domain in rulebase.about.domains if domain in found}


def _counts(rules: list[Named], domains: dict[str, list[Named]]) -> Iterable[pl.Expr]:
    for rule in rules:
        column = pl.col(RULE + rule.name)
        yield column.sum().alias(f"holds.{rule.name}")
        yield column.null_count().alias(f"open.{rule.name}")
    for domain, members in domains.items():
        some = pl.any_horizontal(*(pl.col(RULE + rule.name) for rule in members))  # Kleene: null where undecided
        yield some.sum().alias(f"holds.domain.{domain}")
        yield some.null_count().alias(f"open.domain.{domain}")


def _flag_counts(names: Iterable[str]) -> Iterable[pl.Expr]:
    for name in names:
        yield pl.col("flags").list.contains(name).sum().alias(f"holds.flag.{name}")
        yield pl.col("open_flags").list.contains(name).sum().alias(f"open.flag.{name}")


def _tallied_flags(rulebase: RuleBase, tally: dict[str, int]) -> tuple[Tally, ...]:
    found = (
        Tally(flag.id, flag.title, tally[f"holds.flag.{flag.id}"] or 0, tally[f"open.flag.{flag.id}"] or 0)
        for flag in rulebase.flags.flags
    )
    return tuple(each for each in found if each.holds)


def _tallied(rulebase: RuleBase, rules: list[Named], tally: dict[str, int]) -> tuple[Tally, ...]:
    risks = [rule for rule in rules if not rulebase.about.kinds[rule.kind].evidence]
    words = risk_words(risks, rulebase)
    found = (Tally(r.name, words[r.name], tally[f"holds.{r.name}"], tally[f"open.{r.name}"]) for r in risks)
    return tuple(sorted((each for each in found if each.holds or each.open), key=lambda each: -each.holds))


def _tallied_domains(rulebase: RuleBase, domains: dict[str, list[Named]], tally: dict[str, int]) -> tuple[Tally, ...]:
    titles = rulebase.about.domains
    return tuple(
        Tally(name, titles[name], tally[f"holds.domain.{name}"], tally[f"open.domain.{name}"]) for name in domains
    )


def _ordered(found: list[dict[str, object]], column: str, order: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in found:
        number = each["len"]
        assert isinstance(number, int)
        counts[str(each[column] or "")] = counts.get(str(each[column] or ""), 0) + number
    return {name: counts[name] for name in order if counts.get(name)}


def _of_status(found: list[dict[str, object]], status: str) -> list[dict[str, object]]:
    return [each for each in found if each["status"] == status]


def _certainties(found: list[dict[str, object]], rulebase: RuleBase) -> dict[tuple[str, str], int]:
    counts = {
        (name, certainty): sum(
            each["len"]  # type: ignore[misc]
            for each in found
            if each["status"] == SETTLED and (each["outcome"], each["certainty"]) == (name, certainty)
        )
        for name in rulebase.outcomes
        for certainty in rulebase.about.certainties
    }
    return {key: number for key, number in counts.items() if number}


def _refusals(quarantine: pl.DataFrame) -> Iterable[Refusal]:
    grouped = quarantine.group_by("code", "column").agg(
        pl.col("row").n_unique().alias("rows"), pl.col("help").unique().sort().alias("helps")
    )
    for each in grouped.sort("rows", "code", "column", descending=[True, False, False]).iter_rows(named=True):
        helps = [text for text in each["helps"] if text]
        alone = len(helps) == 1 and (each["rows"] > 1 or not any(c.isdigit() for c in helps[0]))
        code = each["code"]
        yield Refusal(code, CODES.get(code, ""), each["column"] or "", each["rows"], helps[0] if alone else "")
