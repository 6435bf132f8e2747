"""A synthetic cohort as a file: CSV, Parquet or NDJSON, written portion by portion and put in place whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

import polars as pl
from polars.io.plugins import register_io_source

from immunote.engine.faults import Fault, Refused, listed, nearest, shorten
from immunote.engine.rulebase import RuleBase
from immunote.engine.synthetic import Synthetic
from immunote.service.lists.synth.chance import ROW
from immunote.service.lists.synth.drawing import CannotDrawError, SyntheticCohort
from immunote.service.lists.synth.spoiling import Spoiler
from immunote.service.terminal.private_files import settle

ID = "id"
FORMATS = ("csv", "parquet", "ndjson")
PORTION = 100_000
"""Rows drawn at once: enough for all cores, some 300 MB at the most."""

ROW_GROUP = 262_144
"""Of a Parquet file: what Polars itself writes, and `immunote list` reads at a time."""


def format_of(path: Path, given: str | None) -> str:
    """The format named, or that of the file's ending. Raises Refused (L02)."""
    found = given or path.suffix.lower().removeprefix(".")
    if found not in FORMATS:
        place = "--format" if given else "--out"
        help_line = f"one of {listed(FORMATS)}, as the ending of --out or by --format; {nearest(found, FORMATS)}"
        raise Refused([Fault(place, "L02", found or path.name, help_line)])
    return found


def write_cohort(
    rulebase: RuleBase, rows: int, seed: int, path: Path, form: str, faults: float, force: bool
) -> dict[str, int]:
    """Write `rows` synthetic patients to `path`; what was planted: kind of fault -> rows.

    `faults`: share of rows made bad on purpose (0 to 1). The file appears whole or not at all.
    Raises Refused: L16 where the file is there already, L17 where it cannot be written, L25 without figures, L26 where
    the figures contradict a constraint.
    """
    figures = rulebase.synthetic
    if figures is None:
        help_line = "add `synthetic.yaml` to the rule base; docs/lists-synth.md says how"
        raise Refused([Fault(rulebase.id, "L25", "synthetic.yaml", help_line)])
    if path.exists() and not force:
        raise Refused([Fault(str(path), "L16", path.name, "choose another name, or overwrite it with --force")])
    spoiler = Spoiler(SyntheticCohort(rulebase, figures, seed), faults, as_text=form == "csv")
    about = _about(rulebase, figures, seed, rows, faults)
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            partial = Path(file.name)
    except OSError as error:
        raise Refused([_unwritable(path, error)]) from None
    try:
        _sink(_frames(spoiler, rows), partial, form, about)
        settle(partial)
        partial.replace(path)
    except CannotDrawError as error:
        help_line = "let a case of `synthetic.yaml` decide it, so that it holds by itself"
        raise Refused([Fault(rulebase.id, "L26", shorten(error), help_line)]) from None
    except OSError as error:
        raise Refused([_unwritable(path, error)]) from None
    finally:
        partial.unlink(missing_ok=True)
    return dict(spoiler.planted)


def portions(spoiler: Spoiler, rows: int) -> Iterator[pl.DataFrame]:
    """The cohort as a list file holds it, in portions: the id column first, then the dictionary's columns."""
    for start in range(0, rows, PORTION):
        yield spoiler.rows(start, min(PORTION, rows - start))


def _frames(spoiler: Spoiler, rows: int) -> pl.LazyFrame:
    def drawn(
        columns: list[str] | None, predicate: pl.Expr | None, limit: int | None, _batch: int | None
    ) -> Iterator[pl.DataFrame]:
        assert columns is None
        assert predicate is None
        assert limit is None
        yield from portions(spoiler, rows)

    return register_io_source(drawn, schema=spoiler.schema)


def _sink(frames: pl.LazyFrame, path: Path, form: str, about: dict[str, str]) -> None:
    sinks: dict[str, Callable[[], None]] = {
        "csv": lambda: frames.sink_csv(path, quote_style="never"),
        "ndjson": lambda: frames.sink_ndjson(path),
        "parquet": lambda: frames.sink_parquet(path, metadata=about, row_group_size=ROW_GROUP),
    }
    sinks[form]()


def _about(rulebase: RuleBase, figures: Synthetic, seed: int, rows: int, faults: float) -> dict[str, str]:
    return {
        "synthetic": "true",
        "synthetic_about": json.dumps(
            {
                "synthetic": "drawn by immunote synth; nobody in it exists",
                "rulebase": f"{rulebase.id} {rulebase.version}",
                "figures": figures.about,
                "seed": seed,
                "rows": rows,
                "share_of_faults": faults,
            }
        ),
    }


def _unwritable(path: Path, error: OSError) -> Fault:
    return Fault(str(path), "L17", error.strerror or str(error), "give a place that can be written and has room")


__all__ = ["FORMATS", "ID", "PORTION", "ROW", "format_of", "portions", "write_cohort"]
