"""The site as a whole: built strictly, every link followed, each rule and source on a page of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("gherkin", reason="needs the extra `proof`")
pytest.importorskip("zensical", reason="needs the extra `docs`")

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.rulebase import RuleBase
from immunote.service.scenarios.features import read_features
from immunote.service.scenarios.writing import scenario_of
from immunote.service.site.build import MARKER, build
from immunote.service.site.findings import CriterionFinding, MutantFinding, Proof, gap_of
from immunote.service.site.gathered import SiteContent, gather
from immunote.service.site.handbook import written_pages
from immunote.service.site.history import history_of

HOUSE = Path(__file__).parent.parent.parent
RULES = HOUSE / "rules" / "ssc_ivig"
SOUP = HOUSE / "tests" / "rulebases" / "soup"
SECTIONS = ["says", "for-whom", "why", "evidence", "needed", "decides", "limits"]
SECTIONS += ["scenarios", "coverage", "proofs", "sign-off", "program", "changed-in"]


def words_of(path: Path) -> str:
    """What a reader sees of a page."""
    article = path.read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0]
    shown = re.sub(r"<(style|title)\b.*?</\1>", "", article, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).replace("\u2060", "").split())


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


@pytest.fixture(scope="module")
def content(engine: Engine) -> SiteContent:
    """The rule base that ships, with what `immunote rules prove` says of one property."""
    claim = engine.rulebase.properties[0]
    proof = Proof(property=claim.id, says=claim.says, holds=True, asked="3 questions", seconds=0.5)
    return gather(engine, RULES, None, proofs=(proof,), history=history_of(RULES))


@pytest.fixture(scope="module")
def site(content: SiteContent, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    build(content, HOUSE, folder / "work", folder / "site")
    return folder / "site"


def test_every_scenario_of_the_rule_base_is_met_without_pytest(content: SiteContent) -> None:
    """Of all features, by what `immunote scenario --check` runs them with."""
    written = [each for feature in read_features(HOUSE / "features") for each in feature.scenarios]
    assert sorted(f"{each.scenario.file}:{each.scenario.line}" for each in content.results.values()) == sorted(
        f"{each.file}:{each.line}" for each in written
    )
    assert [(each.scenario.name, each.failed) for each in content.results.values() if not each.passed] == []
    assert len(written) > 700


def test_each_rule_has_a_page_with_every_section_and_its_sentence(site: Path, engine: Engine) -> None:
    for name, rule in engine.rulebase.rules.items():
        html = (site / "rules" / f"{name}.html").read_text(encoding="utf-8")
        assert [each for each in SECTIONS if f'id="{each}"' not in html] == [], name
        assert squeezed(rule.title) in squeezed(words_of(site / "rules" / f"{name}.html")), name


def test_each_source_has_a_page_that_says_how_much_was_read_and_what_leans_on_it(site: Path, engine: Engine) -> None:
    rulebase = engine.rulebase
    for name, source in rulebase.sources.items():
        html = (site / "sources" / f"{name}.html").read_text(encoding="utf-8")
        words = words_of(site / "sources" / f"{name}.html")
        assert squeezed(f"How much was read: {source.read}") in squeezed(words), name
        assert [key for key in source.figures if f'id="figure-{key}"' not in html] == [], name
    citing = {cite.partition(".")[0]: name for name, rule in rulebase.rules.items() for cite in rule.cites}
    for source_id, rule in citing.items():
        assert f"rules/{rule}.html" in (site / "sources" / f"{source_id}.html").read_text(encoding="utf-8")


def test_each_figure_with_numbers_before_and_after_is_drawn_with_its_words(site: Path, engine: Engine) -> None:
    drawn = 0
    for name, source in engine.rulebase.sources.items():
        page = (site / "sources" / f"{name}.html").read_text(encoding="utf-8")
        wanted = [
            each for each in source.figures.values() if each.plot and min(each.plot["before"], each.plot["after"]) >= 0
        ]
        assert page.count('role="img"') == len(wanted), name
        drawn += len(wanted)
    assert drawn >= 10


def test_every_question_row_definition_and_limit_has_its_place(site: Path, engine: Engine) -> None:
    rulebase = engine.rulebase
    wanted: dict[str, list[str]] = {}
    for element in rulebase.elements.values():
        wanted.setdefault(f"dictionary/{element.group}", []).append(element.name)
    wanted["grading"] = [f"row-{row.name}" for row in rulebase.rows]
    wanted["definitions"] = [name for name, named in rulebase.named.items() if not named.is_rule]
    wanted["thresholds"] = list(rulebase.thresholds)
    wanted["proofs"] = [each.id for each in rulebase.properties]
    wanted["disagreements"] = [
        name for name, rule in rulebase.rules.items() if any(each.role == "side" for each in rule.details)
    ]
    for page, anchors in wanted.items():
        html = (site / f"{page}.html").read_text(encoding="utf-8")
        assert [each for each in anchors if f'id="{each}"' not in html] == [], page


def test_no_page_shows_markdown_that_was_not_read(site: Path) -> None:
    for path in site.rglob("*.html"):
        if "handbook" not in path.parts:
            html = re.sub(r"<pre.*?</pre>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            assert not re.search(r"\]\(|\{ ?[.#]|\*\*|&amp;#", html.partition("<article")[2]), path


def test_what_was_not_run_is_said_to_be_not_run(site: Path, engine: Engine) -> None:
    name = next(iter(engine.rulebase.rules))
    assert "Not run for these pages" in words_of(site / "rules" / f"{name}.html")
    proofs = words_of(site / "proofs.html")
    assert "proved , 3 questions, 0.50 s" in proofs
    assert len(re.findall(r"\bnot run\b", proofs)) == len(engine.rulebase.properties) - 1


def test_no_sign_off_is_made_up(site: Path, engine: Engine) -> None:
    signed = {each.part for each in engine.rulebase.sign_offs}
    for name in set(engine.rulebase.rules) - signed:
        assert words_of(site / "rules" / f"{name}.html").count("No clinician has reviewed it yet.") == 2


def test_the_handbook_holds_every_written_page(site: Path) -> None:
    pages = written_pages(HOUSE)
    assert {"handbook/errors.md", "handbook/changelog.md", "handbook/decisions/index.md"} <= set(pages)
    assert [name for name in pages if not (site / name).with_suffix(".html").exists()] == []


# The second rule base is small, so that what a build refuses is seen quickly.


@pytest.fixture(scope="module")
def soup() -> Engine:
    return Engine.load(SOUP)


@pytest.fixture
def features(soup: Engine, tmp_path: Path) -> Path:
    """Two scenarios, of which one claims what is not so, and one that is only proposed."""
    rule = next(each.title for each in soup.rulebase.rules.values())
    met = scenario_of(soup, {}, "Nothing is known of the pot")
    wrong = f'  Scenario: A pot of which nothing is known is judged\n    Then the rule "{rule}" holds\n'
    wrong += f'\n  @proposed\n  Scenario: Nobody agreed to this\n    Then the rule "{rule}" cannot be decided\n'
    path = tmp_path / "features" / "soup.feature"
    path.parent.mkdir()
    path.write_text(f"Feature: Soup\n\n{met}\n{wrong}", encoding="utf-8")
    return path.parent


def built(soup: Engine, features: Path, folder: Path, house: Path | None = None, site: str = "site") -> Path:
    gathered: SiteContent = gather(soup, SOUP, features)
    build(gathered, house, folder / "work", folder / site)
    return folder / site


def test_a_second_rule_base_gets_a_site_without_a_change(soup: Engine, features: Path, tmp_path: Path) -> None:
    site = built(soup, features, tmp_path)
    rulebase: RuleBase = soup.rulebase
    assert {path.stem for path in (site / "rules").glob("*.html")} == {*rulebase.rules, "index"}
    assert "1 of 2 met" in words_of(site / "index.html")


def test_a_scenario_that_is_not_met_is_shown_with_what_was_found(soup: Engine, features: Path, tmp_path: Path) -> None:
    name = next(iter(soup.rulebase.rules))
    words = words_of(built(soup, features, tmp_path) / "rules" / f"{name}.html")
    assert "1 not met" in words
    assert "not met A pot of which nothing is known is judged" in words
    assert "agreed to by nobody yet: 1 scenario, all met." in words
    assert "met Nobody agreed to this proposed" in words


def house_with(folder: Path, **docs: str) -> Path:
    (folder / "docs" / "decisions").mkdir(parents=True)
    for name, text in docs.items():
        (folder / "docs" / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def test_links_between_written_pages_lead_to_their_pages(soup: Engine, features: Path, tmp_path: Path) -> None:
    docs = {"one": "# One\n\n[two](two.md#here) and [code](../engine/api.py)\n", "two": "# Two\n\n## Here\n"}
    site = built(soup, features, tmp_path, house_with(tmp_path / "house", **docs))
    html = (site / "handbook" / "one.html").read_text(encoding="utf-8")
    assert 'href="two.html#here"' in html
    assert "code ( engine/api.py )" in words_of(site / "handbook" / "one.html")


@pytest.mark.parametrize(
    ("markdown", "code", "text"),
    [
        ("# One\n\n[nowhere](#not-there)\n", "V63", "anchor does not exist"),
        ("# One\n\n[nowhere](../docs/two.md#not-there)\n", "V63", "anchor does not exist"),
        ('# One\n\n<a href="gone.html">gone</a>\n', "V64", "gone.html"),
        ('# One\n\n<img alt="" src="https://example.org/a.png">\n', "V65", "https://example.org/a.png"),
    ],
)
def test_a_link_that_leads_nowhere_stops_the_build_and_the_site_of_before_stays(
    soup: Engine, features: Path, tmp_path: Path, markdown: str, code: str, text: str
) -> None:
    before = built(soup, features, tmp_path)
    (before / "kept").write_text("", encoding="utf-8")
    house = house_with(tmp_path / "house", one=markdown, two="# Two\n")
    with pytest.raises(Refused) as refused:
        built(soup, features, tmp_path, house)
    assert [each.code for each in refused.value.faults] == [code]
    assert text in refused.value.faults[0].text
    assert (before / "kept").exists()


def test_a_folder_that_holds_something_else_is_left_as_it_is(soup: Engine, features: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine" / "thesis.txt"
    mine.parent.mkdir()
    mine.write_text("years of work", encoding="utf-8")
    with pytest.raises(Refused, match="V62"):
        built(soup, features, tmp_path, site="mine")
    (tmp_path / "work").mkdir()
    shutil.copytree(mine.parent, tmp_path / "work" / "made")
    with pytest.raises(Refused, match="V62"):
        built(soup, features, tmp_path)
    assert mine.read_text(encoding="utf-8") == (tmp_path / "work" / "made" / "thesis.txt").read_text(encoding="utf-8")


def test_a_later_build_replaces_the_site_whole(soup: Engine, features: Path, tmp_path: Path) -> None:
    site = built(soup, features, tmp_path)
    (site / "old.html").write_text("", encoding="utf-8")
    built(soup, features, tmp_path)
    assert not (site / "old.html").exists()
    assert (site / MARKER).exists()


def test_gaps_are_worded_as_the_coverage_command_words_them(engine: Engine) -> None:
    from immunote.engine.truth import FALSE
    from immunote.service.coverage.measure import Criterion
    from immunote.service.coverage.places import criteria
    from immunote.service.coverage.proposing import Gap, asked_in_words

    rulebase = engine.rulebase
    name, rule = next(iter(rulebase.rules.items()))
    way, node = next(criteria(rule.when))
    asks = asked_in_words(rulebase, node)
    shown = CriterionFinding(of=name, asks=asks, true=None, false=None, unknown=None)
    assert gap_of(shown, "false") == Gap(criterion=Criterion(name, way, node), truth=FALSE).words(rulebase)
    assert gap_of(MutantFinding(of=name, kind="k", words="w", by=None)) == "no scenario notices: w"


def test_the_command_names_all_that_it_cannot_use_and_writes_no_site(tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "immunote.service.cli", "docs", "--proofs", str(tmp_path / "empty.json")]
    command += ["--out", str(tmp_path / "site"), "--work", str(tmp_path / "work")]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 2
    assert "V60" in done.stderr
    assert "rules prove --json" in done.stderr
    assert not (tmp_path / "site").exists()
