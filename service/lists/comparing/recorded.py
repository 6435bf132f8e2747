"""Which recorded values of a patient differ between the lists that two results were made from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from immunote.engine.api import Engine
from immunote.engine.faults import nearest
from immunote.service.lists.manifest import ListInput, Manifest, sha256_of
from immunote.service.lists.mapping.mapped_list import MappedList
from immunote.service.lists.mapping.shape import names_in
from immunote.service.lists.mapping.tables import text_table
from immunote.service.lists.opened_list import AnyList, open_list
from immunote.service.lists.source import ID, refuse
from immunote.service.lists.tables.opening import open_table
from immunote.service.lists.tables.raw_table import ReadingChoices
from immunote.service.lists.tables.understood import understood

_ROWS = 262_144


def differing_facts(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """`id`, and `facts`: the elements whose values differ, of patients in both lists. Both hold ID and elements."""
    joined = new.join(old, on=ID, how="inner", suffix="$before")
    names = []
    for name in dict.fromkeys([*new.columns, *old.columns]):
        if name == ID:
            continue
        now = pl.col(name) if name in new.columns else pl.lit(None, dtype=pl.String)
        then = pl.lit(None, dtype=pl.String)
        if name in old.columns:
            then = pl.col(f"{name}$before" if name in new.columns else name)
        names.append(pl.when(now.ne_missing(then)).then(pl.lit(name)))
    facts = pl.concat_list(names).list.drop_nulls() if names else pl.lit([], dtype=pl.List(pl.String))
    return joined.select(pl.col(ID).alias("id"), facts.alias("facts"))


def recorded(path: Path, map_path: Path | None, made: Manifest, engine: Engine) -> pl.DataFrame:
    """ID and the elements of a list, as text, null where not known. Raises Refused, as `rows_of_result`."""
    whole, _ = rows_of_result(path, map_path, made, engine)
    cells = [pl.col(name).cast(pl.String) for name in whole.columns if name in engine.rulebase.elements]
    texts = whole.select(pl.col(ID), *(pl.when(~cell.is_in(["", "unknown"])).then(cell) for cell in cells))
    return texts.filter(pl.col(ID).is_not_null() & pl.col(ID).is_unique())


def rows_of_result(path: Path, map_path: Path | None, made: Manifest, engine: Engine) -> tuple[pl.DataFrame, bool]:
    """The rows of the list of a result: `row`, ID and elements as they were read; and whether they are all text.

    Raises Refused: L24 where the list or the map is not the one of the result, else as a run of it would.
    """
    known = {made.made.id, *engine.rulebase.elements} if map_path is None else names_in(map_path)
    choices = _choices_of(made)
    table = open_table([str(path)], choices, known)
    if ListInput.of(table.files).sha256 != made.input.sha256:
        raise refuse(path, "L24", path.name, "it is not the list of this result, or was changed since")
    if (None if map_path is None else sha256_of(map_path)) != made.made.map:
        raise refuse(map_path or path, "L24", "another map", "name the map of this result by `--map`")
    reader: AnyList | MappedList
    if map_path is not None:
        as_of = None if made.made.as_of is None else date.fromisoformat(made.made.as_of)
        reader = MappedList(text_table(table), map_path, engine, as_of, _ROWS)
    else:
        reader = open_list(table, engine, made.made.id, _ROWS)
    found = understood(reader, engine, choices, str(path))
    return pl.concat([part.frame for part in found.parts(0)]), found.texts


def _choices_of(made: Manifest) -> ReadingChoices:
    """How the list of a result was read, so that it is read so again."""
    said = made.made
    return ReadingChoices(said.sheet, said.missing, said.real, said.means, said.ignore)


def column_of_list(path: Path, made: Manifest, column: str) -> pl.DataFrame:
    """ID and `centre`: a column of the list of a result that no element reads. Raises Refused (L23)."""
    source = text_table(open_table([str(path)], _choices_of(made), {made.made.id, column}))
    if column not in source.columns:
        raise refuse("--centre", "L23", column, f"no column of the list; {nearest(column, list(source.columns))}")
    table, _ = source.read(made.made.id, [column])
    found = table.select(ID, pl.col(column).alias("centre"))
    return found.filter(pl.col(ID).is_not_null()).unique(ID, keep="first", maintain_order=True)
