"""A JSON array of objects copied as NDJSON, each object as it is written, so that no number changes on the way."""

from __future__ import annotations

import json
from pathlib import Path

from immunote.engine.faults import shorten
from immunote.service.lists.source import refuse
from immunote.service.lists.tables.scratch import Scratch

_LARGEST = 1 << 30
_SPACE = " \t\r\n"


def as_ndjson(path: Path, shown: Path) -> Scratch:
    """The objects of an array, or one after another, as lines. Raises Refused (L01, P17)."""
    if path.stat().st_size > _LARGEST:
        raise refuse(shown, "L01", f"more than {_LARGEST >> 20} MB", "export it as NDJSON, one object a line")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(shown, "P17", f"byte {error.start}", "save the list as UTF-8") from None
    decoder = json.JSONDecoder()
    at = _after_space(text, 0)
    is_array = text[at : at + 1] == "["
    at = _after_space(text, at + 1) if is_array else at
    scratch = Scratch(".ndjson")
    found = 0
    with scratch.path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        while at < len(text) and text[at] != "]":
            try:
                value, end = decoder.raw_decode(text, at)
            except (ValueError, RecursionError) as error:
                place = f"{shown}:{text.count(chr(10), 0, at) + 1}"
                raise refuse(place, "L01", shorten(str(error)), "an array of one JSON object a patient") from None
            if not isinstance(value, dict):
                text_there = shorten(text[at:end], 40)
                raise refuse(shown, "L01", text_there, "an array of one JSON object a patient; export it so")
            if not is_array and not found and any(isinstance(each, list | dict) for each in value.values()):
                keys = ", ".join(list(value)[:5])
                raise refuse(shown, "L01", shorten(f"an object of {keys}"), "export it as records: an array of objects")
            file.write(text[at:end].replace("\r", " ").replace("\n", " ") + "\n")
            found += 1
            at = _after_space(text, end)
            if is_array and text[at : at + 1] == ",":
                at = _after_space(text, at + 1)
    if is_array and text[at : at + 1] != "]":
        raise refuse(shown, "L01", "an array without an end", "the file may be cut off; export it anew")
    if (behind := _after_space(text, at + is_array)) < len(text):
        place = f"{shown}:{text.count(chr(10), 0, behind) + 1}"
        help_line = "it would be lost; export the list as one array, or one object a line"
        raise refuse(place, "L01", "something behind the end", help_line)
    if not found:
        raise refuse(shown, "L03", "no object", "an array of one JSON object a patient")
    return scratch


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at
