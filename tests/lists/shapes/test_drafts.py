"""Every shape of a list through the first draft of its map: decided as the plain list is, set aside, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.lists import run as running
from immunote.service.lists.mapping.drafting import MapDrafter
from immunote.service.lists.mapping.names import every_name
from immunote.service.lists.mapping.tables import text_table
from immunote.service.lists.progress import progress
from immunote.service.lists.results import Results, open_results
from immunote.service.lists.run import Options
from immunote.service.lists.tables.opening import open_table
from immunote.service.lists.tables.raw_table import ReadingChoices
from tests.lists.shapes.deciding import by_id, decided
from tests.lists.shapes.shape import Same, Shape, SomeAside
from tests.lists.shapes.test_shapes import SHAPES

ASK_A_PERSON = {
    "None of Python in a column of numbers",
    "a number as 5.5e1",
    "a limit with a meaning",
    "a point before figures",
    "a note over two lines",
    "a line mark in a header",
    "an unknown column, ignored",
    "a file inside a Hive folder, ignored",
}
"""Read without a map; a draft leaves a line of them to a person, and refuses until he has written it."""
OTHER_FACTS = {
    "a 9 in a column of yes and no": "had_thrombosis=9",
    "-9 in a column of yes and no": "had_thrombosis=-9",
    "yes and no with 9": "had_thrombosis=9",
    "yes and no with 99": "had_thrombosis=99",
    "truths as 1.0, 0.0 and 9.0": "had_thrombosis=9.0",
    "n.a. as a truth": "had_thrombosis=n.a.",
}
"""Their patients are others than the plain ones: shape -> the code that means not known."""


def through_its_draft(engine: Engine, sources: list[str], folder: Path, shape: Shape) -> Results | Refused:
    """A list decided by the map that is drafted of it, with no correction; or why it is refused."""
    reading, drafted, out = ReadingChoices(**shape.choices), folder / "map.yaml", folder / "out.parquet"
    try:
        table = open_table(sources, reading, every_name(engine.rulebase), union=True)
        text_of_map = MapDrafter(engine.rulebase, {}).draft(text_table(table).everything())
        drafted.write_text(text_of_map + "\n", encoding="utf-8")
        options = Options(list=Path(sources[0]), more=tuple(sources[1:]), out=out, reading=reading, map=drafted)
        running.run(options, engine, progress("none"))
    except Refused as refused:
        return refused
    return open_results(out)


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_through_its_draft_is_never_decided_otherwise(
    engine: Engine, plain: dict[str, tuple[object, ...]], tmp_path: Path, name: str
) -> None:
    shape, expected = SHAPES[name]
    assert isinstance(shape, Shape)
    (tmp_path / "in").mkdir()
    sources = shape.write(tmp_path / "in")
    results = through_its_draft(engine, sources, tmp_path, shape)
    if isinstance(results, Refused):
        assert not isinstance(expected, Same) or name in ASK_A_PERSON, str(results)
        assert all(fault.place and fault.help for fault in results.faults)
        assert {path.name for path in tmp_path.iterdir()} <= {"in", "map.yaml"}
        return
    if name in OTHER_FACTS:
        shape = shape.given(missing=(OTHER_FACTS[name],))
        plain = by_id(decided(engine, sources, tmp_path / "missing.parquet", **shape.choices)[0].rows)
    ids = expected.ids if isinstance(expected, Same | SomeAside) else {}
    own = {ids.get(each, each): row for each, row in plain.items()}
    found = by_id(results.rows)
    assert found.items() <= own.items()
    assert len(own) - len(found) <= results.quarantine["row"].n_unique()
    if isinstance(expected, Same):
        assert name not in ASK_A_PERSON
        assert found == own
