"""A report on real results: its numbers are those of the rows, its page fetches nothing and names nobody."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest
from markupsafe import escape

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.lists.report.figures import Figures, figures
from immunote.service.lists.report.page import render_report
from immunote.service.lists.report.terminal import summary
from immunote.service.lists.report.words import found, share, synthetic, three_sentences
from immunote.service.lists.results import open_results
from tests.support.commands import immunote

SOUP = Path(__file__).parents[2] / "rulebases" / "soup"
ROWS = 400
VOID = {"meta", "br", "link", "img", "input", "hr"}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    immunote("synth", ROWS, "--out", folder / "list.parquet", "--seed", 5, "--faults", 0.1)
    immunote("list", folder / "list.parquet", "--out", folder / "decided", "--settled-by", "--progress", "none")
    return folder / "decided"


@pytest.fixture(scope="module")
def counted(engine: Engine, results: Path) -> Figures:
    return figures(open_results(results), engine.rulebase, with_ids=False)


@pytest.fixture(scope="module")
def page(counted: Figures) -> str:
    return render_report(counted)


def of_rows(folder: Path, text: str, engine: Engine) -> Figures:
    """Figures of a small list in CSV."""
    (folder / "small.csv").write_text(text)
    immunote("list", folder / "small.csv", "--out", folder / "small", "--progress", "none")
    return figures(open_results(folder / "small"), engine.rulebase, with_ids=False)


def test_statuses_outcomes_and_leanings_are_those_of_the_rows(counted: Figures, results: Path) -> None:
    rows = open_results(results).rows.collect()
    assert counted.statuses == Counter(rows["status"])
    assert counted.outcomes == Counter(rows["outcome"].drop_nulls())
    provisional = rows.filter(pl.col("status") == "provisional")
    assert counted.leanings == Counter(each or "" for each in provisional["leaning"])
    assert sum(counted.outcomes.values()) == counted.settled
    assert counted.certainties is not None
    assert sum(counted.certainties.values()) == counted.settled


def test_domains_and_risks_are_those_of_the_rules(counted: Figures, results: Path, engine: Engine) -> None:
    rows = open_results(results).rows.collect()
    assert counted.risks
    for each in counted.risks:
        truths = rows[f"rule.{each.name}"].to_list()
        assert (each.holds, each.open) == (truths.count(True), truths.count(None))
    assert counted.domains
    kinds = engine.rulebase.about.kinds
    for each in counted.domains:
        rules = [r for r in engine.rulebase.rules.values() if r.domain == each.name and kinds[r.kind].evidence]
        truths = [[row[f"rule.{r.name}"] for r in rules] for row in rows.iter_rows(named=True)]
        assert each.holds == sum(True in truth for truth in truths)
        assert each.open == sum(True not in truth and None in truth for truth in truths)


def test_values_that_ask_are_those_of_the_rows(counted: Figures, results: Path, page: str, engine: Engine) -> None:
    rows = open_results(results).rows.collect()
    assert counted.flags
    for each in counted.flags:
        assert each.holds == sum(each.name in found for found in rows["flags"])
        assert each.open == sum(each.name in found for found in rows["open_flags"])
        assert each.open <= each.holds
        assert escape(each.title) in page
    shown = {each.name for each in counted.flags}
    assert all(found.is_empty() for found in rows["flags"] if not shown & set(found))


def test_no_row_is_lost_between_input_and_report(counted: Figures, results: Path) -> None:
    assert counted.rows.read == counted.rows.evaluated + counted.rows.quarantined == ROWS
    assert counted.statuses is not None
    assert sum(counted.statuses.values()) == counted.rows.evaluated
    quarantine = open_results(results).quarantine
    assert quarantine["row"].n_unique() == counted.rows.quarantined
    for each in counted.refusals:
        here = quarantine.filter((pl.col("code") == each.code) & (pl.col("column").fill_null("") == each.column))
        assert each.rows == here["row"].n_unique()
    assert len(counted.refusals) == quarantine.select(pl.struct("code", "column").n_unique()).item()


def test_the_page_fetches_nothing_and_runs_nothing(page: str) -> None:
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|link|img|iframe|object|embed|base|form)\b", page)
    assert not re.search(r"@import|url\(|javascript:| on[a-z]+=", page)
    assert set(re.findall(r"https?://[^\s\"'<]+", page)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_the_page_names_nobody_unless_it_is_wished_for(engine: Engine, results: Path, page: str) -> None:
    ids = open_results(results).rows.collect()["id"].to_list()
    assert not [each for each in ids if each in page]
    named = render_report(figures(open_results(results), engine.rulebase, with_ids=True))
    assert [each for each in ids if re.search(rf"\b{each}\b", named)]


def test_each_element_of_the_page_is_closed_and_each_name_stands_once(page: str) -> None:
    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []
            self.ids: list[str] = []
            self.links: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            self.ids += [given["id"]] if given.get("id") else []
            self.links += [given["href"][1:]] if (given.get("href") or "").startswith("#") else []
            if tag not in VOID:
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    reader = Reader()
    reader.feed(page)
    assert not reader.open
    assert len(set(reader.ids)) == len(reader.ids)
    assert set(reader.links) <= set(reader.ids)


def test_each_plot_is_hidden_from_readers_of_the_screen_and_repeated_as_a_table(page: str) -> None:
    plots = page.split('<div class="plot">')[1:]
    assert len(plots) >= 5
    for plot in plots:
        assert plot.count('<svg aria-hidden="true"') == 2  # wide and narrow
        after = plot.split("</svg>", 2)[2]
        assert after.index("<details>") < after.index("<table>")


def test_the_page_reads_well_in_the_dark_on_paper_and_on_a_phone(page: str) -> None:
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert "max-width: 36rem" in page
    assert '<meta name="viewport"' in page
    assert '<html lang="en"' in page


def test_three_sentences_come_first(counted: Figures, page: str) -> None:
    first = page.partition('<section class="outcome"')[2].partition("</section>")[0]
    assert first.count("<p") == 3
    checked, found_, help_ = three_sentences(counted)
    assert f"{counted.rows.evaluated} patients" in checked
    assert f"{counted.rows.quarantined} rows set aside" in checked
    assert f"{counted.settled} settled" in found_
    assert counted.helping is not None
    assert f"Of {counted.open} open patients, {counted.helping.steps[0].newly} would be settled" in help_


def test_a_list_of_which_nobody_can_be_graded_says_so_and_draws_nothing(engine: Engine, tmp_path: Path) -> None:
    lines = [f"p{n},{'false' if n % 5 else ''},50" for n in range(50)]
    none = of_rows(tmp_path, "\n".join(["id,has_systemic_sclerosis,age_years", *lines]) + "\n", engine)
    page = render_report(none)
    assert found(none).startswith("Nobody in this list can be graded: 40 settled (40 outside the scope")
    assert "10 with too little recorded for any grade" in page
    assert "<svg" not in page
    assert "Risks" not in page
    assert "Nobody in this list can be graded" in "\n".join(line.plain for line in summary(none))


def test_a_list_of_which_every_row_is_set_aside_says_so(engine: Engine, tmp_path: Path) -> None:
    none = of_rows(tmp_path, "id,age_years\na,900\nb,-1\n", engine)
    page = render_report(none)
    assert "Nobody was checked" in page
    assert "<svg" not in page
    assert sum(each.rows for each in none.refusals) == 2


def test_a_value_of_one_patient_stays_out_of_the_report(engine: Engine, tmp_path: Path) -> None:
    """The help for a mistaken unit holds the value; for one patient it is left out."""
    text = "id,creatinine_mg_dl,age_years\na,97.3,50\nb,,50\n"
    one = of_rows(tmp_path, text, engine)
    (refusal,) = one.refusals
    assert refusal.code == "P08"
    page = render_report(one) + "\n".join(line.plain for line in summary(one))
    assert "97.3" not in page
    assert "1.10" not in page


def test_columns_that_were_not_written_are_said_to_be_missing(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "small.csv").write_text("id,has_systemic_sclerosis\na,true\n")
    immunote(
        "list", tmp_path / "small.csv", "--out", tmp_path / "r", "--columns", "status,outcome", "--progress", "none"
    )
    few = figures(open_results(tmp_path / "r"), engine.rulebase, with_ids=False)
    assert (few.domains, few.risks, few.flags, few.helping, few.certainties, few.leanings) == (None,) * 6
    assert "cannot say what would help" in render_report(few)


def test_the_command_writes_the_page_once_and_prints_the_summary(results: Path, tmp_path: Path) -> None:
    printed = immunote("report", results, "--out", tmp_path / "page.html")
    assert "would be settled" in printed
    assert (tmp_path / "page.html").read_text().startswith("<!DOCTYPE html>")
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]
    with pytest.raises(Refused, match="L16"):
        immunote("report", results, "--out", tmp_path / "page.html")
    immunote("report", results, "--out", tmp_path / "page.html", "--force")
    with pytest.raises(Refused, match="L17"):
        immunote("report", results, "--out", tmp_path / "nowhere" / "page.html")


def test_a_synthetic_list_says_so_before_all_else(engine: Engine, results: Path, counted: Figures, page: str) -> None:
    without_id = open_results(results).quarantine.filter(code="L13")["row"].n_unique()
    assert counted.manifest.synthetic == ROWS - without_id
    said = synthetic(counted)
    assert said is not None
    assert page.index(said) < page.index(three_sentences(counted)[0])
    printed = immunote("report", results, "--out", results.parent / "synthetic.html")
    assert " ".join(printed.split()).startswith(said)


def test_a_list_of_synthetic_patients_alone_says_so_and_one_without_any_does_not(
    engine: Engine, tmp_path: Path
) -> None:
    immunote("synth", 30, "--out", tmp_path / "list.csv")
    printed = immunote("list", tmp_path / "list.csv", "--out", tmp_path / "out.csv", "--progress", "none")
    assert "30 of the rows are synthetic" in printed
    assert json.loads((tmp_path / "out.csv.manifest.json").read_text())["synthetic"] == 30
    found = figures(open_results(tmp_path / "out.csv"), engine.rulebase, with_ids=False)
    assert "A synthetic list, made by immunote synth: nobody in it exists" in render_report(found)
    real = of_rows(tmp_path, "id,age_years\np1,50\n", engine)
    assert real.manifest.synthetic == 0
    assert "synthetic" not in render_report(real)


def test_what_is_no_result_or_was_decided_by_other_rules_is_refused(results: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="L24"):
        immunote("report", tmp_path)
    with pytest.raises(Refused, match=r"L24.*rule base"):
        immunote("report", results, "--out", tmp_path / "page.html", "--rules", SOUP)
    assert not [*tmp_path.iterdir()]


def test_a_share_is_never_rounded_to_none_or_to_all() -> None:
    assert [share(n, 1000) for n in (0, 1, 5, 6, 500, 999, 1000)] == [
        *("0%", "under 1%", "under 1%", "1%", "50%", "over 99%", "100%")
    ]
    assert share(0, 0) == ""
