"""A review pack goes out, is filled as a clinician would, and comes back; what is not certain is refused."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

pytest.importorskip("gherkin", reason="needs the extra `proof`")
pytest.importorskip("openpyxl", reason="needs the extra `proof`")

from openpyxl import Workbook, load_workbook

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.review import disputes
from immunote.service.review.html_pack import render_pack
from immunote.service.review.import_pack import Returned, read_sheet
from immunote.service.review.pack import PackRow, rows_of
from immunote.service.review.reviewed import Reviewed, features_beside
from immunote.service.review.sign_off_states import standings
from immunote.service.review.xlsx_pack import ABOUT, COLUMNS, SCENARIOS, put, write_sheet
from immunote.service.scenarios.features import read_features
from immunote.service.scenarios.running import Runner
from tests.review.support import PART, ROOT, Sheet, changed, copy_of, reviewed_of

FIRST = "Two drugs that cannot be used make muscle disease refractory"
SECOND = "Muscle disease that is not active is not refractory"
EXPECTED = Path(__file__).parent / "expected"


class Pack:
    """A rule base with its scenarios, the rows of its pack, and an unfilled spreadsheet."""

    def __init__(self, folder: Path) -> None:
        self.rules = copy_of(folder)
        self.reviewed = reviewed_of(self.rules)
        self.runner = Runner(Engine(self.reviewed.rulebase))
        self.rows = rows_of(self.reviewed, self.runner)
        self.path = folder / "review.xlsx"
        write_sheet(self.path, self.rows, self.reviewed)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return Pack(tmp_path_factory.mktemp("pack"))


@pytest.fixture
def sheet(pack: Pack, tmp_path: Path) -> Sheet:
    return Sheet(Path(shutil.copy(pack.path, tmp_path / "review.xlsx")))


def read(sheet: Sheet, pack: Pack, rows: list[PackRow] | None = None) -> Returned:
    return read_sheet(sheet.save(), pack.rows if rows is None else rows)


def test_every_scenario_has_one_row_with_what_is_given_expected_and_said(pack: Pack) -> None:
    scenarios = features_beside(pack.rules, None)
    assert len(pack.rows) == len(scenarios) == 6
    assert len({row.key for row in pack.rows}) == len({row.which for row in pack.rows}) == len(pack.rows)
    row = next(row for row in pack.rows if row.name == FIRST)
    assert "outcome of azathioprine: not tolerated" in row.given
    assert row.expected == ('the rule "Two drugs not usable: muscle" holds',)
    assert any(said.startswith("Two drugs not usable: muscle: Refractory: ") for said in row.says)
    assert all(row.is_met for row in pack.rows)


def test_a_filled_spreadsheet_comes_back_as_it_was_filled(sheet: Sheet, pack: Pack) -> None:
    sheet.put(sheet.row_of(FIRST), verdict="Agree ")
    sheet.put(sheet.row_of(SECOND), verdict="disagree", comment="It may\nbe dormant", instead="the note is settled")
    found = read(sheet, pack)
    assert (found.reviewer, found.role, found.date) == ("A. Tester", "tester", "2026-11-22")
    told = {each.row.name: (each.verdict, each.instead, each.comment) for each in found.opinions}
    assert told == {FIRST: ("agree", (), ""), SECOND: ("disagree", ("the note is settled",), "It may be dormant")}
    assert found.left_open == len(pack.rows) - 2


def test_rows_may_be_sorted_columns_moved_and_rows_left_out(sheet: Sheet, pack: Pack) -> None:
    sheet.put(sheet.row_of(FIRST), verdict="agree")
    rows = [[cell.value for cell in row] for row in sheet.cells.iter_rows()]
    head, body = rows[0], [row for row in rows[1:] if row[1] in (FIRST, SECOND)]
    sheet.cells.delete_rows(1, len(rows))
    for place, row in enumerate([head, *reversed(body)], 1):
        for column, value in enumerate(reversed(row), 1):
            sheet.cells.cell(place, column).value = value
    found = read(sheet, pack)
    assert ([each.row.name for each in found.opinions], found.left_open) == ([FIRST], 1)


def test_a_day_that_a_spreadsheet_took_for_a_date_is_read(sheet: Sheet, pack: Pack) -> None:
    from datetime import datetime

    for row in sheet.about.iter_rows():
        if str(row[0].value).startswith("Date"):
            row[1].value = datetime(2026, 11, 22)
    assert read(sheet, pack).date == "2026-11-22"


def _formula(sheet: Sheet) -> None:
    sheet.put(2, verdict='=IF(TRUE,"agree","")', comment='=HYPERLINK("http://x.test","see")')


def _twice(sheet: Sheet, *verdicts: str) -> None:
    first, last = sheet.row_of(FIRST), sheet.cells.max_row + 1
    for cell in list(sheet.cells[first]):
        sheet.cells.cell(last, cell.column).value = cell.value
    for row, verdict in zip((first, last), verdicts, strict=True):
        sheet.put(row, verdict=verdict)


def _empty_name(sheet: Sheet) -> None:
    for row in sheet.about.iter_rows():
        if row[0].value == "Your name":
            row[1].value = " "


BAD: dict[str, Callable[[Sheet], object]] = {
    "V20": lambda sheet: setattr(sheet.cells, "title", "Sheet1"),
    "V21": lambda sheet: sheet.cells.delete_cols(sheet.column("verdict")),
    "V21_twice": lambda sheet: setattr(sheet.cells.cell(1, 12), "value", "Comment"),
    "V22": lambda sheet: _twice(sheet, "agree", "agree"),
    "V23": lambda sheet: sheet.put(3, verdict="perhaps"),
    "V24": lambda sheet: _twice(sheet, "agree", "disagree"),
    "V24_in_one_cell": lambda sheet: sheet.put(3, verdict="agree/disagree"),
    "V25_edited": lambda sheet: sheet.put(
        sheet.row_of(FIRST), verdict="agree", given="the patient has another disease"
    ),
    "V26": lambda sheet: sheet.put(4, key="s-1234-5678"),
    "V27": _formula,
    "V28": lambda sheet: sheet.put(3, verdict="disagree"),
    "V28_comment_alone": lambda sheet: sheet.put(3, comment="Hm."),
    "V28_agrees_and_not": lambda sheet: sheet.put(3, verdict="agree", instead="the note is settled"),
    "V30": _empty_name,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_spreadsheet_is_refused_with_just_the_faults_expected(name: str, sheet: Sheet, pack: Pack) -> None:
    BAD[name](sheet)
    with pytest.raises(Refused) as refused:
        read(sheet, pack)
    expected = (EXPECTED / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")
    assert "\n".join(map(str, refused.value.faults)) == expected


def test_all_faults_are_told_at_once(sheet: Sheet, pack: Pack) -> None:
    sheet.put(3, verdict="perhaps")
    sheet.put(4, verdict="disagree")
    sheet.put(5, comment="Hm.")
    _empty_name(sheet)
    with pytest.raises(Refused) as refused:
        read(sheet, pack)
    assert [fault.code for fault in refused.value.faults] == ["V30", "V23", "V28", "V28"]


def test_a_verdict_on_a_scenario_that_changed_meanwhile_is_refused(sheet: Sheet, pack: Pack, tmp_path: Path) -> None:
    sheet.put(sheet.row_of(FIRST), verdict="agree")
    rules = copy_of(tmp_path)
    for path in (rules.parent.parent / "features").rglob("*.feature"):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace(
                f"{FIRST}\n      Given the patient has active",
                f"{FIRST}\n      Given pregnancy: no\n      And the patient has active",
            ),
            encoding="utf-8",
        )
    reviewed = reviewed_of(rules)
    rows = rows_of(reviewed, pack.runner)
    with pytest.raises(Refused) as refused:
        read(sheet, pack, rows)
    (fault,) = refused.value.faults
    column = sheet.cells.cell(1, sheet.column("verdict")).column_letter
    assert (fault.code, fault.place) == ("V25", f"Scenarios!{column}{sheet.row_of(FIRST)}")
    sheet.put(sheet.row_of(FIRST), verdict=None)
    assert read(sheet, pack, rows).opinions == (), "a row without a verdict hurts nobody"


def test_a_verdict_is_refused_where_the_note_says_something_else_now(sheet: Sheet, pack: Pack, tmp_path: Path) -> None:
    sheet.put(sheet.row_of(FIRST), verdict="agree")
    rules = copy_of(tmp_path)
    changed(rules / "benefit" / "unusable_drugs_domain.yaml", "Refractory: {named", "Refractory now: {named")
    reviewed = reviewed_of(rules)
    rows = rows_of(reviewed, Runner(Engine(reviewed.rulebase)))
    with pytest.raises(Refused) as refused:
        read(sheet, pack, rows)
    assert [fault.code for fault in refused.value.faults] == ["V25"]


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04 broken", None])
def test_a_file_that_is_no_spreadsheet_is_refused(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        read_sheet(path, [])
    assert [(fault.code, fault.place) for fault in refused.value.faults] == [("V20", "x.xlsx")]


def test_a_spreadsheet_with_broken_or_other_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types")
    with pytest.raises(Refused) as broken:
        read_sheet(path, [])
    Workbook().save(path)
    with pytest.raises(Refused) as other:
        read_sheet(path, [])
    assert [fault.code for fault in broken.value.faults + other.value.faults] == ["V20"] * 3


@pytest.mark.parametrize(
    "refs", [["A1:CV100000"], ["A1:XFD1048576"], [f"A{n}:Z{n + 999}" for n in range(1, 30_000, 1000)]]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_merged_cells_that_stand_for_gigabytes_are_refused_unread(
    refs: list[str], encoding: str, tmp_path: Path
) -> None:
    """openpyxl makes each cell of a merged range while it reads; the file has some kilobytes."""
    Workbook().save(tmp_path / "small.xlsx")
    ranges = "".join(f'<x:mergeCell ref="{ref}"/>' for ref in refs)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<?xml version="1.0" encoding="{encoding}"?><x:worksheet xmlns:x="{space}"><x:sheetData/>'
    text += f"<x:mergeCells>{ranges}</x:mergeCells></x:worksheet>"
    path = tmp_path / "x.xlsx"
    with ZipFile(tmp_path / "small.xlsx") as before, ZipFile(path, "w") as packed:
        for each in before.infolist():
            sheet = each.filename.startswith("xl/worksheets/")
            packed.writestr(each, text.encode(encoding) if sheet else before.read(each))
    with pytest.raises(Refused) as refused:
        read_sheet(path, [])
    assert [fault.code for fault in refused.value.faults] == ["V20"]
    assert "merged cells" in refused.value.faults[0].text


@pytest.mark.parametrize(
    ("row", "column", "is_refused"),
    [
        (100_000, 100, True),
        (1, 100, False),
        (1, 101, True),
        (50_000, 10, False),
        (50_001, 10, True),
        (100_001, 1, True),
    ],
)
def test_one_cell_far_away_is_refused(row: int, column: int, is_refused: bool, tmp_path: Path) -> None:
    """Every cell up to the last one would be made."""
    book = Workbook()
    book.active.title = ABOUT
    book.create_sheet(SCENARIOS).cell(row, column, "x")
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(Refused) as refused:
        read_sheet(tmp_path / "x.xlsx", [])
    assert any("far outside" in fault.help for fault in refused.value.faults) == is_refused


@pytest.mark.parametrize("text", ["=1+1", "+49", "-5", "@SUM(A1)", '=HYPERLINK("http://x.test")', "plain"])
def test_nothing_that_is_exported_becomes_a_formula(text: str, tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    put(sheet, 1, 1, text)
    book.save(tmp_path / "x.xlsx")
    cell: Any = load_workbook(tmp_path / "x.xlsx").active["A1"]  # type: ignore[index]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (text, "s", text != "plain")


def test_no_cell_of_a_pack_is_a_formula_and_verdicts_are_chosen_from_a_list(pack: Pack) -> None:
    book: Any = load_workbook(pack.path)
    assert [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    (choice,) = book[SCENARIOS].data_validations.dataValidation
    assert (choice.type, choice.formula1, str(choice.sqref)) == (
        "list",
        '"agree,disagree"',
        f"F2:F{len(pack.rows) + 1}",
    )
    assert [cell.value for cell in book[SCENARIOS][1]] == list(COLUMNS)
    assert book.sheetnames == [ABOUT, SCENARIOS, "Words"]


def test_each_sentence_offered_for_what_is_expected_instead_can_be_read(pack: Pack) -> None:
    book: Any = load_workbook(pack.path)
    offered = [row[0].value for row in book["Words"].iter_rows(min_row=2) if "..." not in row[0].value]
    text = "Feature: x\n  Scenario: y\n    Given age is 17 years\n"
    for sentence in offered:
        if "title as in" not in sentence and "(label" not in sentence:
            from immunote.service.scenarios.features import read_feature

            pack.runner.run(read_feature(f"{text}    Then {sentence}\n", "x.feature").scenarios[0])
    assert len(offered) > 5


def test_the_html_pack_is_self_contained_and_holds_every_scenario(pack: Pack) -> None:
    page = render_pack(pack.rows, pack.reviewed, standings(pack.reviewed))
    assert page.count('<article class="scenario">') == len(pack.rows)
    assert all(row.key in page for row in pack.rows)
    assert not re.search(r"<script|<img|<link|src=|https?://[^<]*\.(css|js)|url\(", page)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


def test_what_a_reviewer_wrote_is_escaped_on_the_page(tmp_path: Path) -> None:
    from immunote.service.review.signing import Signature, sign

    rules = copy_of(tmp_path)
    sign(reviewed_of(rules), [PART], Signature("<b>A</b>", "x", "disagree", "2026-11-22", "<script>alert(1)</script>"))
    reviewed = reviewed_of(rules)
    page = render_pack([], reviewed, standings(reviewed, [PART]))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_disagreement_becomes_a_scenario_that_fails_until_the_rules_change(
    sheet: Sheet, pack: Pack, tmp_path: Path
) -> None:
    sheet.put(sheet.row_of(FIRST), verdict="disagree", comment="Two are too few")
    found = disputes.disputes(read(sheet, pack), pack.runner)
    (path,) = disputes.write(found, tmp_path)
    (scenario,) = read_features(path)[0].scenarios
    assert (scenario.tags, scenario.rule) == (("disputed",), "Two drugs not usable: muscle")
    assert "# A. Tester, tester, 2026-11-22: Two are too few" in path.read_text(encoding="utf-8")
    assert not pack.runner.run(scenario).passed
    rules = copy_of(tmp_path / "mended")
    changed(rules / "thresholds.yaml", "two_drugs_not_usable:\n    value: 2", "two_drugs_not_usable:\n    value: 3")
    assert Runner(Engine.load(rules)).run(scenario).passed
    assert disputes.write(found, tmp_path) == [], "the same spreadsheet twice makes no second dispute"


def test_what_is_expected_instead_is_what_fails(sheet: Sheet, pack: Pack) -> None:
    instead = 'the rule "Two drugs not usable: muscle" does not hold\nthe note asks for outcome of rituximab'
    sheet.put(sheet.row_of(FIRST), verdict="disagree", instead=instead)
    (found,) = disputes.disputes(read(sheet, pack), pack.runner)
    assert 'Then the rule "Two drugs not usable: muscle" does not hold\n      And the note asks for' in found.text


@pytest.mark.parametrize(
    ("instead", "name"),
    [('the rule "Two drugs not usable: muscle" holds', "V29"), ("it should be otherwise", "V29_no_sentence")],
)
def test_a_disagreement_that_could_not_fail_is_refused(instead: str, name: str, sheet: Sheet, pack: Pack) -> None:
    sheet.put(sheet.row_of(FIRST), verdict="disagree", instead=instead)
    with pytest.raises(Refused) as refused:
        disputes.disputes(read(sheet, pack), pack.runner)
    assert str(refused.value.faults[0]) == (EXPECTED / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")


def test_disputed_scenarios_are_no_part_of_what_is_signed(pack: Pack, sheet: Sheet, tmp_path: Path) -> None:
    sheet.put(sheet.row_of(FIRST), verdict="disagree", comment="x")
    rules = copy_of(tmp_path / "copy")
    before = reviewed_of(rules).content(PART)
    disputes.write(disputes.disputes(read(sheet, pack), pack.runner), rules.parent.parent / "features")
    assert reviewed_of(rules).content(PART) == before


def test_every_scenario_that_ships_belongs_to_a_rule_or_table(engine: Engine) -> None:
    scenarios = features_beside(ROOT / "rules" / "ssc_ivig", None)
    reviewed = Reviewed(engine.rulebase, scenarios)
    shown = {id(each) for found in reviewed.scenarios.values() for each in found}
    assert len(shown) == len(scenarios) > 700
    assert [part for part in engine.rulebase.rules if not reviewed.scenarios[part]] == []


def immunote(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "immunote.service.cli", "review", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)


def test_the_commands_from_a_pack_to_a_dispute_and_a_sign_off(tmp_path: Path) -> None:
    rules = str(copy_of(tmp_path))
    made = immunote("export", str(tmp_path / "pack"), "--rules", rules, "--only", PART)
    assert made.returncode == 0, made.stderr
    sheet = Sheet(tmp_path / "pack" / "review.xlsx")
    for row in range(2, sheet.cells.max_row + 1):
        sheet.put(row, verdict="agree")
    agreed = immunote("import", str(sheet.save()), "--rules", rules)
    assert (agreed.returncode, f"  {PART}" in agreed.stdout) == (0, True), agreed.stderr
    sheet.put(2, verdict="disagree", comment="no")
    tried = immunote("import", str(sheet.save()), "--rules", rules, "--check")
    assert "would be written" in tried.stdout
    assert not (tmp_path / "features" / "disputed").exists()
    written = immunote("import", str(sheet.save()), "--rules", rules)
    assert (written.returncode, "1 disputed" in written.stdout) == (0, True), written.stderr
    assert len(list((tmp_path / "features" / "disputed").glob("*.feature"))) == 1
    by = ("--reviewer", "A. Tester", "--role", "tester", "--date", "2026-11-22", "--rules", rules)
    assert immunote("sign", PART, "--verdict", "agree", *by).returncode == 0
    assert "1 signed, 0 disputed, 0 changed since it was signed" in immunote("status", "--rules", rules).stdout
    refused = immunote("sign", PART, "--verdict", "agree", "--content", "f" * 12, *by)
    assert (refused.returncode, "V31" in refused.stderr) == (2, True)
    assert immunote("sign", "--verdict", "agree", *by).returncode == 2
