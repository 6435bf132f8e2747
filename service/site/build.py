"""Pages written, typeset and checked; a site is put in place as a whole, and only if all its links lead somewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from immunote.engine.faults import Fault, Refused, shorten
from immunote.engine.words import dated
from immunote.service.html.palette import PALETTE
from immunote.service.site import front, indexes, overviews, tables
from immunote.service.site.gathered import SiteContent
from immunote.service.site.handbook import copy_pictures, nav_of_handbook, title_of, written_pages
from immunote.service.site.links import check_links
from immunote.service.site.markdown import placed
from immunote.service.site.rule_pages import rule_page
from immunote.service.site.source_pages import source_page

MARKER = ".made-by-immunote-docs"
_MARKED = "`immunote docs` replaces this folder.\n"
_HERE = Path(__file__).parent
_WARNING = re.compile(r"(?:Warning|Error)\W*:\W*(.+)")
_DRAWN = re.compile(r"\x1b\[[0-9;]*m|[\u2500-\u257f]")


def pages_of(gathered: SiteContent, house: Path | None) -> dict[str, str]:
    """Every page of the site as Markdown, by its path. `house`: where docs/ is; None leaves the handbook out."""
    rulebase = gathered.rulebase
    written = {} if house is None else written_pages(house)
    pages = {
        "index.md": front.first_page(gathered, _titles(written)),
        "rules/index.md": indexes.rules_page(gathered),
        "sources/index.md": indexes.sources_page(gathered),
        "grading.md": tables.grading_page(gathered),
        "disagreements.md": tables.disagreements_page(gathered),
        "definitions.md": tables.definitions_page(gathered),
        "thresholds.md": tables.thresholds_page(gathered),
        "dictionary/index.md": overviews.dictionary_index(gathered),
        "proofs.md": overviews.proofs_page(gathered),
        "coverage.md": overviews.coverage_page(gathered),
        "search.md": indexes.search_page(rulebase),
        "sign-offs.md": overviews.sign_offs_page(gathered),
    }
    pages |= {f"rules/{name}.md": rule_page(gathered, rule) for name, rule in rulebase.rules.items()}
    pages |= {f"sources/{name}.md": source_page(gathered, source) for name, source in rulebase.sources.items()}
    for group, elements in tables.groups_of(rulebase).items():
        pages[f"dictionary/{group}.md"] = tables.dictionary_page(gathered, group, elements)
    return pages | written


def _titles(pages: Mapping[str, str]) -> dict[str, str]:
    """The written pages but for single decisions, with their titles."""
    shown = [name for name in pages if "/decisions/" not in name or name.endswith("index.md")]
    return {name: title_of(pages[name]) for name in shown}


def build(gathered: SiteContent, house: Path | None, work: Path, site: Path) -> int:
    """Write the pages into `work`/made, typeset and check them, and put the site in place. How many pages there are.

    Raises Refused: V62 where one of these folders holds something else, V63 where the generator refuses a page, V64 and
    V65 for links.
    """
    made = work / "made"
    for folder in (site, made):
        refuse_other_folder(folder)
    pages = pages_of(gathered, house)
    shutil.rmtree(made, ignore_errors=True)
    for name, markdown in pages.items():
        path = made / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(placed(markdown, name), encoding="utf-8")
    (made / MARKER).write_text(_MARKED, encoding="utf-8")
    shutil.copy(_HERE / "site.js", made / "pages")
    style = PALETTE + (_HERE / "site.css").read_text(encoding="utf-8")
    (made / "pages" / "site.css").write_text(style, encoding="utf-8")
    written = {name: markdown for name, markdown in pages.items() if name.startswith("handbook/")}
    index = indexes.search_index(gathered.rulebase, written, _titles(written))
    (made / "pages" / indexes.INDEX).write_text(index, encoding="utf-8")
    shutil.copytree(_HERE / "theme", made / "theme")
    if house is not None:
        copy_pictures(house, made / "pages" / "handbook")
    config = made / "mkdocs.yml"
    settings = _settings(gathered, pages)
    config.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")
    _typeset(config)
    faults = check_links(made / "site")
    if faults:
        raise Refused(faults)
    (made / "site" / MARKER).write_text(_MARKED, encoding="utf-8")
    shutil.rmtree(site, ignore_errors=True)
    shutil.move(made / "site", site)
    return len(pages)


def refuse_other_folder(site: Path) -> None:
    """Raises Refused (V62) where the folder to be replaced was not made here."""
    if site.exists() and not (site / MARKER).exists() and (not site.is_dir() or any(site.iterdir())):
        raise Refused(
            [Fault(str(site), "V62", site.name, "name a new or empty folder, or one that an earlier build made")]
        )


def _typeset(config: Path) -> None:
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean", "--config-file", config.name]
    environment = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=config.parent, env=environment, capture_output=True, check=False, timeout=600)
    printed = _DRAWN.sub("", (done.stdout + done.stderr).decode("utf-8", "replace"))
    if done.returncode != 0:
        raise Refused([Fault(config.name, "V63", shorten(words), _HELP) for words in _warnings(printed)])


_BREAKS = "immunote.service.site.breaks"  # by name: only the generator needs Markdown
_HELP = "the pages are left in the work folder; `zensical build --strict` there shows the place"


def _warnings(printed: str) -> list[str]:
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    found = [
        f"{words[1]} {' '.join(lines[at + 1].split())}"
        for at, line in enumerate(lines[:-1])
        if (words := _WARNING.match(line))
    ]
    return list(dict.fromkeys(found)) or [lines[-1] if lines else "it printed nothing"]


def _settings(gathered: SiteContent, pages: Mapping[str, str]) -> dict[str, Any]:
    """The generator's settings, in the form that both Zensical and MkDocs Material read."""
    rulebase = gathered.rulebase
    return {
        "site_name": f"{rulebase.title} · {rulebase.version}",
        "copyright": f"{rulebase.id} {rulebase.version}, {dated(rulebase)}",
        "docs_dir": "pages",
        "site_dir": "site",
        "use_directory_urls": False,
        "theme": {"name": None, "custom_dir": "theme"},
        "plugins": [],
        "markdown_extensions": ["attr_list", "tables", "fenced_code", _BREAKS, {"toc": {"permalink": True}}],
        "nav": list(_nav(gathered, pages)),
    }


def _nav(gathered: SiteContent, pages: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    rulebase = gathered.rulebase
    yield {"Start": "index.md"}
    yield {"Rules": [{"All rules": "rules/index.md"}, *indexes.nav_of_rules(rulebase)]}
    sources = [{each.label: f"sources/{each.id}.md"} for each in rulebase.sources.values()]
    yield {"Sources": [{"All sources": "sources/index.md"}, *sources]}
    shown = {"grading.md": "Decision list", "disagreements.md": "Disagreements"}
    shown |= {"definitions.md": "Definitions", "thresholds.md": "Limits"}
    yield {"Tables": [{title: name} for name, title in shown.items()]}
    groups = indexes.nav_of_questions(rulebase, tables.groups_of(rulebase))
    yield {"Data dictionary": [{"All groups": "dictionary/index.md"}, *groups]}
    yield {"Checked": [{"Proofs": "proofs.md"}, {"Coverage": "coverage.md"}, {"Sign-offs": "sign-offs.md"}]}
    if any(name.startswith("handbook/") for name in pages):
        yield {"Handbook": list(nav_of_handbook(pages))}
    yield {"Search": "search.md"}
