"""Packed files unpacked, within bounds, before anything reads them: gzip, and zip with one list in it."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from pathlib import Path
from typing import cast

from immunote.engine.faults import listed, shorten
from immunote.service.lists.source import refuse
from immunote.service.lists.tables.scratch import Scratch

LARGEST = 8 << 30  # bytes unpacked
_BLOCK = 1 << 20
_Unpacking = gzip.GzipFile | zipfile.ZipExtFile
_MOST_TIMES = 1000  # a list packs to a tenth or a fiftieth; what unpacks to a thousand times its size is no list
_SHOWN = 6


def unpacked(path: Path, shown: Path) -> tuple[str, Scratch]:
    """The name of what was packed, and a copy of it. Raises Refused (L01); OSError where it cannot be read."""
    try:
        if shown.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                member = _only_one(archive, shown)
                with archive.open(member) as inner:
                    return member.filename, _copied(cast(zipfile.ZipExtFile, inner), path, shown)
        with gzip.GzipFile(path) as packed:
            return shown.stem, _copied(packed, path, shown)
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        help_line = "it is damaged, locked by a password or no such file; pack or export it anew"
        raise refuse(shown, "L01", shorten(str(error)) or type(error).__name__, help_line) from None


def _only_one(archive: zipfile.ZipFile, shown: Path) -> zipfile.ZipInfo:
    members = [each for each in archive.infolist() if not each.is_dir() and not _beside(each.filename)]
    if len(members) != 1:
        names = listed([shorten(each.filename, 40) for each in members[:_SHOWN]])
        text = f"{len(members)} files"
        raise refuse(
            shown, "L01", text, f"a zip holds one list; unpack it and name the file{': ' + names if names else ''}"
        )
    return members[0]


def _beside(name: str) -> bool:
    """Whether a system put a file beside the others, as macOS does."""
    return name.startswith("__MACOSX/") or Path(name).name.startswith(".")


def _copied(file: _Unpacking, path: Path, shown: Path) -> Scratch:
    most = min(LARGEST, max(path.stat().st_size * _MOST_TIMES, _BLOCK))
    scratch = Scratch("")
    written = 0
    with scratch.path.open("wb") as copy:
        while block := file.read(_BLOCK):
            written += len(block)
            if written > most:
                text = f"more than {most >> 20} MB unpacked"
                raise refuse(shown, "L01", text, "that is no list that packs so well; unpack it by hand and look at it")
            copy.write(block)
    return scratch
