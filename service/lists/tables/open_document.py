"""What the sheets of an OpenDocument workbook (.ods) hold and show, counted before they are read.

Cells and rows may stand for many, and each number stands twice: as it is held, and as a person sees it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import fromstring

from immunote.service.lists.tables.number_formats import BOUND, PER_CENT, SCALED, UNIT, WORDS, ZEROS
from immunote.service.lists.tables.sheet_extent import SheetExtent

CONTENT = "content.xml"
_BLOCK = 4 << 20
_ROW = b"<table:table-row"
_TAG = re.compile(
    rb"<table:(table|table-column|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>(?:<text:p\b[^>]*>([^<]*)</text:p>)?"
)
_TIMES = re.compile(rb"number-(?:columns|rows)-repeated\s*=\s*[\"']([0-9]{1,10})[\"']")
_SPAN = re.compile(rb"number-rows-spanned\s*=\s*[\"']([0-9]{1,7})[\"']")
_NAME = re.compile(rb"table:name\s*=\s*\"([^\"]*)\"")
_UNSEEN = re.compile(rb"table:visibility\s*=\s*[\"'](?:collapse|filter)[\"']")
_HELD = re.compile(rb"office:value\s*=\s*[\"']([^\"']+)[\"']")
_PER_CENT_HELD = re.compile(rb"office:value-type\s*=\s*[\"']percentage[\"']")
_WRONG = re.compile(rb"calcext:value-type\s*=\s*[\"']error[\"']")
_NOT_KNOWN = (b"#N/A", b"#NV")
_MOST_COLUMNS = 16_384
_FIGURES = re.compile(r"[0-9][0-9.,'\u2019\u00a0\u202f ]*")


def extents_of_ods(archive: zipfile.ZipFile, check: Callable[[SheetExtent, int], None]) -> dict[str, SheetExtent]:
    """The extent of each sheet by its name. `check` is called with what was met so far, and with the bytes read.

    Raises what `check` raises, BadZipFile, and ParseError for an entity that is none.
    """
    found: dict[str, SheetExtent] = {}
    extent, hidden = SheetExtent(), set[int]()
    row = column = times = at = 0
    unseen = False
    for block, total in _blocks(archive):
        check(extent, total)
        for tag, attributes, text in _TAG.findall(block):
            said = _TIMES.search(attributes)
            count = int(said[1]) if said else 1
            if tag == b"table":
                name = _NAME.search(attributes)
                extent, hidden, row, times, at = SheetExtent(), set(), 0, 0, 0
                found[_written(name[1]) if name else ""] = extent
            elif tag == b"table-column":
                if _UNSEEN.search(attributes):
                    hidden |= set(range(at + 1, min(at + count, _MOST_COLUMNS) + 1))
                at += count
                extent.hidden_columns = hidden
            elif tag == b"table-row":
                row, column, times = row + times, 0, count
                unseen = bool(_UNSEEN.search(attributes))
            else:
                column += count
                if not attributes.endswith(b"/") or b"office:value" in attributes:
                    extent.columns = max(extent.columns, column)
                    if unseen and extent.rows < row + times:
                        extent.hidden += times
                    extent.rows = max(extent.rows, row + times)
                    check(extent, total)
                    _note(extent, attributes, text, row + 1, column)
    return found


def _blocks(archive: zipfile.ZipFile) -> Iterator[tuple[bytes, int]]:
    """Blocks that end before a row, and how many bytes were read until then."""
    rest, total = b"", 0
    with archive.open(CONTENT) as file:
        while block := file.read(_BLOCK):
            total += len(block)
            content = rest + block
            cut = max(content.rfind(_ROW), 0)
            yield content[:cut], total
            rest = content[cut:]
    yield rest, total


def _written(text: bytes) -> str:
    """What stands between tags or quotation marks, with its entities read."""
    if b"&" not in text:  # as in nearly every cell
        return text.decode(errors="replace")
    return fromstring(b"<t>" + text + b"</t>").text or ""


def _note(extent: SheetExtent, attributes: bytes, text: bytes, row: int, column: int) -> None:
    if _WRONG.search(attributes):
        is_na = text.strip() in _NOT_KNOWN
        extent.not_known += is_na
        extent.errors += not is_na
    if (span := _SPAN.search(attributes)) and int(span[1]) > 1:
        last = row + int(span[1]) - 1
        extent.merged[last] = f"rows {row} to {last}"
    if _PER_CENT_HELD.search(attributes):
        extent.shown.add((column, PER_CENT))
    elif (held := _HELD.search(attributes)) and text and text.strip() != held[1]:
        try:
            number = Decimal(held[1].decode())
        except (InvalidOperation, UnicodeDecodeError):
            return
        if kind := _shows(number, _written(text).strip()):
            extent.shown.add((column, kind))


def _shows(number: Decimal, text: str) -> str | None:
    """What a text makes of a number; None where it shows it, perhaps rounded, as it is."""
    if "%" in text:
        return PER_CENT
    if re.search(r"[<>≤≥~]", text):
        return BOUND
    found = _FIGURES.findall(text)
    if not found:
        return WORDS
    literal = _FIGURES.sub("", text).strip(" -+")
    if "/" in literal and re.search(r"[^\W\d_]", literal):
        return f"{UNIT}{literal}"
    if len(found) > 1 or re.search(r"[eE]", literal):
        return None  # a date, a time, or an exponent
    figures = found[0].strip()
    if re.fullmatch(r"0[0-9]+", figures):
        return ZEROS
    return None if any(_rounds_to(abs(number), each) for each in _readings(figures)) else SCALED


def _readings(figures: str) -> Iterator[tuple[Decimal, int]]:
    """A number as it may be meant, with how many decimals it shows: its last mark is that of decimals, or none is."""
    yield Decimal(re.sub("[^0-9]", "", figures)), 0
    for other in (".", ","):
        before, cut, after = figures.rpartition(other)
        if cut and after.isascii() and after.isdigit():
            yield Decimal(f"{re.sub('[^0-9]', '', before) or '0'}.{after}"), len(after)


def _rounds_to(number: Decimal, reading: tuple[Decimal, int]) -> bool:
    shown, decimals = reading
    return abs(number - shown) <= Decimal(1).scaleb(-decimals) * Decimal("0.51")
