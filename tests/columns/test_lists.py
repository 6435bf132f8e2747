"""What leaves: words for places, lists for flags, and nothing lost between the two."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.columns import STATUSES, Columns
from immunote.engine.columns.lists import SLICE, combined, lists_of
from immunote.engine.rulebase import Row
from immunote.engine.sentences import Text, figures_in
from immunote.engine.tables import Flags
from immunote.engine.tree import Ref
from immunote.engine.truth import TRUE
from tests.columns.evaluated import alone, facts_frame, real, some_patients, soup
from tests.support.random_lists import HERE

FLAGS = st.integers(1, 12).flatmap(lambda width: st.lists(st.lists(st.booleans(), min_size=width, max_size=width)))


def by_hand(rows: list[list[bool]], names: list[str]) -> list[list[str]]:
    return [[name for name, held in zip(names, row, strict=True) if held] for row in rows]


@settings(deadline=None)
@given(FLAGS)
def test_a_list_holds_the_names_of_its_true_columns_in_their_order(rows: list[list[bool]]) -> None:
    names = [f"word {i}" for i in range(len(rows[0]))] if rows else ["word"]
    flags = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Boolean), orient="row")
    found = lists_of(flags, len(rows))
    assert found.to_list() == by_hand(rows, names)
    assert found.dtype == pl.List(pl.Enum(names))
    assert found.null_count() == 0


@pytest.mark.parametrize("width", [3, 255, 256, 300])
def test_no_word_is_lost_however_many_there_are(width: int) -> None:
    """A place of 255 words takes one byte, of more two."""
    rng = Random(width)
    rows = [[rng.random() < 0.1 for _ in range(width)] for _ in range(200)]
    names = [f"w{i}" for i in range(width)]
    flags = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Boolean), orient="row")
    assert lists_of(flags, 200).to_list() == by_hand(rows, names)


@pytest.mark.parametrize("height", [SLICE - 1, SLICE, SLICE + 1, 2 * SLICE + 7])
def test_slices_meet_without_a_seam(height: int) -> None:
    number = pl.int_range(height, eager=True)
    flags = pl.DataFrame({"even": number % 2 == 0, "third": number % 3 == 0})
    found = pl.DataFrame({"n": number, "held": lists_of(flags, height).cast(pl.List(pl.String)).list.join(",")})
    expected = {0: "even,third", 1: "", 2: "even", 3: "third", 4: "even", 5: ""}
    assert found["held"].to_list() == [expected[n % 6] for n in range(height)]


def test_without_words_or_rows_there_are_only_empty_lists() -> None:
    assert lists_of(pl.DataFrame(), 3).to_list() == [[], [], []]
    assert lists_of(pl.DataFrame({"a": pl.Series([], dtype=pl.Boolean)}), 0).to_list() == []


@pytest.mark.parametrize("which", [real, soup])
def test_the_output_says_what_one_patients_verdict_says(which) -> None:  # type: ignore[no-untyped-def]
    engine, columns = which()
    rulebase = engine.rulebase
    patients = some_patients(engine, 300, seed=9)
    evaluated = columns.evaluate(facts_frame([rulebase.elements[name] for name in columns.inputs], patients))
    rules = [f"rule.{name}" for name in rulebase.rules]
    names = ["status", "outcome", "leaning", "certainty", "reachable", "deciding", "missing", "citations", *rules]
    output = columns.output(evaluated, names)
    assert output.columns == names
    for facts, row in zip(patients, output.iter_rows(named=True), strict=True):
        one = alone(engine, facts)
        assert [row[name] for name in names[:4]] == [one.status, one.outcome, one.leaning, one.certainty]
        assert row["reachable"] == [name for name in engine.diagram.outcomes if name in one.reachable]
        assert row["deciding"] == [name for name in rulebase.rules if name in one.deciding]
        assert row["missing"] == [name for name in rulebase.elements if name in one.missing]
        assert [row[rule] for rule in rules] == [one.truths[name] for name in rulebase.rules]
    assert output["status"].dtype == pl.Enum(STATUSES)


def test_a_row_cites_what_the_note_cites_for_its_deciding_rules() -> None:
    engine, columns = soup()
    patients = [engine.patient(case.profile | (case.completed or {})) for case in engine.rulebase.cases.values()]
    patients += [engine.patient({"is_a_soup": False}), engine.patient({"has_mould": True})]
    inputs = [engine.rulebase.elements[name] for name in columns.inputs]
    evaluated = columns.evaluate(facts_frame(inputs, [each.facts for each in patients]))
    output = columns.output(evaluated, ["citations", "deciding"])
    cited = 0
    for patient, row in zip(patients, output.iter_rows(named=True), strict=True):
        note = engine.note_of(patient)
        source = {each.number: each.source for each in note.citations}
        rules = [each for each in note.statements if each.rule in row["deciding"]]
        expected = {source[number] for rule in rules for number in rule.citations}
        assert row["citations"] == [name for name in engine.rulebase.sources if name in expected]
        cited += len(expected)
    assert cited > 1


def test_a_source_that_only_the_figures_of_a_sentence_name_is_cited_too() -> None:
    base, _ = soup()
    name, rule = next((n, r) for n, r in base.rulebase.rules.items() if r.says and figures_in(r.says))
    (source,) = {figure.partition(".")[0] for figure in figures_in(rule.says)}
    named = {**base.rulebase.named, name: replace(rule, cites=())}
    row = Row("it", "serve", Ref(name), Text("", HERE), HERE)
    engine = Engine(replace(base.rulebase, named=named, rows=(row, base.rulebase.rows[-1]), flags=Flags()))
    columns = Columns(engine)
    patients = [facts for facts in some_patients(engine, 200) if engine.reference(facts)[name] is TRUE]
    inputs = [engine.rulebase.elements[each] for each in columns.inputs]
    output = columns.output(columns.evaluate(facts_frame(inputs, patients)), ["citations", "deciding"])
    assert output.rows()[:1] == [([source], [name])]
    assert output.n_unique() == 1


def test_columns_come_in_the_order_asked_for_and_a_name_of_none_is_refused() -> None:
    engine, columns = soup()
    evaluated = columns.evaluate(
        facts_frame([engine.rulebase.elements[name] for name in columns.inputs], some_patients(engine, 5))
    )
    assert columns.output(evaluated, ["missing", "status"]).columns == ["missing", "status"]
    with pytest.raises(KeyError, match="no_such_rule"):
        columns.output(evaluated, ["rule.no_such_rule"])
    assert columns.output(evaluated.head(0), ["missing", "status", "reachable"]).height == 0


@pytest.mark.parametrize("which", [real, soup])
def test_a_list_without_patients_has_the_columns_of_one_with_them(which) -> None:  # type: ignore[no-untyped-def]
    engine, columns = which()
    elements = [engine.rulebase.elements[name] for name in columns.inputs]
    none, one = (columns.evaluate(facts_frame(elements, patients)) for patients in ([], [{}]))
    assert none.height == 0
    assert none.schema == one.schema
    names = ["status", "outcome", "leaning", "certainty", "reachable", "deciding", "missing", "citations"]
    assert columns.output(none, names).schema == columns.output(one, names).schema


@settings(deadline=None, max_examples=60)
@given(st.data(), st.integers(1, 150), st.integers(0, 40))
def test_each_row_has_the_place_of_its_own_combination(data: st.DataObject, width: int, height: int) -> None:
    few = data.draw(st.lists(st.integers(0, 2**width - 1), min_size=1, max_size=5))
    numbers = data.draw(st.lists(st.sampled_from([0, *few]), min_size=height, max_size=height))
    schema = {f"w{i}": pl.Boolean for i in range(width)}
    flags = pl.DataFrame({f"w{i}": [bool(n >> i & 1) for n in numbers] for i in range(width)}, schema=schema)
    combinations, place = combined(flags)
    assert combinations[place].equals(flags)
    assert combinations.height == len({0, *numbers})
    assert not any(combinations.row(0))
