"""Lists as text files: what wrote each, what is odd about it, and what becomes of it."""

from __future__ import annotations

import codecs
import csv
from pathlib import Path

from tests.lists.shapes.shape import Shape, refused, same, some_aside
from tests.lists.shapes.writing import HEADER, ROWS, Row, said, text

GERMAN = {"true": "ja", "false": "nein"}
W_M = {"female": "w", "male": "m", "other": "d"}


def put(name: str, content: str | bytes, encoding: str = "utf-8") -> Shape:
    """A shape of one file with this content."""
    raw = content.encode(encoding) if isinstance(content, str) else content

    def write(folder: Path) -> list[str]:
        (folder / name).write_bytes(raw)
        return [str(folder / name)]

    return Shape(write)


def with_cell(row: int, name: str, cell: str) -> list[Row]:
    """The rows with one other cell."""
    return [{**each, name: cell} if at == row else each for at, each in enumerate(ROWS)]


def columns(cells: list[str], name: str) -> list[Row]:
    """The rows with other cells in one column, over and over."""
    return [{**row, name: cells[at % len(cells)]} for at, row in enumerate(ROWS)]


PLAIN = text(ROWS)
LINES = PLAIN.splitlines()
GERMAN_ROWS = [said(row, GERMAN, W_M, comma=True) for row in ROWS]
UMLAUT = PLAIN.replace("A01", "Ä01")

TEXTS: dict[str, tuple[Shape, object]] = {
    "a plain list": (put("a.csv", PLAIN), same()),
    "Excel: TRUE and FALSE, CRLF, byte order mark": (
        put("a.csv", "\ufeff" + text([said(r, {"true": "TRUE", "false": "FALSE"}) for r in ROWS], end="\r\n")),
        same("yes = TRUE"),
    ),
    "pandas: True and False, and the index as a first column": (
        put(
            "a.csv",
            "".join(
                f"{at - 1 if at else ''},{line}\n"
                for at, line in enumerate(
                    text([said(r, {"true": "True", "false": "False"}) for r in ROWS]).splitlines()
                )
            ),
        ),
        same("counts the rows"),
    ),
    "R: row names from 1, quotes round all texts, NA": (
        put(
            "a.csv",
            "".join(
                f'"{at or ""}",{line}\n'
                for at, line in enumerate(
                    text(
                        [said(r, {"true": "TRUE", "false": "FALSE"}, empty="NA") for r in ROWS], quoting=csv.QUOTE_ALL
                    ).splitlines()
                )
            ),
        ),
        same("missing = NA"),
    ),
    "R write.csv2: semicolons and decimal commas": (
        put("a.csv", text([said(r, comma=True) for r in ROWS], ";")),
        same("semicolons", "decimal comma"),
    ),
    "SAS: 1 and 0, a point for missing": (
        put("a.csv", text([said(r, {"true": "1", "false": "0"}, empty=".") for r in ROWS])),
        same("yes = 1", "missing = ."),
    ),
    "pandas of a nullable column: 1.0 and 0.0": (
        put("a.csv", text([said(r, {"true": "1.0", "false": "0.0"}) for r in ROWS])),
        same("yes = 1.0"),
    ),
    "REDCap labels: Yes and No": (
        put("a.csv", text([said(r, {"true": "Yes", "false": "No"}) for r in ROWS])),
        same("yes = Yes"),
    ),
    "REDCap checkboxes: Checked and Unchecked": (
        put("a.csv", text([said(r, {"true": "Checked", "false": "Unchecked"}) for r in ROWS])),
        same("Checked"),
    ),
    "Y and N": (put("a.csv", text([said(r, {"true": "Y", "false": "N"}) for r in ROWS])), same("yes = Y")),
    "T and F, F and M": (
        put("a.csv", text([said(r, {"true": "T", "false": "F"}, {"female": "F", "male": "M"}) for r in ROWS])),
        same("female = F"),
    ),
    "a German Excel: semicolons, commas, Windows-1252, ja, w and m": (
        put("a.csv", text(GERMAN_ROWS, ";", "\r\n").replace("A01", "Ä01"), "cp1252"),
        same("Windows-1252", "yes = ja", ids={"A01": "Ä01"}),
    ),
    "German: J and N": (put("a.csv", text([said(r, {"true": "J", "false": "N"}, W_M) for r in ROWS])), same("yes = J")),
    "German: WAHR and FALSCH": (
        put("a.csv", text([said(r, {"true": "WAHR", "false": "FALSCH"}) for r in ROWS], ";")),
        same("yes = WAHR"),
    ),
    "French: oui and non, H and F": (
        put(
            "a.csv",
            text(
                [
                    said(r, {"true": "oui", "false": "non"}, {"female": "F", "male": "H", "other": "autre"}, comma=True)
                    for r in ROWS
                ],
                ";",
            ),
        ),
        same("male = H"),
    ),
    "French: VRAI and FAUX": (
        put("a.csv", text([said(r, {"true": "VRAI", "false": "FAUX"}) for r in ROWS])),
        same("yes = VRAI"),
    ),
    "Spanish: Sí and No, hombre and mujer as H and M": (
        put(
            "a.csv",
            text([said(r, {"true": "Sí", "false": "No"}, {"female": "M", "male": "H", "other": "otro"}) for r in ROWS]),
        ),
        same("female = M"),
    ),
    "Italian: sì and no, donna and uomo": (
        put(
            "a.csv",
            text(
                [
                    said(r, {"true": "sì", "false": "no"}, {"female": "donna", "male": "uomo", "other": "altro"})
                    for r in ROWS
                ]
            ),
        ),
        same("female = donna"),
    ),
    "Italian: VERO and FALSO": (
        put("a.csv", text([said(r, {"true": "VERO", "false": "FALSO"}) for r in ROWS])),
        same("yes = VERO"),
    ),
    "tabs, named tsv": (put("a.tsv", text(ROWS, "\t")), same("tabs")),
    "tabs, named txt": (put("a.txt", text(ROWS, "\t")), same("tabs")),
    "tabs, named csv": (put("a.csv", text(ROWS, "\t")), same("tabs")),
    "upright strokes": (put("a.csv", text(ROWS, "|")), same("upright strokes")),
    "Excel's first line sep=;": (
        put("a.csv", "sep=;\r\n" + text([said(r, comma=True) for r in ROWS], ";", "\r\n")),
        same("line 2"),
    ),
    "Excel Unicode text: UTF-16 with tabs": (
        put("a.txt", codecs.BOM_UTF16_LE + text(ROWS, "\t", "\r\n").encode("utf-16-le")),
        same("UTF-16"),
    ),
    "UTF-16, the other order of bytes": (put("a.csv", codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be")), same("UTF-16")),
    "UTF-16 without its mark": (put("a.csv", PLAIN, "utf-16-le"), refused("P17")),
    "UTF-8 with byte order mark": (put("a.csv", "\ufeff" + PLAIN), same()),
    "Windows-1252 without accents in words": (put("a.csv", UMLAUT, "cp1252"), same("Windows-1252", ids={"A01": "Ä01"})),
    "Mac Roman": (put("a.csv", UMLAUT, "mac_roman"), refused("P17", "Mac Roman")),
    "DOS 850": (put("a.csv", UMLAUT, "cp850"), refused("P17", "DOS 850")),
    "half UTF-8, half Windows-1252": (
        put("a.csv", UMLAUT.encode() + b"B\xe401" + LINES[1][3:].encode() + b"\n"),
        refused("P17", "others are not"),
    ),
    "a lone surrogate": (put("a.csv", PLAIN.encode().replace(b"A01", b"A\xed\xa0\x80")), refused("P17")),
    "a byte 0 in a row": (put("a.csv", PLAIN.replace("A01", "A\x0001")), some_aside({"A01": "L11"})),
    "lines that end as on old Macs": (put("a.csv", PLAIN.replace("\n", "\r")), same("old Macs")),
    "CRLF": (put("a.csv", PLAIN.replace("\n", "\r\n")), same()),
    "no line end after the last line": (put("a.csv", PLAIN[:-1]), same("no line end")),
    "a last line that is cut off": (put("a.csv", PLAIN[:-4]), some_aside({"A08": "L12"})),
    "a last line that is cut off between fields": (put("a.csv", PLAIN[:-12]), some_aside({"A08": "L10"})),
    "blank lines": (put("a.csv", PLAIN.replace("\n", "\n\n")), same()),
    "title lines above the header": (put("a.csv", "Registry export 2026-11-01\n\n" + PLAIN), same("line 3")),
    "title lines as wide as the list": (
        put("a.csv", "Registry export" + "," * 11 + "\n" + "," * 11 + "\n" + PLAIN),
        same("line 3"),
    ),
    "comment lines above the header": (put("a.csv", "# exported by a tool\n# on 2026-11-01\n" + PLAIN), same("line 3")),
    "a page break before a title": (put("a.csv", "\x0cRegistry export\n" + PLAIN), same("line 2")),
    "a page break in a title line": (put("a.csv", "Registry export\x0cPage 1\n" + PLAIN), same("line 2")),
    "a line mark of Unicode in a title": (put("a.csv", '"Registry\u2028of 2026"\n' + PLAIN), same("line 2")),
    "a next-line mark in a title": (put("a.csv", "Registry export\x85\n" + PLAIN), same("line 2")),
    "a lone CR in a title": (put("a.csv", "Registry\rof 2026\n" + PLAIN), refused("L04", "Registry")),
    "a line mark in a header": (
        put("a.csv", f'{LINES[0]},"no\x0bte"\n' + "".join(f"{line},x\n" for line in LINES[1:])).given(
            ignore=("no*te",)
        ),
        same(),
    ),
    "a separator at the end of each line": (put("a.csv", PLAIN.replace("\n", ",\n")), same("1 empty field")),
    "a separator at the end of each row alone": (
        put("a.csv", LINES[0] + "\n" + "".join(f"{line},\n" for line in LINES[1:])),
        same("1 empty field"),
    ),
    "three separators at the end of each line": (put("a.csv", PLAIN.replace("\n", ",,,\n")), same("3 empty fields")),
    "decimal commas that are separators": (
        put("a.csv", "id,age_years,iga_g_l\n" + "".join(f"{at},5{at},1,\n" for at in range(1, 6))),
        refused("L35", "decimal comma"),
    ),
    "blanks round values": (
        put("a.csv", text([{k: f" {v} " if v else "" for k, v in r.items()} for r in ROWS], ", ".strip())),
        same(),
    ),
    "no-break spaces round values": (
        put("a.csv", text([{k: f"{v}\u00a0" if k != "id" and v else v for k, v in r.items()} for r in ROWS])),
        same(),
    ),
    "headers with blanks round them": (put("a.csv", PLAIN.replace("age_years,", " age_years ,")), same()),
    "NaN, null, N/A, #N/A": (
        put("a.csv", text([said(r, empty=["NaN", "null", "N/A", "#N/A"][at % 4]) for at, r in enumerate(ROWS)])),
        same("missing"),
    ),
    "None of Python in a column of numbers": (
        put("a.csv", text([said(r, empty="None") for r in ROWS])),
        same("missing = None"),
    ),
    "members in capital letters and with blanks": (
        put(
            "a.csv",
            text([{**r, "methotrexate_outcome": r["methotrexate_outcome"].replace("_", " ").title()} for r in ROWS]),
        ),
        same(),
    ),
    "numbers with a plus and leading zeros": (put("a.csv", text(with_cell(0, "age_years", "+055"))), same()),
    "a number as 5.5e1": (put("a.csv", text(with_cell(0, "age_years", "5.5e1"))), same()),
    "a float's noise": (put("a.csv", text(with_cell(0, "creatinine_mg_dl", "1.5600000000000001"))), same()),
    "a limit: <0.07": (put("a.csv", text(with_cell(0, "iga_g_l", "<0.07"))), some_aside({"A01": "L40"})),
    "a limit with a meaning": (
        put("a.csv", text(with_cell(0, "iga_g_l", "<0.07"))).given(means=("iga_g_l:<0.07=0.95",)),
        same(),
    ),
    "a limit: >90": (put("a.csv", text(with_cell(1, "creatinine_age_days", ">90"))), some_aside({"A02": "L40"})),
    "per cent signs": (put("a.csv", text(with_cell(1, "lvef_pct", "71%"))), some_aside({"A02": "L40"})),
    "a grade as 3+": (put("a.csv", text(with_cell(1, "ck_u_l", "3+"))), some_aside({"A02": "L40"})),
    "a number with its unit": (put("a.csv", text(with_cell(1, "ck_u_l", "120 U/L"))), some_aside({"A02": "L40"})),
    "a mark between thousands": (put("a.csv", text(with_cell(1, "ck_u_l", "1,234"))), some_aside({"A02": "L34"})),
    "a point between thousands in a German list": (
        put(
            "a.csv",
            text(
                [
                    said({**r, "ck_u_l": "1.234" if r["id"] == "A02" else r["ck_u_l"]}, comma=False)
                    if r["id"] == "A02"
                    else said(r, comma=True)
                    for r in ROWS
                ],
                ";",
            )
            .replace("0.47", "0,47")
            .replace("1.37", "1,37")
            .replace("71.0", "71,0"),
        ),
        some_aside({"A02": "L34"}),
    ),
    "a thin mark between thousands": (put("a.csv", text(with_cell(1, "ck_u_l", "1 234"))), some_aside({"A02": "L34"})),
    "more decimals than the element has": (
        put("a.csv", text(with_cell(1, "creatinine_mg_dl", "1.37654"))),
        some_aside({"A02": "L34"}),
    ),
    "decimal points and commas in one list": (
        put("a.csv", text(with_cell(1, "iga_g_l", "0,47"), ";")),
        refused("L35", "decimal comma"),
    ),
    "99 for missing in a column of numbers": (
        put("a.csv", text(columns(["99", "31", "12"], "creatinine_age_days"))),
        refused("L39", "--missing creatinine_age_days=99"),
    ),
    "999 for missing, declared": (
        put("a.csv", text([{**r, "ck_u_l": r["ck_u_l"] or "999"} for r in ROWS])).given(missing=("ck_u_l=999",)),
        same("codes for missing: 999"),
    ),
    "999 for missing, not declared": (
        put("a.csv", text([{**r, "ck_u_l": r["ck_u_l"] or "999"} for r in ROWS])),
        refused("L39", "ck_u_l: 2 × 999"),
    ),
    "a 9 in a column of yes and no": (
        put("a.csv", text(columns(["1", "0", "9"], "had_thrombosis"))),
        refused("L39", "had_thrombosis"),
    ),
    "-9 in a column of yes and no": (
        put("a.csv", text(columns(["1", "0", "-9"], "had_thrombosis"))),
        refused("L39", "had_thrombosis"),
    ),
    "1 and 2 for yes and no": (
        put("a.csv", text(columns(["1", "2"], "had_thrombosis"))),
        refused("L35", "had_thrombosis: 1"),
    ),
    "a sex of M alone": (put("a.csv", text([{**r, "sex": "M"} for r in ROWS])), refused("L35", "sex: M")),
    "a sex of 1 and 2": (
        put("a.csv", text([{**r, "sex": "12"[at % 2]} for at, r in enumerate(ROWS)])),
        refused("L35", "sex: 1"),
    ),
    "creatinine in the other unit in one row": (
        put("a.csv", text(with_cell(0, "creatinine_mg_dl", "20"))),
        some_aside({"A01": "L41"}),
    ),
    "an IgA far above all others": (put("a.csv", text(with_cell(0, "iga_g_l", "9"))), some_aside({"A01": "L41"})),
    "an unknown column": (put("a.csv", text([{**r, "ward": "5"} for r in ROWS])), refused("L06", "ward")),
    "an unknown column, ignored": (
        put("a.csv", text([{**r, "ward": "5"} for r in ROWS])).given(ignore=("ward",)),
        same(),
    ),
    "columns that look like an element": (
        put("a.csv", PLAIN.replace("age_years", "Age_Years").replace("iga_g_l", "IgA_g_l")),
        refused("L06", "age_years"),
    ),
    "capital headers of SAS": (
        put("a.csv", PLAIN.replace(",".join(HEADER), ",".join(HEADER).upper())),
        refused("L04", "L05"),
    ),
    "ids that differ in case only": (
        put("a.csv", PLAIN.replace("A02", "a01")),
        some_aside({"A01": "L14", "A02": "L14"}),
    ),
    "ids in two Unicode forms": (
        put("a.csv", PLAIN.replace("A01", "\u00c401").replace("A02", "A\u030801")),
        some_aside({"A01": "L14", "A02": "L14"}, ids={"A01": "\u00c401", "A02": "A\u030801"}),
    ),
    "an id of blanks": (put("a.csv", PLAIN.replace("A02", "   ")), some_aside({"A02": "L13"})),
    "ids with blanks round them": (put("a.csv", PLAIN.replace("A02", " A02 ")), same()),
    "a quote left open": (put("a.csv", PLAIN.replace("A02", '"A02')), refused("L09")),
    "a name twice": (put("a.csv", PLAIN.replace("ck_u_l", "age_years")), refused("L04")),
    "nothing": (put("a.csv", ""), refused("L03")),
    "a header alone": (put("a.csv", LINES[0] + "\n"), refused("L03")),
    "a web page named csv": (
        put("a.csv", "<html><body><table><tr><td>id</td></tr></table></body></html>\n"),
        refused("L03", "L04", "L05"),
    ),
    "a workbook named csv": (put("a.csv", b"PK\x03\x04\x14\x00\x06\x00" + bytes(200)), refused("P17", "L04")),
}
