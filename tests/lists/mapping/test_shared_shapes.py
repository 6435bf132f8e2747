"""The same twelve patients as seven programs write them decide as the plain list does.

The lists lie in `shared/data/lists` beside the checkout. Where a draft does not explain a code, CORRECTIONS says what a
person writes in its place; nothing else is corrected.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.service.lists.mapping.drafting import MapDrafter
from immunote.service.lists.mapping.names import every_name
from immunote.service.lists.mapping.redcap import read_redcap
from immunote.service.lists.mapping.tables import text_table
from immunote.service.lists.progress import progress
from immunote.service.lists.results import open_results
from immunote.service.lists.run import Options, run
from immunote.service.lists.tables.opening import open_table
from immunote.service.lists.tables.raw_table import ReadingChoices

LISTS = Path(__file__).resolve().parents[4] / "shared" / "data" / "lists"
pytestmark = pytest.mark.skipif(not LISTS.is_dir(), reason="shared/data/lists does not lie beside the checkout")
CORRECTIONS: dict[str, list[tuple[str, str]]] = {
    "german-excel.csv": [],
    "as-sas-writes-it.csv": [],
    # the export has a code 9 that its own data dictionary does not explain
    "redcap-raw.csv": [
        ('"2": female}', '"2": female, "9": other}'),
        ('"7": contraindicated}', '"7": contraindicated, "9": dose_inadequate}'),
    ],
}


def decided(engine: Engine, source: Path, out: Path, **options: Any) -> list[tuple[Any, ...]]:
    run(Options(source, out, **options), engine, progress("none"))
    results = open_results(out)
    assert results.quarantine.rows() == []
    return results.rows.collect().rows()


@pytest.fixture(scope="module")
def plain(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Any, ...]]:
    return decided(engine, LISTS / "plain.csv", tmp_path_factory.mktemp("plain") / "out.parquet")


def drafted(engine: Engine, name: str) -> str:
    table = open_table([str(LISTS / name)], ReadingChoices(), every_name(engine.rulebase))
    fields = read_redcap(LISTS / "redcap-dictionary.csv") if name.startswith("redcap") else {}
    return MapDrafter(engine.rulebase, fields).draft(text_table(table).everything())


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_list_read_through_its_draft_decides_as_the_plain_one(
    engine: Engine, tmp_path: Path, plain: list[tuple[Any, ...]], name: str
) -> None:
    text = drafted(engine, name)
    for old, new in CORRECTIONS[name]:
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "map.yaml").write_text(text + "\n", encoding="utf-8")
    assert decided(engine, LISTS / name, tmp_path / "out.parquet", map=tmp_path / "map.yaml") == plain


@pytest.mark.parametrize("name", ["as-excel-saves-it.csv", "title-lines-and-trailing-commas.csv"])
def test_a_list_in_the_words_of_the_dictionary_needs_no_map(
    engine: Engine, tmp_path: Path, plain: list[tuple[Any, ...]], name: str
) -> None:
    assert decided(engine, LISTS / name, tmp_path / "out.parquet") == plain


def test_the_long_table_decides_as_its_latest_values_do(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(drafted(engine, "long-laboratory.csv") + "\n", encoding="utf-8")
    found = decided(
        engine, LISTS / "long-laboratory.csv", tmp_path / "out.parquet", map=tmp_path / "map.yaml", as_of=DAY
    )
    rows = ["id,iga_g_l,creatinine_mg_dl,creatinine_age_days,lvef_pct"]
    for line in (LISTS / "plain.csv").read_text().splitlines()[1:]:
        cells = dict(zip((LISTS / "plain.csv").read_text().splitlines()[0].split(","), line.split(","), strict=True))
        # the long table dates the creatinine of patient 004, of which the plain list does not know the age
        age = "20" if cells["id"] == "004" else cells["creatinine_age_days"]
        rows.append(",".join([cells["id"], cells["iga_g_l"], cells["creatinine_mg_dl"], age, cells["lvef_pct"]]))
    (tmp_path / "wide.csv").write_text("\n".join(rows) + "\n")
    assert found == decided(engine, tmp_path / "wide.csv", tmp_path / "wide.parquet")


DAY = date(2026, 11, 28)
