"""What a head of department reads: a date, what to do first, completeness, centres, runs, nothing small on request."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import polars as pl
import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.lists.comparing.recorded import column_of_list, recorded
from immunote.service.lists.report.department import department
from immunote.service.lists.report.figures import figures
from immunote.service.lists.report.masking import masked, rounded
from immunote.service.lists.report.page import render_report
from immunote.service.lists.results import Results, open_results
from tests.support.browser import Browser, accessibility, printed
from tests.support.commands import immunote

DAY = "2026-11-29"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("department")
    rng = Random(4)
    for name, seed in (("first", 7), ("second", 8)):
        immunote("synth", 250, "--seed", seed, "-o", folder / f"{name}.parquet")
        frame = pl.read_parquet(folder / f"{name}.parquet")
        centres = pl.Series("centre", [rng.choice(["Basel", "Lyon", "", "Oslo"]) for _ in range(frame.height)])
        frame.with_columns(centres).write_parquet(folder / f"{name}.parquet")
        immunote("list", folder / f"{name}.parquet", "-o", folder / name, "--ignore", "centre", "--progress", "none")
    immunote(
        *("report", folder / "second", "--list", folder / "second.parquet", "--centre", "centre", "--date", DAY),
        *("--before", folder / "first", "--before", folder / "first", "-o", folder / "report.html"),
    )
    return folder


@pytest.fixture(scope="module")
def results(folder: Path) -> Results:
    return open_results(folder / "second")


def test_the_date_and_what_to_do_first_stand_before_the_counts(folder: Path) -> None:
    page = (folder / "report.html").read_text()
    heads = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    assert heads[0] == "What to do first"
    assert page.index(f"report of {DAY}") < page.index("What to do first") < page.index("What was found")
    assert "Columns that nothing read" in page
    assert "synthetic-" not in page


def test_the_counts_of_items_and_centres_are_those_of_the_list(engine: Engine, folder: Path, results: Results) -> None:
    source = folder / "second.parquet"
    facts = recorded(source, None, results.manifest, engine)
    found = department(results, engine.rulebase, DAY, facts, column_of_list(source, results.manifest, "centre"))
    frame = pl.read_parquet(source).join(results.rows.collect().select("id", "status"), on="id")
    assert found.completeness is not None
    by_label = {each.label: each.recorded for each in found.completeness}
    assert by_label["age"] == frame["age_years"].count()
    assert list(by_label.values()) == sorted(by_label.values())
    assert found.centres is not None
    named = {each.name: each for each in found.centres}
    assert set(named) == {"Basel", "Lyon", "Oslo", "not recorded"}
    basel = frame.filter(centre="Basel")
    assert (named["Basel"].patients, named["Basel"].settled) == (basel.height, basel.filter(status="settled").height)
    assert sum(each.patients for each in found.centres) == frame.height
    assert found.urgent
    assert sum(each.urgent for each in found.centres) == sum(each.patients for each in found.urgent)
    assert not found.needs_the_list


def test_three_runs_have_a_run_chart_and_three_centres_a_funnel_within_their_limits(folder: Path) -> None:
    page = (folder / "report.html").read_text()
    runs = page.partition("This run and those before</h2>")[2].partition("<h2")[0]
    assert "the broken line is the median" in runs
    assert runs.count('class="plot"') == 2  # the run chart and the bars
    centres = page.partition("Centres side by side</h2>")[2].partition("<h2")[0]
    assert centres.count('class="plot"') == 1
    assert all(name in centres.partition("<table")[0] for name in ("Basel", "Lyon", "Oslo"))


def test_risks_are_called_as_a_note_calls_them(engine: Engine, results: Results) -> None:
    risks = figures(results, engine.rulebase, with_ids=False).risks or ()
    titles = {each.title for each in risks}
    assert len(titles) == len(risks)
    assert {"Vascular catheter", "Pregnant"} <= titles
    assert not [each for each in titles if "{" in each or "○" in each]


def test_without_the_list_nobody_is_said_to_be_under_treatment(engine: Engine, results: Results) -> None:
    found = department(results, engine.rulebase, DAY)
    assert found.needs_the_list
    assert found.urgent is not None
    asks = {each.title for each in engine.rulebase.worklist.priorities if each.where}  # type: ignore[union-attr]
    assert not asks & {each.title for each in found.urgent}
    assert (found.completeness, found.centres, found.runs) == (None, None, ())


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, 5), (4, 5), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15)])
def test_no_number_but_nought_is_below_what_it_is_rounded_to(number: int, shown: int) -> None:
    assert rounded(number, 5) == shown


def test_a_rounded_report_holds_only_multiples(engine: Engine, folder: Path, results: Results) -> None:
    source = folder / "second.parquet"
    facts = recorded(source, None, results.manifest, engine)
    centres = column_of_list(source, results.manifest, "centre")
    counted = masked(department(results, engine.rulebase, DAY, facts, centres), 5)
    page = render_report(masked(figures(results, engine.rulebase, with_ids=False), 5), counted)
    cells = re.findall(r'class="count">([\d,]+)<', page)
    assert len(cells) > 50
    assert all(int(cell.replace(",", "")) % 5 == 0 for cell in cells)
    immunote("report", folder / "second", "--round-to", 5, "-o", folder / "rounded.html", "--date", DAY)
    assert "rounded to a multiple of 5" in (folder / "rounded.html").read_text()


def test_options_that_do_not_fit_are_refused(folder: Path, tmp_path: Path) -> None:
    for words in (["--centre", "centre"], ["--ids", "--round-to", "5"], ["--list", "second.parquet", "--centre", "x"]):
        given = [str(folder / word) if word.endswith(".parquet") else word for word in words]
        with pytest.raises(Refused, match="L23"):
            immunote("report", folder / "second", "-o", tmp_path / "r.html", *given)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_has_no_fault_that_axe_finds_and_fits(folder: Path, width: int) -> None:
    with Browser.started() as browser, browser.shown((folder / "report.html").read_text(), width, 900) as page:
        assert accessibility(page)["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width == 1280:
            assert len(printed(page).pages) < 15
