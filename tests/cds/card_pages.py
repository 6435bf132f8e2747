"""Renders cards of real answers as the reference sandbox does, for looking at; never shipped.

    python -m tests.cds.card_pages FOLDER

Writes `cards.html` and one picture a width. The sandbox shows the summary, the source, the detail as Markdown without
HTML, buttons for suggestions, links and reasons to set the card aside; the edge has the colour of the indicator.
"""

from __future__ import annotations

import html
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from immunote.engine.api import Engine
from immunote.service.cds.cards import card_of
from immunote.service.cds.detail import asides_of, recorded_of
from immunote.service.fhir.mapping import map_resources
from immunote.service.settings.cds import CdsSettings
from tests.cds.support import SICK
from tests.conftest import RULES
from tests.fhir.persona_records import cerner, mii, omop
from tests.support.browser import Browser

WIDTHS = (390, 1280)
COLOURS = {"info": "#0079be", "warning": "#ffae42", "critical": "#c0392b"}
STYLE = """
body{font:16px/1.4 sans-serif;margin:0;padding:12px;background:#f4f4f4}
.card{background:#fff;border-left:8px solid;padding:12px 16px;margin:0 auto 16px;max-width:900px;
box-shadow:0 1px 3px #999}
.summary{font-weight:bold;font-size:18px}.source{font-size:13px;color:#555;font-style:italic}
button,a.link{font:inherit;font-size:14px;margin:4px 8px 4px 0;padding:6px 10px;border:1px solid #0079be;color:#0079be;
background:#fff;border-radius:4px;text-decoration:none;display:inline-block}select{font:inherit;font-size:14px;max-width:100%}
"""


def page(cards: list[tuple[str, dict[str, Any]]]) -> str:
    """All cards on one page, each below a word on whose it is."""
    shown = "".join(f"<h2>{html.escape(name)}</h2>{_card(card)}" for name, card in cards)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head><title>Cards</title>{head}</head><body>{shown}</body></html>'


def _card(card: dict[str, Any]) -> str:
    detail = MarkdownIt("js-default", {"html": False}).render(card.get("detail", ""))
    buttons = "".join(f"<button>{html.escape(each['label'])}</button>" for each in card.get("suggestions", ()))
    links = "".join(f'<a class="link" href="#">{html.escape(each["label"])}</a>' for each in card.get("links", ()))
    reasons = "".join(f"<option>{html.escape(each['display'])}</option>" for each in card.get("overrideReasons", ()))
    aside = f"<select><option>Set aside because …</option>{reasons}</select>" if reasons else ""
    return (
        f'<div class="card" style="border-color:{COLOURS[card["indicator"]]}">'
        f'<div class="summary">{html.escape(card["summary"])}</div>'
        f'<div class="source">Source: {html.escape(card["source"]["label"])}</div>'
        f'<div class="detail">{detail}</div>{buttons}<div>{links}</div>{aside}</div>'
    )


def cards_of(engine: Engine) -> list[tuple[str, dict[str, Any]]]:
    """The cards of three whole records and of one that says nothing but the diagnosis."""
    records = {"cerner": cerner.ENTRIES, "mii": mii.ENTRIES, "omop": omop.ENTRIES, "diagnosis alone": [SICK]}
    found = []
    for name, entries in records.items():
        mapped = map_resources(json.loads(json.dumps(entries)), engine.rulebase, date(2026, 11, 28))
        note = engine.whole(engine.decide(mapped.patient))
        asides = asides_of({}, mapped.report, engine.rulebase)
        recorded = recorded_of(note, mapped.report, engine.rulebase)
        made = card_of(note, engine.rulebase, "p", "https://cds.example.org", CdsSettings(), asides, recorded)
        if made is not None:
            found.append((name, made.card.model_dump(mode="json", exclude_none=True, by_alias=True)))
    return found


def main(folder: Path) -> None:
    """Write the page and its pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / "cards.html"
    written.write_text(page(cards_of(Engine.load(RULES))), encoding="utf-8")
    with Browser.started() as browser:
        for width in WIDTHS:
            with browser.shown(written.read_text(encoding="utf-8"), width, 900) as shown:
                shown.screenshot(path=folder / f"cards-{width}.png", full_page=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
