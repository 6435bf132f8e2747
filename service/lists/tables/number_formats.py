"""Number formats of workbooks by which a cell shows something else than it holds (ECMA-376, part 1, 18.8.31)."""

from __future__ import annotations

import re
import zipfile
from xml.etree.ElementTree import fromstring

PER_CENT, SCALED, WORDS, BOUND, ZEROS = "per cent", "thousands", "words", "a bound", "leading zeros"
UNIT = "unit "
HELPS = {
    PER_CENT: "a cell that shows 78% holds 0.78, and which is meant cannot be known; format it as a number",
    SCALED: "a cell that shows 1.2 holds 1200, and which is meant cannot be known; format it as a number",
    WORDS: "its cells show words or nothing and hold numbers; write what is meant, and format it as text",
    BOUND: "a cell that shows <90 holds 90, which is another fact; write it as text",
    ZEROS: "a cell that shows 0012 holds 12, and which is meant cannot be known; format it as text",
    UNIT: "its cells show another unit than the column has; convert them, or format them as plain numbers",
}
_PER_CENT_NUMBERS = ("9", "10")  # built in
_BRACKETS = re.compile(r"\[[^\]]*\]")
_QUOTED = re.compile(r"\"([^\"]*)\"|\\(.)|_.|\*.")
_SHOWS = re.compile(r"[0#?@]|general|standard|[ymdhs]", re.IGNORECASE)


def misleading_styles(archive: zipfile.ZipFile) -> dict[int, str]:
    """What each cell style of a workbook does to a number, by its place; styles that show it as it is are left out.

    Raises ParseError: the part of the styles is no XML.
    """
    try:
        sheet = fromstring(archive.read("xl/styles.xml"))
    except KeyError:
        return {}
    kinds = dict.fromkeys(_PER_CENT_NUMBERS, PER_CENT)
    for each in sheet.iterfind("{*}numFmts/{*}numFmt"):
        if kind := kind_of(each.get("formatCode", "")):
            kinds[each.get("numFmtId", "")] = kind
    styles = [each.get("numFmtId", "") for each in sheet.iterfind("{*}cellXfs/{*}xf")]
    return {place: kinds[number] for place, number in enumerate(styles) if number in kinds}


def kind_of(code: str) -> str | None:
    """What a format does to the number of a cell; None where it is shown, perhaps rounded, as it is."""
    code = _BRACKETS.sub("", code)
    literal = "".join(first or second for first, second in _QUOTED.findall(code)).strip()
    bare = _QUOTED.sub("", code)
    sections = bare.split(";")[:3]
    if "%" in bare:
        return PER_CENT
    if re.search(r"[<>≤≥~]", literal + bare):
        return BOUND
    if any(not _SHOWS.search(section) for section in sections):
        return WORDS
    if any(re.search(r"[0#?],+(?![0#?,])", section) for section in sections):
        return SCALED
    if re.fullmatch(r"0{2,}", sections[0].strip()):
        return ZEROS
    return f"{UNIT}{literal}" if "/" in literal and re.search(r"[^\W\d_]", literal) else None
