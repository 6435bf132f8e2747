"""The work list: the order of the rule base, reasons with the patient's own values, a page each, no id in a name."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.cli.app import app
from immunote.service.lists.results import open_results
from immunote.service.lists.worklist.ordering import in_order
from tests.support.browser import Browser, accessibility
from tests.support.commands import immunote


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("worklist")
    immunote("synth", 300, "--seed", 3, "-o", folder / "list.csv", "--faults", 0.05)
    immunote("list", folder / "list.csv", "-o", folder / "decided.csv", "--progress", "none")
    immunote("worklist", folder / "decided.csv", folder / "list.csv", "-o", folder / "work.html", "--pages",
             folder / "pages", "--first", 40)  # fmt: skip
    immunote("worklist", folder / "decided.csv", folder / "list.csv", "-o", folder / "work.csv", "--first", 1000)
    return folder


def test_everybody_who_meets_a_priority_is_listed_and_nobody_else(engine: Engine, folder: Path) -> None:
    listed = pl.read_csv(folder / "work.csv", infer_schema=False)
    rows = open_results(folder / "decided.csv").rows.collect()
    source = pl.read_csv(folder / "list.csv", infer_schema=False, truncate_ragged_lines=True)
    facts = {row["id"]: row for row in source.iter_rows(named=True)}
    worklist = engine.rulebase.worklist
    assert worklist is not None
    expected = {}
    for row in rows.iter_rows(named=True):
        for each in worklist.priorities:
            holds = each.outcome in (None, row["outcome"])
            holds = holds and all(facts[row["id"]][name] == "true" for name in each.where)
            holds = holds and (not each.open_flags or bool(row["open_flags"]))
            if each.missing_at_most is not None:
                holds = holds and 1 <= len(row["missing"]) <= each.missing_at_most
            if holds:
                expected[row["id"]] = each.title
                break
    assert dict(listed.select("id", "priority").iter_rows()) == expected
    order = [each.title for each in worklist.priorities]
    places = [order.index(title) for title in listed["priority"]]
    assert places == sorted(places)
    assert len(set(places)) >= 3


def test_a_reason_holds_the_patients_own_values_and_an_open_one_has_a_question(engine: Engine, folder: Path) -> None:
    listed = pl.read_csv(folder / "work.csv", infer_schema=False)
    settled = listed.filter(pl.col("priority") == "to be deferred")
    assert settled.height
    assert settled["reason"].null_count() == 0
    one = listed.filter(pl.col("priority") == "one answer settles the outcome")
    questions = {element.question for element in engine.rulebase.elements.values()}
    assert one.height
    assert set(one["next"]) <= questions | {
        question.text for flag in engine.rulebase.flags.flags for question in getattr(flag, "questions", ())
    } or all(one["next"])


def test_pages_are_called_by_rows_and_linked(folder: Path) -> None:
    page = (folder / "work.html").read_text()
    links = re.findall(r'href="(pages/[^"]+)"', page)
    assert len(links) == 40
    assert all((folder / link).is_file() and re.fullmatch(r"pages/page-\d{7}\.html", link) for link in links)
    assert "synthetic-" in page


def test_pages_can_be_pdf(folder: Path, tmp_path: Path) -> None:
    words = ["worklist", str(folder / "decided.csv"), str(folder / "list.csv"), "-o", str(tmp_path / "w.html")]
    done = CliRunner().invoke(app, [*words, "--first", "2", "--pages", str(tmp_path / "p"), "--pages-as", "pdf"])
    if isinstance(done.exception, Refused) and {each.code for each in done.exception.faults} & {"E06", "E07"}:
        pytest.skip("Pango or a font is missing")
    assert done.exit_code == 0, done.output
    links = re.findall(r'href="(p/[^"]+)"', (tmp_path / "w.html").read_text())
    assert len(links) == 2
    assert all(len(PdfReader(tmp_path / link).pages) == 1 for link in links)


def test_the_list_has_to_be_the_one_of_the_result(engine: Engine, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text((folder / "list.csv").read_text().replace("true", "false", 1))
    done = CliRunner().invoke(
        app, ["worklist", str(folder / "decided.csv"), str(tmp_path / "other.csv"), "-o", str(tmp_path / "w.csv")]
    )
    assert isinstance(done.exception, Refused) or "L24" in done.output
    assert not (tmp_path / "w.csv").exists()


def test_a_rule_base_without_an_order_is_refused(folder: Path) -> None:
    import immunote

    with pytest.raises(Refused, match="L72"):
        in_order(
            open_results(folder / "decided.csv"),
            pl.DataFrame({"$id": ["x"]}),
            immunote.rules("tests/rulebases/soup"),
        )


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_has_no_fault_that_axe_finds(folder: Path, width: int) -> None:
    with Browser.started() as browser, browser.shown((folder / "work.html").read_text(), width, 900) as page:
        assert accessibility(page)["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
