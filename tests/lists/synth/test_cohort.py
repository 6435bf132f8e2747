"""A synthetic cohort: every patient could be one, the figures are met, and chance can be repeated."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.columns import Columns
from immunote.engine.faults import Refused
from immunote.engine.loading import load
from immunote.engine.tree import Compare, walk
from immunote.service.lists.synth.chance import ROW, draw
from immunote.service.lists.synth.drawing import SyntheticCohort
from immunote.service.lists.synth.spoiling import Spoiler

SOUP = Path(__file__).parents[2] / "rulebases" / "soup"
ROWS = 600


@pytest.fixture(scope="module")
def soup() -> Engine:
    return Engine.load(SOUP)


def cohort(engine: Engine, seed: int = 1) -> SyntheticCohort:
    assert engine.rulebase.synthetic is not None
    return SyntheticCohort(engine.rulebase, engine.rulebase.synthetic, seed)


def profile(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and name not in (ROW, "id")}


def is_refused(engine: Engine, raw: dict[str, Any]) -> bool:
    try:
        engine.patient(raw)
    except Refused:
        return True
    return False


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32), start=st.integers(0, 10**9))
def test_every_patient_passes_intake(engine: Engine, soup: Engine, seed: int, start: int) -> None:
    for each in (engine, soup):
        for row in cohort(each, seed).rows(start, 20).iter_rows(named=True):
            each.patient(profile(row))


def test_a_row_is_the_same_in_whatever_portion_it_is_drawn(engine: Engine, soup: Engine) -> None:
    for each in (engine, soup):
        people = cohort(each)
        whole = people.rows(0, ROWS)
        for start, count in ((0, 1), (1, 7), (8, 250), (258, ROWS - 259), (ROWS - 1, 1)):
            assert people.rows(start, count).equals(whole.slice(start, count))


def test_numbers_are_written_as_short_as_they_are(engine: Engine) -> None:
    """Each is the nearest float of its decimal: 1.9 and not 1.9000000000000001."""
    rows = cohort(engine).rows(0, ROWS)
    checked = 0
    for name, element in engine.rulebase.elements.items():
        if name in rows.columns and element.type == "decimal":
            for number in rows[name].drop_nulls():
                assert -Decimal(str(number)).as_tuple().exponent <= max(element.decimals, 1), (name, number)
                checked += 1
    assert checked > ROWS


def test_another_seed_gives_other_patients(engine: Engine) -> None:
    one, other = (cohort(engine, seed).rows(0, ROWS).drop(ROW) for seed in (1, 2))
    assert not one.equals(other)
    assert sum(a == b for a, b in zip(one.iter_rows(), other.iter_rows(), strict=True)) == 0


@given(seed=st.integers(0, 2**64), rows=st.lists(st.integers(0, 2**63), min_size=1, max_size=20))
def test_chance_is_splitmix64_counted_by_row(seed: int, rows: list[int]) -> None:
    """Against the published algorithm in Python's own integers."""
    from immunote.service.lists.synth import chance

    mask = 2**64 - 1
    offset = chance._offset(seed, "p")
    found = pl.DataFrame({ROW: rows}, schema={ROW: pl.UInt64}).select(draw(seed, "p")).to_series().to_list()
    for row, number in zip(rows, found, strict=True):
        z = (offset + row * 0x9E3779B97F4A7C15) & mask
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        assert number == ((z ^ (z >> 31)) >> 11) / 2**53


def test_shares_are_met_as_chance_allows(engine: Engine) -> None:
    """Elements with one plain share: within five standard errors of it."""
    count = 20_000
    people = cohort(engine)
    complete = people.complete(0, count)
    plain = {each.element: each.cases[0].share for each in people.figures.drawn if len(each.cases) == 1}
    checked = 0
    for name, share in plain.items():
        if share is not None:
            error = 5 * math.sqrt(share * (1 - share) / count)
            assert abs(complete[name].sum() / count - share) <= error, name
            checked += 1
    assert checked > 20


def test_what_is_recorded_with_one_factor_is_missing_as_often_as_said(soup: Engine) -> None:
    """The soup has half of its records full and half with the shares as written."""
    count = 20_000
    people = cohort(soup)
    rows = people.rows(0, count)
    for each in people.figures.drawn:
        if soup.rulebase.elements[each.element].only_if is not None:
            continue
        whole = people.figures.together.get(each.together or "", 0.0)
        expected = (1 - (1 - each.missing) * (1 - whole)) / 2
        error = 5 * math.sqrt(max(expected * (1 - expected), 1e-9) / count) + 1e-9
        assert abs(rows[each.element].null_count() / count - expected) <= error, each.element


def test_each_threshold_is_met_below_at_and_above(engine: Engine) -> None:
    """Every number that is drawn and that a condition compares with a threshold inside its quantiles."""
    complete = cohort(engine).complete(0, 20_000)
    people = cohort(engine)
    checked = 0
    for condition in engine.rulebase.program.values():
        for node in walk(condition):
            if not isinstance(node, Compare) or node.element not in people.drawn:
                continue
            ends = [
                x for c in people.drawn[node.element].cases if c.quantiles for _, x in (c.quantiles[0], c.quantiles[-1])
            ]
            if not min(ends) < node.value < max(ends):
                continue
            decimals = engine.rulebase.elements[node.element].decimals
            values = complete[node.element].drop_nulls()
            at = int(node.value.scaleb(decimals))
            for wanted in (at - 1, at, at + 1):
                assert (values == wanted).any(), (node.element, wanted)
            checked += 1
    assert checked > 10


def test_each_rule_and_each_outcome_is_met_in_twenty_thousand_rows(engine: Engine) -> None:
    """Each rule true, false and unknown for someone, as the figures claim."""
    columns = Columns(engine)
    raw = cohort(engine).rows(0, 20_000).rename({ROW: "row"}).with_columns(pl.col("row").cast(pl.Int64))
    checked = columns.check(raw, texts=False)
    assert checked.faults.is_empty()
    evaluated = columns.evaluate(checked.facts)
    for name in engine.rulebase.rules:
        assert {True, False, None} == set(evaluated[f"truth.{name}"].unique()), (
            f"{name}: give what it reads a place in synthetic.yaml, so that some patient has each truth"
        )
    outcomes = columns.output(evaluated, ["outcome"])["outcome"]
    assert set(outcomes.drop_nulls().cast(pl.String)) == set(engine.rulebase.outcomes)


def test_what_is_worked_out_at_intake_is_plausible(engine: Engine) -> None:
    """The shortest and the heaviest drawn would not be: such patients are drawn anew."""
    from dataclasses import replace

    rulebase = engine.rulebase
    assert rulebase.synthetic is not None
    inputs = {name for e in rulebase.elements.values() for each in e.derivations for name in each.essential}
    spread = {}
    for name in inputs & set(cohort(engine).drawn):
        low, high = rulebase.elements[name].accepted
        assert low is not None
        assert high is not None
        spread[name] = ((0.0, float(low)), (100.0, float(high)))
    assert len(spread) >= 2
    drawn = tuple(
        replace(each, cases=(replace(each.cases[-1], quantiles=spread[each.element]),))
        if each.element in spread
        else each
        for each in rulebase.synthetic.drawn
    )
    wide = SyntheticCohort(rulebase, replace(rulebase.synthetic, drawn=drawn), 1)
    for row in wide.rows(0, 200).iter_rows(named=True):
        engine.patient(profile(row))


def test_elements_without_a_host_are_never_recorded(engine: Engine) -> None:
    people = cohort(engine)
    complete = people.complete(0, ROWS)
    hosts = {name: e.only_if for name, e in engine.rulebase.elements.items() if e.only_if and name in people.drawn}
    assert hosts
    for name, host in hosts.items():
        assert complete.filter(~pl.col(host))[name].null_count() == (~complete[host]).sum()
        assert complete.filter(pl.col(host))[name].null_count() == 0


@pytest.mark.parametrize("as_text", [False, True])
def test_just_the_rows_made_bad_are_refused(engine: Engine, soup: Engine, as_text: bool) -> None:
    for each in (engine, soup):
        spoiler = Spoiler(cohort(each, 3), 0.3, as_text)
        rows, plan = spoiler.rows(0, ROWS), spoiler.plan(0, ROWS)
        ids: set[str] = set()
        kinds = set()
        for row, kind in zip(rows.iter_rows(named=True), plan, strict=True):
            raw = {name: _value(each, name, value) if as_text else value for name, value in profile(row).items()}
            is_double = row["id"] in ids
            ids.add(row["id"])
            assert (kind is not None) == (is_refused(each, raw) or is_double), (kind, row["id"])
            assert is_double == (kind == "duplicate id")
            kinds.add(kind)
        assert sum(spoiler.planted.values()) == sum(kind is not None for kind in plan) > ROWS / 5
        assert {"contradiction", "out of range", "unknown member"} <= kinds


def test_no_row_is_bad_unless_it_is_wished_for(engine: Engine) -> None:
    spoiler = Spoiler(cohort(engine), 0.0, as_text=True)
    rows = spoiler.rows(0, ROWS)
    assert spoiler.plan(0, ROWS) == [None] * ROWS
    assert not spoiler.planted
    assert rows["id"].n_unique() == ROWS


def test_the_figures_are_no_part_of_the_hash_of_the_rule_base(tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "soup"
    shutil.copytree(SOUP, folder)
    before = load(folder).content_hash
    path = folder / "synthetic.yaml"
    path.write_text(path.read_text().replace("share: 0.9", "share: 0.8"))
    assert load(folder).content_hash == before
    path.unlink()
    assert load(folder).content_hash == before
    assert load(folder).synthetic is None


def _value(engine: Engine, name: str, text: str) -> Any:
    """A field of text as the profile takes it, where that can be said; else the text, which is refused."""
    element = engine.rulebase.elements[name]
    if element.type == "boolean":
        return {"true": True, "false": False}.get(text, text)
    if not element.is_number:
        return text
    try:
        return Decimal(text)
    except ArithmeticError:
        return text
