"""Lists as people keep them: local spreadsheets, half-finished cells, lists put together by hand; what becomes of each."""

from __future__ import annotations

import gzip
import io
import tarfile

from tests.lists.shapes.shape import Shape, refused, same, some_aside
from tests.lists.shapes.table_of_files import made, many
from tests.lists.shapes.table_of_texts import LINES, PLAIN, columns, put, with_cell
from tests.lists.shapes.writing import HEADER, ROWS, said, sheet, text


def cell(name: str, content: str, row: int = 1) -> Shape:
    """The plain list with one other cell, of A02 unless another row is named."""
    return put("a.csv", text(with_cell(row, name, content)))


def aside(code: str = "P02") -> object:
    """All but A02."""
    return some_aside({"A02": code})


def _tar() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        info = tarfile.TarInfo("a.csv")
        info.size = len(PLAIN)
        archive.addfile(info, io.BytesIO(PLAIN.encode()))
    return held.getvalue()


HTML = (
    "<html><body><table>"
    + "".join(f"<tr><td>{line.replace(',', '</td><td>')}</td></tr>" for line in LINES)
    + "</table></body></html>"
)
UNITS = ",".join(["", "years", "", "", "", "", "", "g/L", "mg/dL", "days", "U/L", "%"])

PEOPLE: dict[str, tuple[Shape, object]] = {
    "Excel in Dutch: WAAR and ONWAAR": (
        put("a.csv", text([said(r, {"true": "WAAR", "false": "ONWAAR"}, comma=True) for r in ROWS], ";")),
        same("yes = WAAR"),
    ),
    "Dutch: ja and nee, man and vrouw": (
        put(
            "a.csv",
            text(
                [
                    said(r, {"true": "ja", "false": "nee"}, {"female": "vrouw", "male": "man", "other": "anders"})
                    for r in ROWS
                ]
            ),
        ),
        same("no = nee"),
    ),
    "Dutch: M and V": (
        put("a.csv", text([said(r, None, {"female": "V", "male": "M", "other": "X"}) for r in ROWS])),
        same("female = V"),
    ),
    "Excel in Spanish: VERDADERO": (
        put(
            "a.csv",
            text([said(r, {"true": "VERDADERO", "false": "FALSO"}, comma=True) for r in ROWS], ";", "\r\n"),
            "cp1252",
        ),
        same("yes = VERDADERO"),
    ),
    "Excel in French with narrow spaces in thousands": (
        put(
            "a.csv",
            text(
                [
                    said(
                        {**r, "ck_u_l": "1\u202f234" if r["id"] == "A02" else r["ck_u_l"]},
                        {"true": "VRAI", "false": "FAUX"},
                        comma=True,
                    )
                    for r in ROWS
                ],
                ";",
            ),
        ),
        some_aside({"A02": "L34"}),
    ),
    "Swiss thousands": (cell("ck_u_l", "1'234"), aside("L34")),
    "Swiss thousands, typeset": (cell("ck_u_l", "1’234"), aside("L34")),
    "Indian thousands": (cell("ck_u_l", "1,00,000"), aside("P06")),
    "German thousands and decimals": (
        put(
            "a.csv",
            text(
                [said({**r, "ck_u_l": "1.234,5" if r["id"] == "A02" else r["ck_u_l"]}, comma=True) for r in ROWS], ";"
            ),
        ),
        some_aside({"A02": "L34"}),
    ),
    "German thousands that end in a zero": (
        put(
            "a.csv",
            text([said({**r, "ck_u_l": "1.200"} if r["id"] == "A02" else r, comma=True) for r in ROWS], ";").replace(
                "1,200", "1.200"
            ),
        ),
        some_aside({"A02": "L34"}),
    ),
    "three decimals in all of a list": (cell("ck_u_l", "120.000"), same()),
    "decimal commas in quotes between commas": (
        put("a.csv", text([said(r, comma=True) for r in ROWS])),
        same("decimal comma"),
    ),
    "both marks in one list": (put("a.csv", text(with_cell(1, "iga_g_l", "0,47"))), refused("L35", "decimal comma")),
    "Google Sheets: no line end, CRLF": (
        put("a.csv", text([said(r, {"true": "TRUE", "false": "FALSE"}) for r in ROWS], end="\r\n")[:-2]),
        same("no line end"),
    ),
    "Google Sheets: Loading...": (cell("ck_u_l", "Loading..."), aside("P06")),
    "#DIV/0! in a number": (cell("ck_u_l", "#DIV/0!"), aside("P06")),
    "#REF! in a truth": (cell("had_thrombosis", "#REF!"), aside("P05")),
    "#WERT! in a member": (cell("methotrexate_outcome", "#WERT!"), aside("P13")),
    "Excel's ##### for a narrow column": (cell("ck_u_l", "#####"), aside("P06")),
    "Apple Numbers: a table's name above": (
        put("a.csv", "Table 1" + ";" * 11 + "\n" + text([said(r, comma=True) for r in ROWS], ";")),
        same("semicolons", "line 2"),
    ),
    "units in a second line, with a word before": (
        put("a.csv", "\n".join([LINES[0], "unit" + UNITS, *LINES[1:]]) + "\n"),
        some_aside({"unit": "P06"}),
    ),
    "labels above the names": (
        put(
            "a.csv",
            "\n".join(
                [
                    ",".join(
                        ["Patient", "Age", "Sex", "SSc", "Joints", "Clot", "MTX", "IgA", "Crea", "Days", "CK", "EF"]
                    ),
                    *LINES,
                ]
            )
            + "\n",
        ),
        same("line 2"),
    ),
    "no header": (put("a.csv", "\n".join(LINES[1:]) + "\n"), refused("L04", "L05")),
    "patients in columns": (
        put("a.csv", "\n".join(",".join([n, *(r[n] for r in ROWS)]) for n in HEADER) + "\n"),
        refused("L04", "L05", "L06"),
    ),
    "a mark in the middle of a row": (cell("sex", "male\ufeff"), aside("P13")),
    "a mark before an id": (put("a.csv", PLAIN.replace("A02", "\ufeffA02")), same()),
    "a mark before a header in quotes": (put("a.csv", "\ufeff" + text(ROWS, quoting=1)), same()),
    "two marks at the start": (put("a.csv", "\ufeff\ufeff" + PLAIN), same()),
    "a header in quotes over two lines": (
        put("a.csv", PLAIN.replace("lvef_pct", '"LVEF\n(%)"')),
        refused("L06", "L04"),
    ),
    "a note over two lines": (
        put(
            "a.csv",
            "\n".join(
                f'{line},"{"note" if not at else chr(10).join(("seen", "twice"))}"' for at, line in enumerate(LINES)
            )
            + "\n",
        ).given(ignore=("note",)),
        same(),
    ),
    "a note with commas and no quotes": (
        put(
            "a.csv",
            "\n".join(
                f"{line},{'note' if not at else 'seen, twice' if at == 2 else 'ok'}" for at, line in enumerate(LINES)
            )
            + "\n",
        ).given(ignore=("note",)),
        aside("L10"),
    ),
    "a note with an inch mark": (
        put(
            "a.csv",
            "\n".join(
                f"{line},{'note' if not at else 'a 5' + chr(34) + ' scar' if at == 2 else 'ok'}"
                for at, line in enumerate(LINES)
            )
            + "\n",
        ).given(ignore=("note",)),
        aside("L11"),
    ),
    "CRLF and LF in one list": (
        put("a.csv", "".join(line + ("\r\n" if at % 2 else "\n") for at, line in enumerate(LINES))),
        same(),
    ),
    "DOS end mark": (put("a.csv", PLAIN + "\x1a"), some_aside({"\x1a": "L10"})),
    "zeros at the end of the file": (put("a.csv", PLAIN + "\0" * 512), some_aside({"zeros": "L11"})),
    "UTF-32": (put("a.csv", PLAIN, "utf-32"), refused("P17", "L04", "L05")),
    "EBCDIC": (put("a.csv", PLAIN, "cp500"), refused("P17", "L04", "L05")),
    "accents in Windows-1252 inside a list in UTF-8": (
        put("a.csv", PLAIN.replace("A01", "Ä01").encode().replace(b"A02", b"\xc402")),
        refused("P17"),
    ),
    "accents twice encoded": (put("a.csv", PLAIN.replace("A01", "Ã„01")), same(ids={"A01": "Ã„01"})),
    "quotes of one stroke": (
        put("a.csv", "\n".join(",".join(f"'{x}'" for x in line.split(",")) for line in LINES) + "\n"),
        refused("L04", "L05"),
    ),
    "a blank before a quote": (
        put("a.csv", PLAIN.replace(",female", ', "female"')),
        some_aside(dict.fromkeys(("A01", "A03", "A04", "A07", "A08"), "L11")),
    ),
    "< 0.07 with a blank": (cell("iga_g_l", "< 0.07"), aside("L40")),
    "≤ 0.07": (cell("iga_g_l", "≤0.07"), aside("L40")),
    "> 90": (cell("creatinine_age_days", "> 90"), aside("L40")),
    "about 120": (cell("ck_u_l", "~120"), aside("L40")),
    "ca. 120": (cell("ck_u_l", "ca. 120"), aside("L40")),
    "a range 5-10": (cell("creatinine_age_days", "5-10"), aside("L40")),
    "a range with a long stroke": (cell("creatinine_age_days", "5–10"), aside("L40")),
    "78 % with a blank": (cell("lvef_pct", "78 %"), aside("L40")),
    "+++": (cell("ck_u_l", "+++"), aside("P06")),
    "a number with a question mark": (cell("ck_u_l", "120?"), aside("P06")),
    "a number with a star": (cell("ck_u_l", "120*"), aside("P06")),
    "a number with an H for high": (cell("ck_u_l", "120 H"), aside("L40")),
    "a number in brackets": (cell("ck_u_l", "(120)"), aside("P06")),
    "two numbers": (cell("ck_u_l", "120/130"), aside("P06")),
    "a number and its date": (cell("ck_u_l", "120 (3/2024)"), aside("P06")),
    "a minus that is a stroke": (cell("creatinine_age_days", "−7"), aside("P06")),
    "Arabic digits": (cell("age_years", "٥٦"), aside("P06")),
    "wide digits": (cell("age_years", "５６"), aside("P06")),
    "digits with an underscore": (cell("ck_u_l", "1_2_0"), aside("P06")),
    "a number in hex": (cell("ck_u_l", "0x78"), aside("P06")),
    "an infinite number": (cell("ck_u_l", "inf"), aside("P06")),
    "1e400": (cell("ck_u_l", "1e400"), aside("P06")),
    "an exponent of Fortran": (cell("ck_u_l", "1.2D2"), aside("P06")),
    "a point without figures": (cell("lvef_pct", "71."), aside("P06")),
    "a point before figures": (cell("iga_g_l", ".47"), same()),
    "two points": (cell("iga_g_l", "0..47"), aside("P06")),
    "a letter O for a zero": (cell("ck_u_l", "12O"), aside("L40")),
    "a number that Excel made a date": (cell("creatinine_age_days", "05.Okt"), aside("P06")),
    "a date for days": (cell("creatinine_age_days", "2026-11-01"), aside("P06")),
    "a length as years and months": (cell("creatinine_age_days", "1y 2m"), aside("P06")),
    "a length of ISO 8601": (cell("creatinine_age_days", "P7D"), aside("P06")),
    "an age as 56 years": (cell("age_years", "56 years"), aside("L40")),
    "an age as 56J": (cell("age_years", "56J"), aside("L40")),
    "an age with months": (cell("age_years", "56.5"), aside("P14")),
    "a formula that keeps zeros": (put("a.csv", PLAIN.replace("A02", '="002"')), aside("L11")),
    "a number that Excel keeps as text": (cell("age_years", "'56"), aside("P06")),
    "yes?": (cell("had_thrombosis", "yes?"), aside("P05")),
    "yes in words": (cell("had_thrombosis", "yes, 2019"), aside("P05")),
    "no longer": (cell("had_thrombosis", "no longer"), aside("P05")),
    "+ and -": (
        put("a.csv", text(columns(["+", "-"], "had_thrombosis"))),
        some_aside({row["id"]: "P05" for row in ROWS}),
    ),
    "pos and neg": (
        put("a.csv", text(columns(["pos", "neg"], "had_thrombosis"))),
        some_aside({row["id"]: "P05" for row in ROWS}),
    ),
    "a tick": (cell("had_thrombosis", "✓"), aside("P05")),
    "- in a truth": (cell("had_thrombosis", "-"), aside("P05")),
    "0/1 as a truth": (cell("had_thrombosis", "0/1"), aside("P05")),
    "n.a. as a truth": (cell("had_thrombosis", "n.a."), aside("P05")),
    "none as a truth": (cell("had_thrombosis", "none"), refused("L35", "a no")),
    "a truth of 2 among yes and no": (
        put("a.csv", text(columns(["yes", "no", "2"], "had_thrombosis"))),
        refused("L35", "had_thrombosis: 2"),
    ),
    "a truth of 0, 1 and 2": (
        put("a.csv", text(columns(["0", "1", "2"], "had_thrombosis"))),
        refused("L35", "had_thrombosis: 1"),
    ),
    "a truth of 1, 2 and 9": (
        put("a.csv", text(columns(["1", "2", "9"], "had_thrombosis"))),
        refused("L35", "L39", "had_thrombosis"),
    ),
    "yes and no with 9": (
        put("a.csv", text(columns(["yes", "no", "9"], "had_thrombosis"))),
        refused("L39", "had_thrombosis"),
    ),
    "yes and no with 99": (
        put("a.csv", text(columns(["yes", "no", "99"], "had_thrombosis"))),
        refused("L39", "had_thrombosis"),
    ),
    "truths as 1.0, 0.0 and 9.0": (
        put("a.csv", text(columns(["1.0", "0.0", "9.0"], "had_thrombosis"))),
        refused("L39", "had_thrombosis"),
    ),
    "all truths of 9": (put("a.csv", text(columns(["9"], "had_thrombosis"))), refused("L39", "had_thrombosis")),
    "a sex of 0 and 1": (put("a.csv", text(columns(["0", "1"], "sex"))), refused("L35", "sex: 1")),
    "a sex of 0, 1 and 2": (put("a.csv", text(columns(["0", "1", "2"], "sex"))), refused("L35", "sex: 1")),
    "a sex of 1, 2 and 9": (put("a.csv", text(columns(["1", "2", "9"], "sex"))), refused("L35", "sex: 1")),
    "a member as a code": (
        put("a.csv", text(columns(["1", "2", "3"], "methotrexate_outcome"))),
        some_aside({row["id"]: "P13" for row in ROWS}),
    ),
    "a member of 99": (cell("methotrexate_outcome", "99"), aside("P13")),
    "88 alone in days": (cell("creatinine_age_days", "88"), refused("L39")),
    "a lone -1": (cell("creatinine_age_days", "-1"), aside("P07")),
    "a lone 999 in an age": (cell("age_years", "999"), aside("P07")),
    "999.0 in an age": (cell("age_years", "999.0"), aside("P07")),
    "9.99 in IgA": (cell("iga_g_l", "9.99"), aside("L41")),
    "ids with leading zeros": (
        put("a.csv", PLAIN.replace("A0", "00")),
        same(ids={f"A0{at}": f"00{at}" for at in range(1, 9)}),
    ),
    "an id with and without zeros": (
        put("a.csv", PLAIN.replace("A01", "1").replace("A02", "001")),
        same(ids={"A01": "1", "A02": "001"}),
    ),
    "an id with an invisible mark": (
        put("a.csv", PLAIN.replace("A02", "A01\u200b")),
        some_aside({"A01": "L14", "A02": "L14"}, {"A02": "A01\u200b"}),
    ),
    "an id with a soft hyphen": (
        put("a.csv", PLAIN.replace("A02", "A\u00ad01")),
        some_aside({"A01": "L14", "A02": "L14"}, {"A02": "A\u00ad01"}),
    ),
    "an id in wide letters": (
        put("a.csv", PLAIN.replace("A02", "Ａ０１")),
        some_aside({"A01": "L14", "A02": "L14"}, {"A02": "Ａ０１"}),
    ),
    "an id in Greek letters": (put("a.csv", PLAIN.replace("A02", "Α01")), same(ids={"A02": "Α01"})),
    "an id with two blanks": (
        put("a.csv", PLAIN.replace("A01", "A 01").replace("A02", "A  01")),
        some_aside({"A01": "L14", "A02": "L14"}, {"A01": "A 01", "A02": "A  01"}),
    ),
    "an id as N/A": (put("a.csv", PLAIN.replace("A02", "N/A")), some_aside({"A02": "L32"}, {"A02": "N/A"})),
    "a web page named xls": (put("a.xls", HTML), refused("L01")),
    "text named xls": (put("a.xls", text(ROWS, "\t")), refused("L01")),
    "text named xlsx": (put("a.xlsx", PLAIN), refused("L01")),
    "an XML of Excel 2003 named xls": (
        put("a.xls", '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
        refused("L01"),
    ),
    "a workbook of 2007 named xls": (made("a.xls", sheet), same()),
    "a tar in a gz": (put("a.tar.gz", _tar()), refused("L02", "L01")),
    "a tar named csv.gz": (put("a.csv.gz", _tar()), refused("P17")),
    "two gz one after another": (
        put("a.csv.gz", gzip.compress(PLAIN.encode()[:200]) + gzip.compress(PLAIN.encode()[200:])),
        same(),
    ),
    "a gz with bytes behind it": (put("a.csv.gz", gzip.compress(PLAIN.encode()) + b"junk"), refused("L01")),
    "a list and its Excel lock": (many({"a.csv": PLAIN.encode(), "~$a.xlsx": b"x"}), same()),
}
