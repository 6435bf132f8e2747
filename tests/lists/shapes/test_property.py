"""For any list and any shape that can carry it, the same decisions, or a refusal."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.engine.faults import Refused
from immunote.service.rulebases.in_use import engine_of
from tests.lists.cohorts import Row, cohort, write_csv
from tests.lists.shapes.deciding import by_id, decided

SOUP = Path(__file__).parents[2] / "rulebases" / "soup"
TRUTHS = {
    "plain": ("true", "false"),
    "numbers": ("1", "0"),
    "English": ("Yes", "No"),
    "German": ("JA", "nein"),
    "French": ("oui", "non"),
    "Spanish": ("sí", "no"),
    "Italian": ("Vero", "Falso"),
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")


def shaped(rows: list[Row], choose: st.DataObject) -> bytes:
    """The rows as text in a shape that is drawn."""
    truths = TRUTHS[choose.draw(st.sampled_from(sorted(TRUTHS)), "truths")]
    separator = choose.draw(st.sampled_from([",", ";", "\t", "|"]), "separator")
    comma = separator != "," and choose.draw(st.booleans(), "decimal comma")
    end = choose.draw(st.sampled_from(["\n", "\r\n", "\r"]), "line end")
    empty = choose.draw(st.sampled_from(["", "NA", ".", " "]), "empty")
    encoding = choose.draw(st.sampled_from(ENCODINGS), "encoding")
    trailing = separator * choose.draw(st.integers(0, 2), "trailing")
    titles = choose.draw(st.sampled_from(["", f"a list of today{end}{end}"]), "titles")
    names = ["id", *dict.fromkeys(name for row in rows for name in row if name != "id")]
    Random(choose.draw(st.integers(0, 99), "order")).shuffle(names)

    def cell(row: Row, name: str) -> str:
        found = row.get(name)
        if isinstance(found, bool):
            return truths[0] if found else truths[1]
        if found is None:
            return empty
        return str(found).replace(".", ",") if comma and isinstance(found, float) else str(found)

    lines = [names, *([cell(row, name) for name in names] for row in rows)]
    return (titles + "".join(separator.join(line) + trailing + end for line in lines)).encode(encoding)


@settings(deadline=None, max_examples=40)
@given(st.data(), st.integers(0, 9), st.integers(4, 20))
def test_any_shape_decides_as_the_plain_list_or_is_refused(choose: st.DataObject, seed: int, count: int) -> None:
    engine = engine_of(SOUP)
    rows: list[Row] = list(cohort(engine, count, seed))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            write_csv(folder / "plain.csv", engine, rows)
            plain, _ = decided(engine, [str(folder / "plain.csv")], folder / "plain.parquet")
        except Refused as refused:  # the random list itself has a heap
            codes = {fault.code for fault in refused.faults}
            assert codes == {"L39"}
            return
        (folder / "other.csv").write_bytes(shaped(rows, choose))
        try:
            found, _ = decided(engine, [str(folder / "other.csv")], folder / "other.parquet")
        except Refused as refused:
            codes = {fault.code for fault in refused.faults}
            assert codes <= {"L35", "L39", "L07"}
            return
        assert by_id(found.rows) == by_id(plain.rows)
        assert found.quarantine.drop("line", "text", "help").equals(plain.quarantine.drop("line", "text", "help"))
