"""`immunote synth`: the same file each time, marked synthetic, whole or not there at all."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from immunote.engine.api import Engine
from immunote.engine.elements import Constraint
from immunote.engine.faults import Refused
from immunote.engine.tree import Is, Not
from immunote.service.cli.app import app
from immunote.service.lists.synth import writing
from immunote.service.lists.synth.writing import FORMATS, write_cohort
from immunote.service.rulebases.in_use import engine_of

SOUP = Path(__file__).parents[2] / "rulebases" / "soup"
ROWS = 120


def synth(path: Path, *words: object) -> str:
    done = CliRunner().invoke(app, ["synth", str(ROWS), "--out", str(path), *map(str, words)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def read(path: Path) -> list[dict[str, object]]:
    """The rows with values as text; what is not recorded left out."""
    match path.suffix:
        case ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                return [{k: v for k, v in row.items() if v} for row in csv.DictReader(file)]
        case ".ndjson":
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        case _:
            rows = pl.read_parquet(path).to_dicts()
    return [{k: str(v).lower() if isinstance(v, bool) else str(v) for k, v in r.items() if v is not None} for r in rows]


def test_the_three_formats_hold_the_same_patients(tmp_path: Path) -> None:
    paths = [tmp_path / f"list.{form}" for form in FORMATS]
    for path in paths:
        synth(path)
    first, *others = [read(path) for path in paths]
    assert len(first) == ROWS
    assert all(other == first for other in others)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_seed_gives_the_same_bytes_in_whatever_portions(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, words in enumerate((["--seed", 7], ["--seed", 7], ["--seed", 8])):
        synth(tmp_path / f"{place}.{form}", "--faults", 0.2, *words)
    one, same, other = [(tmp_path / f"{place}.{form}").read_bytes() for place in range(3)]
    assert one == same != other
    if form != "parquet":  # where the groups of rows follow the portions
        monkeypatch.setattr(writing, "PORTION", 49)
        synth(tmp_path / f"portions.{form}", "--faults", 0.2, "--seed", 7)
        assert (tmp_path / f"portions.{form}").read_bytes() == one


@pytest.mark.parametrize("form", FORMATS)
def test_each_row_of_each_file_says_that_it_is_synthetic(form: str, tmp_path: Path) -> None:
    synth(tmp_path / f"list.{form}", "--seed", 7)
    assert [row["id"] for row in read(tmp_path / f"list.{form}")] == [f"synthetic-7-{n}" for n in range(ROWS)]
    if form == "parquet":
        about = pl.read_parquet_metadata(tmp_path / "list.parquet")
        assert about["synthetic"] == "true"
        assert json.loads(about["synthetic_about"])["seed"] == 7


def test_it_says_what_it_made(tmp_path: Path) -> None:
    assert "None of them exists" in synth(tmp_path / "list.csv")
    assert "Made bad on purpose" in synth(tmp_path / "bad.csv", "--faults", 0.5)


def test_a_second_rule_base_has_a_cohort_of_its_own(tmp_path: Path) -> None:
    synth(tmp_path / "pots.csv", "--rules", SOUP)
    assert "is_a_soup" in read(tmp_path / "pots.csv")[0] | read(tmp_path / "pots.csv")[1]


def test_what_is_there_is_overwritten_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("mine\n")
    with pytest.raises(Refused, match="L16"):
        synth(path)
    assert path.read_text() == "mine\n"
    synth(path, "--force")
    assert path.read_text().startswith("id,")


def test_what_cannot_be_written_is_refused_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="L17"):
        synth(tmp_path / "nowhere" / "list.csv")
    with pytest.raises(Refused, match="L02"):
        synth(tmp_path / "list.xlsx")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_sink", full)
    with pytest.raises(Refused, match="No space left"):
        synth(tmp_path / "list.csv")
    assert not [*tmp_path.iterdir()]


def test_a_rule_base_without_figures_is_refused(engine: Engine, tmp_path: Path) -> None:
    from dataclasses import replace

    with pytest.raises(Refused, match="L25"):
        write_cohort(replace(engine.rulebase, synthetic=None), 5, 1, tmp_path / "l.csv", "csv", 0, False)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("form", FORMATS)
def test_figures_that_no_constraint_lets_through_are_refused(tmp_path: Path, form: str) -> None:
    from dataclasses import replace

    rulebase = engine_of(SOUP).rulebase  # a small one, since each row is drawn a hundred times
    name = next(name for name, element in rulebase.elements.items() if element.type == "boolean")
    place = rulebase.constraints[0].place
    both = (Constraint((Is(name),), "always", place), Constraint((Not(Is(name)),), "never", place))
    with pytest.raises(Refused, match="L26"):
        write_cohort(
            replace(rulebase, constraints=(*rulebase.constraints, *both)), 5, 1, tmp_path / "l", form, 0, False
        )
    assert not [*tmp_path.iterdir()]
