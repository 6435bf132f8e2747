"""A list of patients by both versions: each row is counted once, and each move has its cause."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytest.importorskip("z3", reason="needs the extra `proof`")

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.profile import value_json
from immunote.service.diffing.cohort import cohort_of
from immunote.service.diffing.comparing import compared
from immunote.service.diffing.model import Cohort, VersionShown
from immunote.service.diffing.versions import Version
from tests.diffing.support import SOUP, Edit, engine_with
from tests.support.patients import random_patient

HOT: Edit = ("thresholds.yaml", "value: 80, unit: C", "value: 85, unit: C")
SOUP_AT_82 = {
    "is_a_soup": True,
    "has_mould": False,
    "pot_was_opened": True,
    "temperature_c": 82,
    "had_boil_over": False,
    "smells_good": True,
    "flavour": "good",
    "salt_g_l": 3,
    "water_outcome": "helped",
    "potato_outcome": "helped",
    "cream_outcome": "helped",
    "has_nuts": False,
    "has_milk": False,
    "hottest": 1,
    "jurisdiction": "north",
    "volume_to_square": 1,
    "ladled_l": 1,
    "has_herbs": True,
}


@pytest.fixture(scope="module")
def soup() -> Engine:
    return Engine.load(SOUP)


def version(engine: Engine) -> Version:
    base = engine.rulebase
    shown = VersionShown(
        given="x",
        commit=None,
        rulebase=base.id,
        version=base.version,
        evidence_as_of=base.evidence_as_of,
        content_hash=base.content_hash,
    )
    return Version(engine, shown)


def cohort(old: Engine, new: Engine, path: Path, id_column: str = "id") -> Cohort:
    return cohort_of(path, id_column, (version(old), version(new)), compared(old.rulebase, new.rulebase))


def ndjson(path: Path, rows: list[dict[str, Any] | str]) -> Path:
    lines = [each if isinstance(each, str) else json.dumps(each) for each in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def random_rows(engine: Engine, count: int, known: float = 0.8) -> list[dict[str, Any]]:
    rows = []
    for seed in range(count):
        facts = random_patient(engine, Random(seed), known)
        profile = {name: value_json(engine.rulebase.elements[name], value) for name, value in facts.items()}
        rows.append({"id": f"p{seed}", **profile})
    return rows


@pytest.mark.parametrize(
    ("degrees", "moves"), [(79.9, False), (80, True), (82, True), (84.9, True), (85, False), (90, False)]
)
def test_only_those_between_the_two_thresholds_move(soup: Engine, tmp_path: Path, degrees: float, moves: bool) -> None:
    new = engine_with(SOUP, tmp_path, HOT)
    path = ndjson(tmp_path / "a.ndjson", [{"id": "a", **SOUP_AT_82, "temperature_c": degrees}])
    found = cohort(soup, new, path)
    assert (found.rows, found.moved, found.same) == (1, int(moves), int(not moves))
    if moves:
        (patient,) = found.patients
        assert (patient.id, patient.row, patient.what) == ("a", 1, "outcome")
        assert patient.old.reachable == ("wait",)
        assert patient.old.reachable == (soup.note({**SOUP_AT_82, "temperature_c": degrees}).outcome,)
        assert patient.new.reachable == (new.note({**SOUP_AT_82, "temperature_c": degrees}).outcome,)
        assert {cause.id for cause in patient.causes} <= {"too_hot", "soup_is_warm"}
        assert "too_hot" in {cause.id for cause in patient.causes}
        for cause in patient.causes:
            assert [(t.name, t.before, t.after) for t in cause.thresholds] == [("too_hot_from", "80 C", "85 C")]
            assert "cook-book.hot" in {each.cite for each in cause.citations}


def test_each_row_is_counted_once_and_said_as_the_notes_say_it(soup: Engine, tmp_path: Path) -> None:
    new = engine_with(SOUP, tmp_path, HOT, ("definitions/soup_is_salty.yaml", 'flavour == "salty"', "has_herbs"))
    rows = [{**row, "is_a_soup": True} for row in random_rows(soup, 150, 0.95)]
    found = cohort(soup, new, ndjson(tmp_path / "a.ndjson", list(rows)))
    moved = {each.id: each for each in found.patients}
    refused = {each.id for each in found.refused_rows}
    assert len(refused) == found.refused < 20
    assert found.moved == len(found.patients) > 10
    assert found.rows == found.same + found.moved + found.refused == 150
    assert sum(each.patients for each in found.moves) == found.moved
    assert [each.patients for each in found.by_cause] == sorted((c.patients for c in found.by_cause), reverse=True)
    for row in rows:
        name, profile = row["id"], {key: value for key, value in row.items() if key != "id"}
        if name in refused:
            with pytest.raises(Refused):
                soup.note(profile)
            continue
        notes = soup.note(profile), new.note(profile)
        same = [(set(n.reachable), n.status, n.leaning, n.certainty, set(n.reachable_once_corrected)) for n in notes]
        assert (name in moved) == (same[0] != same[1]), name
        if name in moved:
            assert [moved[name].old.reachable, moved[name].new.reachable] == [n.reachable for n in notes]
            assert moved[name].causes, name


def test_csv_and_ndjson_of_the_same_patients_say_the_same(soup: Engine, tmp_path: Path) -> None:
    new = engine_with(SOUP, tmp_path, HOT)
    rows = random_rows(soup, 40)
    columns = ["id", *soup.rulebase.elements]
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([[_text(row.get(name)) for name in columns] for row in rows])
    assert cohort(soup, new, tmp_path / "a.csv") == cohort(soup, new, ndjson(tmp_path / "a.ndjson", list(rows)))


def _text(value: Any) -> str:
    return "" if value is None else json.dumps(value) if not isinstance(value, str) else value


def test_rows_that_cannot_be_read_are_told_by_code_and_never_by_value(soup: Engine, tmp_path: Path) -> None:
    rows: list[dict[str, Any] | str] = [
        {"id": "fine", "is_a_soup": True},
        {"id": "twice"},
        {"id": "twice"},
        {"is_a_soup": False},
        {"id": "hot", "temperature_c": 7331},
        {"id": "text", "temperature_c": "7331"},
        '["7331"]',
        '{"id": "broken", "temperature_c": 7331',
    ]
    found = cohort(soup, soup, ndjson(tmp_path / "a.jsonl", rows))
    assert (found.rows, found.same, found.moved, found.refused, found.refused_by_one) == (8, 1, 0, 7, 0)
    codes = {(each.row, each.id): each.old for each in found.refused_rows}
    assert codes[(2, "twice")] == codes[(3, "twice")] == ("V44 an id that stands twice",)
    assert codes[(4, None)] == ("V44 no id",)
    assert codes[(5, "hot")] == ("P07 $.temperature_c",)
    assert codes[(6, "text")] == ("P06 $.temperature_c",)
    assert codes[(7, None)] == ("V44 not a JSON object",)
    assert codes[(8, None)] == ("P01",)
    assert "7331" not in found.model_dump_json()


def test_a_row_with_too_few_fields_is_told_and_the_next_one_read(soup: Engine, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,is_a_soup,note\na,true\nb,true,x\n", encoding="utf-8")
    found = cohort(soup, soup, tmp_path / "a.csv")
    assert (found.same, found.refused, found.columns_not_read) == (1, 1, ("note",))
    assert found.refused_rows[0].old == ("V44 2 fields, not 3",)


def test_a_row_that_only_one_version_reads_is_counted_apart(soup: Engine, tmp_path: Path) -> None:
    span: Edit = ("profile/table.yaml", "range: [0, 10000]\n    leaning: 600", "range: [0, 90]\n    leaning: 60")
    new = engine_with(SOUP, tmp_path, span)
    path = ndjson(tmp_path / "a.ndjson", [{"id": "a", "had_boil_over": True, "minutes_since_boil_over": 500}])
    found = cohort(soup, new, path)
    assert (found.refused, found.refused_by_one) == (1, 1)
    assert (found.refused_rows[0].old, found.refused_rows[0].new) == ((), ("P07 $.minutes_since_boil_over",))


def test_each_version_is_given_the_elements_that_it_has(soup: Engine, engine: Engine, tmp_path: Path) -> None:
    path = ndjson(tmp_path / "a.ndjson", [{"id": "a", "is_a_soup": False, "age_years": 12}])
    found = cohort(soup, engine, path)
    assert found.refused == 0
    (patient,) = found.patients
    assert (patient.old.reachable, patient.new.reachable) == (("no_soup",), ("out_of_scope",))


def test_a_record_that_is_read_otherwise_names_the_element(soup: Engine, tmp_path: Path) -> None:
    new = engine_with(SOUP, tmp_path, ("profile/pot.yaml", "    no_needs: pot_was_opened\n", ""))
    profile = {name: value for name, value in SOUP_AT_82.items() if name != "pot_was_opened"}
    path = ndjson(tmp_path / "a.ndjson", [{"id": "a", **profile, "temperature_c": 60}])
    (patient,) = cohort(soup, new, path).patients
    assert [(cause.kind, cause.id) for cause in patient.causes] == [("element", "has_mould")]


@pytest.mark.parametrize(
    ("name", "content", "code", "text"),
    [
        ("a.txt", b"id\n", "V43", ".txt"),
        ("a.csv", b"", "V43", "id"),
        ("a.csv", b"id,is_a_soup\n", "V43", "no row"),
        ("a.csv", b"number,is_a_soup\n1,true\n", "V43", "id"),
        ("a.csv", b"id,is_a_soup,is_a_soup\n1,true,true\n", "V43", "is_a_soup"),
        ("a.csv", b"id,shoe\n1,2\n", "V43", "`shoe`"),
        ("a.csv", b'id,is_a_soup\n1,"true\n', "V43", "a quote"),
        ("a.ndjson", b"", "V43", "no row"),
        ("a.ndjson", b'{"id": 1, "is_a_soup": \xff}\n', "P17", "byte 23"),
        ("gone.csv", None, "V43", "No such file or directory"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(
    soup: Engine, tmp_path: Path, name: str, content: bytes | None, code: str, text: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refused) as found:
        cohort(soup, soup, path)
    assert [(each.code, each.text) for each in found.value.faults] == [(code, text)]


def test_an_answer_that_one_version_has_is_not_known_to_the_other(soup: Engine, tmp_path: Path) -> None:
    more: Edit = ("profile/table.yaml", "values: {bland: bland,", "values: {burnt: burnt, bland: bland,")
    new = engine_with(SOUP, tmp_path, more)
    rows = [{"id": "a", **SOUP_AT_82, "flavour": "burnt"}, {"id": "b", **SOUP_AT_82}, {"id": "c", "flavour": "foul"}]
    found = cohort(soup, new, ndjson(tmp_path / "a.ndjson", list(rows)))
    assert [each.model_dump() for each in found.members_not_read] == [
        {"element": "flavour", "member": "burnt", "version": "new", "rows": 1}
    ]
    assert (found.rows, found.refused, found.refused_by_one) == (3, 1, 0)
    back = cohort(new, soup, ndjson(tmp_path / "a.ndjson", list(rows)))
    assert [each.version for each in back.members_not_read] == ["old"]


def test_an_outcome_that_a_flag_holds_back_moves_by_that_flag(soup: Engine, tmp_path: Path) -> None:
    without: Edit = (
        "flags.yaml",
        "when: volume_to_square > spilling",
        "when: volume_to_square > spilling and has_nuts",
    )
    old = engine_with(SOUP, tmp_path, without)
    row = {"id": "a", **SOUP_AT_82, "temperature_c": 70, "volume_to_square": 901}
    row.pop("smells_good")
    found = cohort(old, soup, ndjson(tmp_path / "a.ndjson", [row]))
    (patient,) = found.patients
    assert patient.what == "opened"
    assert patient.old.reachable == patient.new.reachable
    assert [(cause.kind, cause.id, cause.how) for cause in patient.causes] == [("flag", "full", "changed")]


def test_another_certainty_moves_by_the_rule_that_carries_it(soup: Engine, tmp_path: Path) -> None:
    edits: list[Edit] = [("for/warm_and_tasty.yaml", "certainty: low", "certainty: very_low")]
    edits.append(("grading.yaml", "{low: Served. How", "{very_low: Served., low: Served. How"))
    edits.append(
        ("grading.yaml", "      low: Served with care.", "      very_low: Served.\n      low: Served with care.")
    )
    new = engine_with(SOUP, tmp_path, *edits)
    row = {"id": "a", **SOUP_AT_82, "temperature_c": 70}
    (patient,) = cohort(soup, new, ndjson(tmp_path / "a.ndjson", [row])).patients
    assert (patient.what, [cause.id for cause in patient.causes]) == ("certainty", ["warm_and_tasty"])
