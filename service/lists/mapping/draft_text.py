"""The text of a drafted map: YAML for a person to read and correct."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_BARE = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


@dataclass
class DraftLine:
    """What the draft says of one column. `why`: in words; `open`: codes of it that nothing explains."""

    column: str
    sure: bool
    why: str
    to: str | None = None
    keys: dict[str, object] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    ignored: bool = False


def line_of_ids(ids: Sequence[str], doubt: str | None) -> str:
    """The line on the column with the ids. `doubt`: what else the only one that is called so may be, in words."""
    if len(ids) == 1 and doubt is None:
        return f"id: {quoted(ids[0])}  # sure: called so"
    if len(ids) == 1:
        return f"id: NAME_THE_COLUMN  # unsure: {quoted(ids[0])} {doubt}"
    why = f"{' and '.join(quoted(each) for each in ids)} are called so" if ids else "no column is called so"
    return f"id: NAME_THE_COLUMN  # unsure: {why}"


def text_of_map(
    ids: str, mark: str, lines: Sequence[DraftLine], several: bool, long: Sequence[str], tests: Sequence[DraftLine]
) -> Iterator[str]:
    """The lines of a draft. `ids`, `mark`: the lines on the ids and on decimal marks; `long`: those on measurements.

    `several`: an id stands more than once.
    """
    yield "# A draft by `immunote map draft`: read every line. A line marked `unsure` is a comment; correct it and"
    yield "# take away the `#`, or put its column under `ignore`. Until then the list is refused. docs/lists-map.md"
    yield f"# {_how_many(lines, tests)}"
    yield "map: 1"
    yield ids
    if mark:
        yield mark
    if several:
        yield "# unsure: an id stands more than once; say which rows count, or that they are merged"
        yield "# rows: {merged: true}"
    yield from long
    if any(not each.ignored for each in lines):
        yield "columns:" if any(each.sure and not each.ignored for each in lines) else "columns: {}"
    for each in lines:
        if not each.ignored:
            yield from shown(each)
    ignored = [each for each in lines if each.ignored]
    if ignored:
        yield "ignore:"
        yield from (f"  - {quoted(each.column)}  # {each.why}" for each in ignored)
    yield "# constants: {ELEMENT: true}  # what holds for everybody in this list"


def _how_many(lines: Sequence[DraftLine], tests: Sequence[DraftLine]) -> str:
    """How much of a draft is sure; of a table with one row a measurement its tests are told."""
    counted = [(lines, "columns"), (tests, "tests")]
    told = [f"{sum(each.sure for each in group)} of {len(group)} {name}" for group, name in counted if group]
    rest = " A test that is not sure is left out unless a person names it." if not all(x.sure for x in tests) else ""
    return (" and ".join(told) + " are sure." if told else "There is no column beside the ids.") + rest


def different(column: pl.Series) -> list[str]:
    """The different cells of a column that are not blank, in the order in which they are met."""
    found = column.cast(pl.String).str.strip_chars().drop_nulls().unique(maintain_order=True)
    return [cell for cell in found.to_list() if cell]


def shown(line: DraftLine) -> Iterator[str]:
    """One column of the draft; a comment where it is unsure."""
    head = "  " if line.sure else "  # "
    keys = {"to": line.to or "ELEMENT", **line.keys}
    what = str(keys["to"]) if len(keys) == 1 else "{" + ", ".join(f"{k}: {_yaml(v)}" for k, v in keys.items()) + "}"
    yield f"{head}{quoted(line.column)}: {what}  # {certainty(line.sure)}: {line.why}"
    if line.open:
        yield f"  #   not explained: {', '.join(quoted(code) for code in line.open)}; add to `values` or `missing`"


def certainty(sure: bool) -> str:
    """How a draft says it."""
    return "sure" if sure else "unsure"


def _yaml(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{quoted(str(k))}: {_plain(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(quoted(str(each)) for each in value) + "]"
    return str(value) if str(value) and set(str(value)) <= _BARE | {"-", "."} else quoted(str(value))


def _plain(value: object) -> str:
    return "null" if value is None else str(value)


def quoted(text: str) -> str:
    """A text in double quotes, as YAML and JSON both read it; what ends a line or cannot stand in YAML is escaped."""
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
