"""The text of a drafted map: YAML for a person to read and correct."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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


def text_of_map(
    ids: Sequence[str], mark: str, lines: Sequence[DraftLine], several: bool, long: Sequence[str]
) -> Iterator[str]:
    """The lines of a draft. `mark`: the line on decimal marks; `several`: an id stands more than once."""
    sure = sum(each.sure for each in lines)
    yield "# A draft by `immunote map draft`: read every line. A line marked `unsure` is a comment; correct it and"
    yield "# take away the `#`, or put its column under `ignore`. Until then the list is refused. docs/lists-map.md"
    yield f"# {sure} of {len(lines)} columns are sure."
    yield "map: 1"
    if len(ids) == 1:
        yield f"id: {quoted(ids[0])}  # sure: called so"
    else:
        why = f"{' and '.join(quoted(each) for each in ids)} are called so" if ids else "no column is called so"
        yield f"id: NAME_THE_COLUMN  # unsure: {why}"
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
    """A text in double quotes, as YAML and JSON both read it."""
    return json.dumps(text, ensure_ascii=False)
