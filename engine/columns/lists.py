"""Turns an evaluated frame into result columns: places become words, and groups of Boolean columns become lists.

A list column is made from one Boolean column for each word. To build it row by row would take ten times as long as all
else, so a list is built once for each combination of flags that occurs: 262,144 rows have some 4,000 combinations of
deciding rules and 17,000 of missing elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from immunote.engine.columns.bits import side_by_side
from immunote.engine.columns.conditions import TRUTH
from immunote.engine.columns.verdict import STATUSES
from immunote.engine.rulebase import RuleBase
from immunote.engine.sentences import figures_in

SLICE = 65_536
"""Rows laid out at once: with 100 words, 6 MB of flags and 30 MB of what is filtered by them."""

RULE = "rule."
_REACHABLE = "reachable"


@dataclass(frozen=True)
class _WordsColumn:
    """One list column. `flags`: the columns that it reads; `words`: for each word, whether it is in the list."""

    flags: tuple[str, ...]
    words: Mapping[str, pl.Expr]

    def lists(self, combinations: pl.DataFrame) -> pl.Series:
        """Return the list for each combination of flags."""
        return lists_of(combinations.select(flag.alias(word) for word, flag in self.words.items()), combinations.height)


class ResultColumns:
    """The columns of a result under one rule base. `missing`, `deciding`, `flags`, `open_flags`: the columns of an
    evaluated frame, by name."""

    def __init__(
        self,
        rulebase: RuleBase,
        outcomes: Sequence[str],
        certainties: Sequence[str],
        missing: Mapping[str, str],
        deciding: Mapping[str, str],
        flags: Mapping[str, str],
        open_flags: Mapping[str, str],
    ) -> None:
        self._words = {
            "status": tuple(STATUSES),
            "outcome": tuple(outcomes),
            "leaning": tuple(outcomes),
            "certainty": tuple(certainties),
        }
        rules, elements = tuple(deciding.values()), tuple(missing.values())
        bits = {name: pl.col(_REACHABLE) & (1 << place) != 0 for place, name in enumerate(outcomes)}
        self._lists = {
            _REACHABLE: _WordsColumn((_REACHABLE,), bits),
            "deciding": _WordsColumn(rules, {rule: pl.col(column) for rule, column in deciding.items()}),
            "missing": _WordsColumn(elements, {element: pl.col(column) for element, column in missing.items()}),
            "flags": _WordsColumn(tuple(flags.values()), {flag: pl.col(column) for flag, column in flags.items()}),
            "open_flags": _WordsColumn(
                tuple(open_flags.values()), {flag: pl.col(column) for flag, column in open_flags.items()}
            ),
            "citations": _WordsColumn(rules, dict(_citations(rulebase, deciding))),
        }
        self._rules = tuple(rulebase.rules)

    @property
    def names(self) -> tuple[str, ...]:
        """Every column that can be asked for."""
        return (*self._words, *self._lists, *(RULE + name for name in self._rules))

    def of(self, evaluated: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
        """The columns asked for, in that order. Raises KeyError for a name that is none of `names`."""
        if unknown := [name for name in names if name not in self.names]:
            raise KeyError(unknown[0])
        every = {self._lists[name].flags for name in names if name in self._lists}
        places = {flags: self._combined(evaluated, flags) for flags in sorted(every)}
        return pl.DataFrame([self._column(evaluated, places, name) for name in names])

    def _column(
        self, evaluated: pl.DataFrame, places: Mapping[tuple[str, ...], tuple[pl.DataFrame, pl.Series]], name: str
    ) -> pl.Series:
        if name in self._words:
            words = pl.Series(name, self._words[name], dtype=pl.Enum(self._words[name]))
            return words.gather(evaluated[name])
        if name in self._lists:
            combinations, place = places[self._lists[name].flags]
            return self._lists[name].lists(combinations).gather(place).alias(name)
        return evaluated[TRUTH + name.removeprefix(RULE)].alias(name)

    @staticmethod
    def _combined(evaluated: pl.DataFrame, flags: tuple[str, ...]) -> tuple[pl.DataFrame, pl.Series]:
        """Return the combinations of flags that occur, and for each row the place of its combination."""
        if flags == (_REACHABLE,):  # side by side in one number already
            numbers = evaluated.select(_REACHABLE)
            distinct = numbers.unique().sort(_REACHABLE).with_row_index("place")
            return distinct, numbers.join(distinct, on=_REACHABLE, how="left", maintain_order="left")["place"]
        if not flags:
            return pl.DataFrame({"nothing": [True]}), pl.repeat(0, evaluated.height, dtype=pl.UInt32, eager=True)
        return combined(evaluated.select(flags))


def lists_of(flags: pl.DataFrame, height: int) -> pl.Series:
    """Return, for each row, the list of the names of its true columns, in column order: List of Enum.

    No column may hold a null. `height`: the number of rows, which a frame without columns does not know.
    """
    of_words = pl.Enum(flags.columns)
    if not flags.width or not height:
        return pl.repeat([], height, dtype=pl.List(of_words), eager=True)
    # One more flag is always true and is removed at the end, so that grouping loses no row.
    width = flags.width + 1
    cells = pl.int_range(min(SLICE, height) * width, dtype=pl.UInt32, eager=True)
    words = pl.Series([flags.columns[0], *flags.columns], dtype=of_words).gather(cells % width)
    rows = cells // width

    def laid_out(start: int) -> pl.Series:
        part = flags.slice(start, SLICE)
        always = pl.repeat(1, pl.len(), dtype=pl.UInt8)
        held = part.select(pl.concat_arr(always, pl.all().cast(pl.UInt8))).to_series().explode() == 1
        entries = pl.DataFrame({"row": rows.head(held.len()).filter(held), "word": words.head(held.len()).filter(held)})
        together = entries.with_columns(pl.col("row").set_sorted()).group_by("row", maintain_order=True).agg("word")
        return together["word"].list.slice(1)

    return pl.concat(map(laid_out, range(0, height, SLICE)))


def combined(flags: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Return the combinations of flags that occur, and for each row the place of its combination.

    There must be at least one column and no null. The first combination has no flag set, whether it occurs or not.
    """
    none = pl.DataFrame({name: [False] for name in flags.columns})
    keys = side_by_side(flags)
    some = keys.select(pl.any_horizontal(pl.all() != 0).alias("some"))["some"].arg_true()
    place = pl.repeat(0, flags.height, dtype=pl.UInt32, eager=True)
    if not some.len():
        return none, place
    held = keys[some].with_row_index("first")
    distinct = held.unique(keys.columns, keep="first", maintain_order=True).with_columns(
        pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).alias("place")
    )
    places = held.join(distinct, on=keys.columns, how="left", maintain_order="left")["place"]
    return pl.concat([none, flags[some.gather(distinct["first"])]]), place.scatter(some, places)


def _citations(rulebase: RuleBase, deciding: Mapping[str, str]) -> Iterable[tuple[str, pl.Expr]]:
    """For each source, in declared order, whether some deciding rule cites it."""
    cited: dict[str, list[str]] = {source: [] for source in rulebase.sources}
    for name, column in deciding.items():
        rule = rulebase.rules[name]
        figures = [figure for text in rule.sentences for figure in figures_in(text)]
        for source in dict.fromkeys(cite.partition(".")[0] for cite in (*rule.cites, *figures)):
            cited[source].append(column)
    return ((source, pl.any_horizontal(columns)) for source, columns in cited.items() if columns)
