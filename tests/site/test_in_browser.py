"""The site from a folder in a real browser: accessible in light and dark, filtered, searched, read without a script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("gherkin", reason="needs the extra `proof`")
pytest.importorskip("zensical", reason="needs the extra `docs`")
pytest.importorskip("playwright", reason="needs the extra `test`")

from playwright.sync_api import Page

from immunote.engine.api import Engine
from immunote.service.scenarios.writing import scenario_of
from immunote.service.site import indexes
from immunote.service.site.build import build
from immunote.service.site.gathered import gather
from immunote.service.site.links import check_links, read_site
from immunote.service.site.searching import SearchIndex
from tests.site.small_house import house_in
from tests.support.browser import Browser, accessibility

HOUSE = Path(__file__).parent.parent.parent
SOUP = HOUSE / "tests" / "rulebases" / "soup"
KINDS = [
    "index",
    "rules/index",
    "sources/index",
    "grading",
    "disagreements",
    "definitions",
    "thresholds",
    "dictionary/index",
    "proofs",
    "coverage",
    "sign-offs",
    "search",
    "handbook/index",
    "handbook/first-hour",
    "handbook/concepts",
    "handbook/page",
    "handbook/decisions/index",
]
WIDTHS = (390, 1280)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the second rule base, which is small, with some pages of the real handbook."""
    folder = tmp_path_factory.mktemp("site")
    features = folder / "features"
    features.mkdir()
    engine = Engine.load(SOUP)
    scenario = scenario_of(engine, {}, "Nothing is known of the pot")
    (features / "soup.feature").write_text(f"Feature: Soup\n\n{scenario}", encoding="utf-8")
    build(gather(engine, SOUP, features), house_in(folder / "house"), folder / "work", folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser.started() as started:
        yield started


@contextmanager
def opened(
    browser: Browser, path: Path, width: int = 1280, scheme: Any = "light", script: bool = True
) -> Iterator[Page]:
    """A file of the folder, with no server and no network."""
    context = browser.chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True, java_script_enabled=script
    )
    try:
        page = context.new_page()
        page.goto(path.as_uri())
        yield page
    finally:
        context.close()


def kinds_of(site: Path) -> list[Path]:
    """A page of each kind."""
    found = [site / f"{name}.html" for name in KINDS]
    for folder in ("rules", "sources", "dictionary"):
        pages = sorted(each for each in (site / folder).glob("*.html") if each.stem != "index")
        found += pages[:1]
    return found


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing_on_any_kind_of_page(browser: Browser, site: Path, width: int, scheme: str) -> None:
    found = {}
    for path in kinds_of(site):
        with opened(browser, path, width, scheme) as page:
            violations = [(each["id"], len(each["nodes"])) for each in accessibility(page)["violations"]]
            if violations:
                found[path.name] = violations
    assert found == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(browser: Browser, site: Path, width: int) -> None:
    wide = []
    for path in kinds_of(site):
        with opened(browser, path, width) as page:
            if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
                wide.append(path.name)
    assert wide == []


def test_every_fenced_block_of_the_handbook_is_shown_as_one(site: Path) -> None:
    """Two words after the backticks (`sh nightly`) say how a block is tested; no fence may be left as text."""
    pages = [each.read_text(encoding="utf-8") for each in (site / "handbook").rglob("*.html")]
    assert [each[:200] for each in pages if "```" in re.sub(r"<code>.*?</code>", "", each, flags=re.DOTALL)] == []
    first_hour = (site / "handbook" / "first-hour.html").read_text(encoding="utf-8")
    assert first_hour.count("<pre>") == (HOUSE / "docs" / "first-hour.md").read_text(encoding="utf-8").count("\n```\n")


def test_every_link_of_every_page_leads_somewhere(site: Path) -> None:
    assert check_links(site) == []
    assert sum(len(each.links) for each in read_site(site).values()) > 500


def test_a_column_narrows_the_rules_and_without_a_script_all_rows_show(browser: Browser, site: Path) -> None:
    rows = "table.filtered tbody tr"
    with opened(browser, site / "rules" / "index.html", script=False) as page:
        every = page.locator(rows).count()
        assert page.locator(f"{rows}:visible").count() == every > 1
    with opened(browser, site / "rules" / "index.html") as page:
        assert page.locator(f"{rows}:visible").count() == every
        title = page.locator(f"{rows} td:first-child").first.inner_text()
        page.get_by_label("Words").fill(title)
        assert page.locator(f"{rows}:visible").count() < every
        page.get_by_label("Words").fill("")
        chosen = page.locator(".filters select").nth(0)
        value = chosen.locator("option").nth(1).inner_text()
        chosen.select_option(value)
        shown = page.locator(f"{rows}:visible td[data-label=Section]").all_inner_texts()
        assert set(shown) == {value}
        assert page.locator("[role=status]").inner_text() == f"{len(shown)} of {every} shown"


def test_the_search_of_the_site_finds_what_that_of_the_page_finds(
    browser: Browser, engine: Engine, site: Path, tmp_path: Path
) -> None:
    """The real rule base: each declared word, each spelling, and words that are in no row."""
    rulebase = engine.rulebase
    for name in ("search.html", "site.js", "site.css"):
        (tmp_path / name).write_text((site / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / indexes.INDEX).write_text(indexes.search_index(rulebase, {}, {}), encoding="utf-8")
    python = SearchIndex(rulebase)
    queries = [word for row in rulebase.search.same for word in row]
    queries += [
        "hemolysis",
        "hemolytic anemia",
        "DVT kidney",
        "clot",
        "Raynaud",
        "œdema",
        "MYCOPHENOLATE",
        "a(b",
        "\\d+",
        "",
    ]
    with opened(browser, tmp_path / "search.html") as page:
        script = "words => words.map(each => searched(each, window.immunoteSearch).map(found => found[1]))"
        found = page.evaluate(script, queries)
        page.get_by_label("Words to look for").fill("hemolysis")
        assert page.locator("#results li").count() > 3
    for query, titles in zip(queries, found, strict=True):
        assert titles == [each.title for each in python.find(query)], query
    assert all(titles for query, titles in zip(queries, found, strict=True) if query in {"hemolysis", "DVT", "clot"})


def test_what_the_index_holds_is_one_script_that_a_browser_reads(engine: Engine) -> None:
    text = indexes.search_index(
        engine.rulebase, {"handbook/a.md": "# A\n\n</script> \u2028 end"}, {"handbook/a.md": "A"}
    )
    content = json.loads(text.removeprefix("immunoteSearch=").rstrip(";\n"))
    assert content["entries"][-1][:4] == ["page", "A", "", "handbook/a.html"]
