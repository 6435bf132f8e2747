"""The first draft of a map, for a person to correct: each line says how sure it is, and an unsure one is a comment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import polars as pl

from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.headers import UnsureNames
from immunote.service.lists.mapping.column_drafts import ColumnDrafter, WholeList, words_of
from immunote.service.lists.mapping.draft_text import (
    DraftLine,
    different,
    line_of_ids,
    quoted,
    text_of_map,
)
from immunote.service.lists.mapping.long_drafts import LongTable, long_table, tests_of, text_of_long
from immunote.service.lists.mapping.names import header_parts, plain_words
from immunote.service.lists.mapping.redcap import RedcapField
from immunote.service.lists.mapping.values import has_decimal_commas, may_have_thousands
from immunote.service.lists.tables.spellings import is_two, is_zero

_MARK = 'decimal_mark: ","  # sure: numbers stand with commas'
_MARK_UNSURE = '# decimal_mark: ","  # unsure: all commas may stand between thousands; then write the numbers without'


class MapDrafter:
    """Drafts the map of one list. `fields`: of a data dictionary, by column; empty without one."""

    def __init__(self, rulebase: RuleBase, fields: Mapping[str, RedcapField]) -> None:
        self.rulebase = rulebase
        self.columns = ColumnDrafter(rulebase, fields)
        self.index = self.columns.index

    def draft(self, table: pl.DataFrame) -> str:
        """The text of the map. `table`: the list as text, every column under its own name."""
        cells = {name: different(table[name]) for name in table.columns}
        ids = self._ids_of(table)
        doubt = self._doubt(ids[0]) if len(ids) == 1 else None
        id_column = ids[0] if len(ids) == 1 and doubt is None else None
        long = long_table(table, id_column, self.rulebase)
        measured = long.tests if long is not None else ()
        groups = [self.columns.known(each) for each in (*cells.values(), *(test.values for test in measured))]
        commas = [each for each in groups if has_decimal_commas(each)]
        comma = bool(commas)
        doubted = comma and all(may_have_thousands(each) for each in commas)
        taken = {id_column, *(long.columns.values() if long is not None else ())}
        whole = WholeList(comma, self._counts_from_zero(cells))
        lines = [self.columns.line(name, cells[name], whole) for name in table.columns if name not in taken]
        for line in lines:
            if line.column in ids and self._doubt(line.column) is None:
                line.sure, line.to, line.keys, line.why = False, None, {}, "called like an id"
            elif doubted and any("," in cell for cell in cells[line.column]):
                line.sure, line.why = False, "its commas may stand between thousands or before decimals"
        _only_once(lines)
        several = id_column is not None and long is None and table[id_column].drop_nulls().is_duplicated().any()
        tests = [] if long is None else self._tests(long, comma and not doubted)
        below = [] if long is None else [*text_of_long(long, self.columns, tests)]
        mark = _MARK_UNSURE if doubted else (_MARK if comma else "")
        first = line_of_ids(ids, None if doubt is None else words_of(doubt))
        return "\n".join(text_of_map(first, mark, lines, several, below, tests))

    def _tests(self, long: LongTable, comma: bool) -> list[DraftLine]:
        """What each test answers; where codes begin is told by the values of the test alone."""
        wholes = {each.name: WholeList(comma, self._counts_from_zero({each.name: each.values})) for each in long.tests}
        return tests_of(long, self.columns, wholes)

    def _counts_from_zero(self, cells: Mapping[str, Sequence[str]]) -> bool:
        """Whether codes of the list begin at 0, and no column of yes and no holds a 2."""
        truths = [name for name in cells if self.columns.is_of_truths(name)]
        has_two = any(is_two(cell.strip()) for name in truths for cell in cells[name])
        return not has_two and any(is_zero(cell.strip()) for name in truths for cell in cells[name])

    def _doubt(self, column: str) -> UnsureNames | None:
        return self.index.unsure.get(header_parts(column, self.rulebase).words)

    def _ids_of(self, table: pl.DataFrame) -> list[str]:
        """The columns that are called like an id; one that may be an element too, only if another is none."""
        headers = self.rulebase.headers
        names = {plain_words(each) for each in (headers.ids if headers else ())}
        names |= {words for words, each in self.index.unsure.items() if each.ids}
        found = {name: header_parts(name, self.rulebase).words for name in table.columns}
        found = {name: words for name, words in found.items() if words in names}
        return [name for name, words in found.items() if not self.index.means(words)] or [*found]


def _only_once(lines: Sequence[DraftLine]) -> None:
    """Two columns for one element are both left to a person."""
    counts = Counter(each.to for each in lines if each.sure and each.to)
    for each in lines:
        if each.sure and each.to and counts[each.to] > 1:
            others = [quoted(other.column) for other in lines if other.to == each.to and other is not each]
            each.sure, each.why = False, f"{' and '.join(others)} could be it too"
