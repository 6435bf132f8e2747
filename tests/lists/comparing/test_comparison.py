"""Two results side by side: everybody is in one place; who moved is named with the fact, the rule and the source."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.lists.comparing.comparison import CHANGES, compare
from immunote.service.lists.comparing.recorded import differing_facts, recorded
from immunote.service.lists.progress import progress
from immunote.service.lists.results import Results, open_results
from immunote.service.lists.run import Options, run
from tests.lists.cohorts import cohort, write_csv
from tests.support.kills import COMMAND

PLAIN = {"has_systemic_sclerosis": True, "age_years": 50}


def decided(engine: Engine, folder: Path, name: str, rows: list[dict[str, Any]], **options: Any) -> Results:
    source = write_csv(folder / f"{name}.list.csv", engine, rows)
    run(Options(source, folder / f"{name}.csv", **options), engine, progress("none"))
    return open_results(folder / f"{name}.csv")


@pytest.fixture(scope="module")
def two(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Results, Results]:
    folder = tmp_path_factory.mktemp("two")
    old = [{"id": name, **PLAIN} for name in ("same", "moved", "gone", "aside")] + [{"id": "back", "age_years": 900}]
    new = [{"id": name, **PLAIN} for name in ("new", "back", "same")]
    new += [{"id": "moved", **PLAIN, "has_systemic_sclerosis": False}, {"id": "aside", **PLAIN, "age_years": 900}]
    return folder, decided(engine, folder, "old", old), decided(engine, folder, "new", new)


def test_everybody_is_in_one_place(two: tuple[Path, Results, Results]) -> None:
    found = compare(two[1], two[2])
    places = dict(found.changed.select("id", "change").iter_rows())
    assert places == {"moved": "moved", "new": "new", "gone": "gone", "aside": "set_aside", "back": "back"}
    assert found.same == 1
    assert not found.rules_differ
    assert [found.count(change) for change in CHANGES] == [1] * 5


def test_who_moved_is_told_with_fact_rule_and_source(engine: Engine, two: tuple[Path, Results, Results]) -> None:
    folder, old, new = two
    facts = differing_facts(
        recorded(folder / "old.list.csv", None, old.manifest, engine),
        recorded(folder / "new.list.csv", None, new.manifest, engine),
    )
    found = compare(old, new, facts)
    row = found.changed.filter(pl.col("id") == "moved").row(0, named=True)
    assert (row["now_status"], row["now"]) == ("settled", "out_of_scope")
    assert row["facts"] == ["has_systemic_sclerosis"]
    assert row["rules_now"]
    assert set(row["rules_now"]) <= set(engine.rulebase.named) | {each.name for each in engine.rulebase.rows}
    assert set(row["sources_now"]) <= set(engine.rulebase.sources)
    assert found.facts == {"has_systemic_sclerosis": 1}
    assert dict.fromkeys(row["rules_now"], 1).items() <= found.rules.items()


def test_a_result_beside_itself_has_nobody_who_changed(engine: Engine, tmp_path: Path) -> None:
    results = decided(engine, tmp_path, "one", cohort(engine, 20))
    found = compare(results, results)
    assert (found.changed.height, found.same, found.moves) == (0, 20, [])


def test_there_and_back_are_mirrored(engine: Engine, tmp_path: Path) -> None:
    first, second = (decided(engine, tmp_path, f"n{seed}", cohort(engine, 25, seed)) for seed in (1, 2))
    there, back = compare(first, second), compare(second, first)
    assert {(now, was, number) for was, now, number in there.moves} == {*back.moves}
    assert (there.count("moved"), there.same) == (back.count("moved"), back.same)
    assert there.rules == back.rules


def test_a_list_that_is_not_the_one_of_its_result_is_refused(
    engine: Engine, two: tuple[Path, Results, Results]
) -> None:
    folder, old, _ = two
    with pytest.raises(Refused, match="L24"):
        recorded(folder / "new.list.csv", None, old.manifest, engine)


def test_a_result_without_the_columns_is_refused(engine: Engine, tmp_path: Path) -> None:
    few = decided(engine, tmp_path, "few", cohort(engine, 3), columns="status")
    with pytest.raises(Refused, match="without outcome"):
        compare(few, few)


def test_the_command_prints_counts_and_writes_patients(two: tuple[Path, Results, Results], tmp_path: Path) -> None:
    folder = two[0]
    lists = ["--old-list", folder / "old.list.csv", "--new-list", folder / "new.list.csv"]
    command = [str(COMMAND), "compare", folder / "old.csv", folder / "new.csv", *lists, "-o", tmp_path / "changed.csv"]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 moved, 1 new, 1 gone, 1 set aside now, 1 no longer set aside, 1 as before\n")
    assert "has_systemic_sclerosis 1" in done.stdout
    assert (tmp_path / "changed.csv").read_text().startswith("id,change,was_status,was,now_status,now,facts,")
    done = subprocess.run([*map(str, command), "--json", "--force"], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["moved"] == 1
