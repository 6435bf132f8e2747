"""Every shape of a list is read right, or refused clearly; never anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from tests.lists.shapes.deciding import by_id, decided
from tests.lists.shapes.shape import RefusedWhole, Same, Shape, SomeAside
from tests.lists.shapes.table_of_ends import ENDS
from tests.lists.shapes.table_of_files import FILES
from tests.lists.shapes.table_of_people import PEOPLE
from tests.lists.shapes.table_of_programs import PROGRAMS
from tests.lists.shapes.table_of_texts import TEXTS
from tests.lists.shapes.table_of_workbooks import WORKBOOKS

SHAPES = {**TEXTS, **FILES, **ENDS, **PROGRAMS, **PEOPLE, **WORKBOOKS}
SHARED = Path(__file__).parents[4] / "shared" / "data" / "lists"
_UNDECIDED = ("id", "rulebase")


def test_the_table_is_long_enough() -> None:
    assert len(SHAPES) >= 400


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_read_right_or_refused_clearly(
    engine: Engine, plain: dict[str, tuple[object, ...]], tmp_path: Path, name: str
) -> None:
    shape, expected = SHAPES[name]
    assert isinstance(shape, Shape)
    (tmp_path / "in").mkdir()
    sources = shape.write(tmp_path / "in")
    out = tmp_path / "out.parquet"
    if isinstance(expected, RefusedWhole):
        with pytest.raises(Refused) as refused:
            decided(engine, sources, out, **shape.choices)
        found = "\n".join(map(str, refused.value.faults))
        assert {fault.code for fault in refused.value.faults} <= {*expected.codes}, found
        assert all(words in found for words in expected.words), found
        assert all(fault.place and fault.help for fault in refused.value.faults)
        assert [path.name for path in tmp_path.iterdir()] == ["in"]
        return
    results, told = decided(engine, sources, out, **shape.choices)
    if isinstance(expected, Same):
        here = {expected.ids.get(each, each): row for each, row in plain.items()}
        assert by_id(results.rows) == here
        assert results.quarantine.is_empty()
        assert all(any(words in line for line in told) for words in expected.said), told
        return
    assert isinstance(expected, SomeAside)
    aside = {expected.ids.get(each, each) for each in expected.rows}
    assert by_id(results.rows) == {each: row for each, row in plain.items() if each not in expected.rows}
    assert {*results.quarantine["code"]} == {*expected.rows.values()}
    assert results.quarantine["row"].n_unique() >= len(aside)
    assert {*results.quarantine["id"].drop_nulls()} <= {*aside, *(each.lower() for each in aside)}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the examples of lists lie beside the checkout")
@pytest.mark.parametrize("name", ["as-excel-saves-it.csv", "title-lines-and-trailing-commas.csv"])
def test_a_shared_list_decides_as_the_plain_one(engine: Engine, tmp_path: Path, name: str) -> None:
    expected = by_id(decided(engine, [str(SHARED / "plain.csv")], tmp_path / "plain.parquet")[0].rows)
    found, told = decided(engine, [str(SHARED / name)], tmp_path / "found.parquet")
    assert by_id(found.rows) == expected
    assert told
