"""What leaves: places become words, and flags become lists. The edge form, from an evaluated frame.

A list column is made of one boolean column for each word. Row by row concatenation takes ten times the time of all
else; here the flags of a slice are laid out row by row once, the words beside them filtered once, and the rows put
together again by their number, which is sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from engine.columns.conditions import TRUTH
from engine.columns.flags import any_of
from engine.columns.verdict import STATUSES
from engine.noting.words import figures_in
from engine.rulebase import RuleBase

SLICE = 65_536
"""Rows laid out at once: with 100 words, 6 MB of flags and 30 MB of what is filtered by them."""

RULE = "rule."


class Output:
    """The columns of a result under one rule base. `missing` and `deciding`: the flags of an evaluated frame."""

    def __init__(
        self,
        rulebase: RuleBase,
        outcomes: Sequence[str],
        certainties: Sequence[str],
        missing: Mapping[str, str],
        deciding: Mapping[str, str],
    ) -> None:
        self._words = {
            "status": tuple(STATUSES),
            "outcome": tuple(outcomes),
            "leaning": tuple(outcomes),
            "certainty": tuple(certainties),
        }
        self._lists: dict[str, dict[str, pl.Expr]] = {
            "reachable": {name: pl.col("reachable") & (1 << i) != 0 for i, name in enumerate(outcomes)},
            "deciding": {rule: pl.col(column) for rule, column in deciding.items()},
            "missing": {element: pl.col(column) for element, column in missing.items()},
            "citations": dict(_citations(rulebase, deciding)),
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
        return pl.DataFrame([self._column(evaluated, name) for name in names])

    def _column(self, evaluated: pl.DataFrame, name: str) -> pl.Series:
        if name in self._words:
            words = pl.Series(name, self._words[name], dtype=pl.Enum(self._words[name]))
            return words.gather(evaluated[name])
        if name in self._lists:
            of_lists = self._lists[name]
            flags = evaluated.select(flag.alias(word) for word, flag in of_lists.items())
            return lists_of(flags, evaluated.height).alias(name)
        return evaluated[TRUTH + name.removeprefix(RULE)].alias(name)


def lists_of(flags: pl.DataFrame, height: int) -> pl.Series:
    """For each row the names of its true columns, in the order of the columns: List of Enum. No column is null.

    `height`: the number of rows, which a frame without a column cannot tell.
    """
    of_words = pl.Enum(flags.columns)
    if not flags.width or not height:
        return pl.repeat([], height, dtype=pl.List(of_words), eager=True)
    # One more flag, always true and cut off in the end, so that no row is without any.
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

    with ThreadPoolExecutor(pl.thread_pool_size()) as threads:
        return pl.concat(threads.map(laid_out, range(0, height, SLICE)))


def _citations(rulebase: RuleBase, deciding: Mapping[str, str]) -> Iterable[tuple[str, pl.Expr]]:
    """For each source, in declared order, whether some deciding rule cites it."""
    cited: dict[str, list[str]] = {source: [] for source in rulebase.sources}
    for name, column in deciding.items():
        rule = rulebase.rules[name]
        figures = () if rule.says is None else figures_in(rule.says)
        for source in dict.fromkeys(cite.partition(".")[0] for cite in (*rule.cites, *figures)):
            cited[source].append(column)
    return ((source, any_of(map(pl.col, columns))) for source, columns in cited.items() if columns)
