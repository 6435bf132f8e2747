"""Which letters a text is written in, found out from its bytes: UTF-8, UTF-16 with its mark, or Windows-1252."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from immunote.engine.faults import shorten
from immunote.service.lists.source import refuse
from immunote.service.lists.tables.scratch import Scratch

_BLOCK = 16 << 20
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SAID = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows-1252"}
_HIGH = re.compile(rb"[\x80-\xff]")
_PAIRS = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Windows-1252: its letters from `À` on and some signs; below 0xA0 other code pages have their letters
_USUAL = re.compile(rb"[\xa0\xa7\xa9\xaa\xab\xae\xb0-\xb5\xba\xbb\xbf\xc0-\xd6\xd8-\xf6\xf8-\xff]")
# no language of Windows-1252 has three of its letters in a row, as Cyrillic, Greek or Arabic code pages have
_OTHER_SCRIPT = re.compile(rb"[\xc0-\xd6\xd8-\xf6\xf8-\xff]{3}")
_SAVE = "save the list as CSV in UTF-8 and try again"


@dataclass(frozen=True)
class LettersFound:
    """A text in UTF-8 with line ends that end lines. `path`: the file itself, or a copy in `scratch`."""

    path: Path
    said: tuple[str, ...] = ()
    scratch: tuple[Scratch, ...] = ()


def in_utf8(path: Path, shown: Path) -> LettersFound:
    """Find out the letters of a text file, and copy it where they are not UTF-8 or its lines end as on old Macs.

    Raises Refused (P17) where two readings fit, or none; OSError where it cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(4)
    encoding = next((name for mark, name in _MARKS.items() if start.startswith(mark)), None)
    if encoding is None and (at := _not_utf8(path)) is not None:
        encoding = _one_byte_each(path, shown, at)
    old_ends = _ends_as_on_old_macs(path, encoding)
    if encoding is None and not old_ends:
        return LettersFound(path)
    scratch = Scratch(".csv")
    decoder = codecs.getincrementaldecoder(encoding or "utf-8")(errors="strict")
    with path.open("rb") as read, scratch.path.open("wb") as written:
        read.seek(2 if encoding in _MARKS.values() else 0)
        at_end = False
        while not at_end:
            block = read.read(_BLOCK)
            at_end = len(block) < _BLOCK
            try:
                text = decoder.decode(block, final=at_end)
                made = (text.replace("\r", "\n") if old_ends else text).encode()
            except UnicodeError as error:
                raise refuse(shown, "P17", f"{_SAID.get(encoding or '', 'UTF-8')}: {error.reason}", _SAVE) from None  # type: ignore[attr-defined]
            written.write(made)
    said = [_SAID[encoding]] if encoding else []
    return LettersFound(scratch.path, (*said, *(["lines that end as on old Macs"] if old_ends else [])), (scratch,))


def _not_utf8(path: Path) -> int | None:
    """The number of the line with the first byte that is not UTF-8; None where all is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    with path.open("rb") as file:
        while True:
            block = file.read(_BLOCK)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                return line + block.count(b"\n", 0, max(error.start, 0))
            if not block:
                return None
            line += block.count(b"\n")


def _one_byte_each(path: Path, shown: Path, line: int) -> str:
    """`cp1252`, where nothing speaks against it. Raises Refused (P17)."""
    place = f"{shown}:{line}"
    with path.open("rb") as file:
        rest = b""
        while block := file.read(_BLOCK):
            content, rest = rest + block, block[-3:]
            if b"\0" in block:
                raise refuse(place, "P17", "a byte 0 and letters that are not UTF-8", _SAVE)
            if pair := _PAIRS.search(content):
                text = shorten(ascii(pair[0])[2:-1])
                help_line = f"some letters are UTF-8 and others are not: what `{text}` is cannot be known; {_SAVE}"
                raise refuse(place, "P17", text, help_line)
            if other := _OTHER_SCRIPT.search(content):
                text = shorten(ascii(other[0])[2:-1])
                raise refuse(place, "P17", text, f"it may be Windows-1252 or the code page of another script; {_SAVE}")
            for found in _HIGH.finditer(block):
                if not _USUAL.match(found[0]):
                    text = shorten(ascii(found[0])[2:-1])
                    raise refuse(place, "P17", text, f"{_readings(found[0])}; {_SAVE}")
    return "cp1252"


def _readings(byte: bytes) -> str:
    """What one byte is in each of the code pages that may be meant."""
    pages = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS 850"}
    shown = [
        f"`{text}` in {name}" for page, name in pages.items() if (text := byte.decode(page, errors="ignore")).strip()
    ]
    return f"it may be {' or '.join(shown)}"


def _ends_as_on_old_macs(path: Path, encoding: str | None) -> bool:
    """Whether lines end in a carriage return alone: there is one, and no line feed at all."""
    feed, returned = ("\n".encode(encoding), "\r".encode(encoding)) if encoding else (b"\n", b"\r")
    with path.open("rb") as file:
        first = file.read(_BLOCK)
        return (
            returned in first
            and feed not in first
            and not any(feed in block for block in iter(lambda: file.read(_BLOCK), b""))
        )
