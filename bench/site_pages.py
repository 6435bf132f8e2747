"""Every page of a built site in Chromium, from its folder and offline: what axe finds, what scrolls sideways, which
links lead nowhere.

    python bench/site_pages.py site [--only rules/ sources/] [--every 5]

Each page is opened at 390 and 1280 CSS pixels. At each width all of axe runs in light; in dark its rules on colour run,
which are those that a setting of colours can change. Exit status 1 where anything is found.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parent.parent))

from immunote.service.site.links import check_links, read_site
from tests.support.browser import Browser, accessibility

WIDTHS = (390, 1280)
ON_COLOUR: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}
ALL: dict[str, Any] = {"resultTypes": ["violations"]}
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth + 1"


def found_on(page: Page) -> Iterator[str]:
    """What is wrong with a page that is open, at each width in light and dark."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate(SIDEWAYS):
            yield f"{width}: scrolls sideways"
        schemes: list[tuple[Literal["light", "dark"], dict[str, Any]]] = [("light", ALL), ("dark", ON_COLOUR)]
        for scheme, options in schemes:
            page.emulate_media(color_scheme=scheme)
            for each in accessibility(page, options)["violations"]:
                yield f"{width}, {scheme}: {each['id']}, {len(each['nodes'])} places, {each['nodes'][0]['target']}"


def main() -> int:
    """Look at the pages and print what was found."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("site", type=Path)
    options.add_argument("--only", nargs="*", default=[""], metavar="START", help="pages whose path begins so")
    options.add_argument("--every", type=int, default=1, metavar="N", help="one page of so many")
    given = options.parse_args()
    began = time.monotonic()
    links = check_links(given.site)
    followed = sum(len(each.links) for each in read_site(given.site).values())
    print(f"links followed: {followed}, broken: {len(links)}", *links, sep="\n  ", flush=True)
    names = (path.relative_to(given.site).as_posix() for path in sorted(given.site.rglob("*.html")))
    pages = [name for name in names if name.startswith(tuple(given.only))][:: given.every]
    faults: Counter[str] = Counter()
    with Browser.started() as browser:
        page = browser.chromium.new_context(offline=True).new_page()
        for place, name in enumerate(pages, 1):
            page.goto((given.site / name).absolute().as_uri())
            if name == "404.html":  # shown by a web server at any depth, so its links begin at the server's top
                page.add_style_tag(path=given.site / "site.css")
            for fault in found_on(page):
                faults[name] += 1
                print(f"{name}: {fault}", flush=True)
            if place % 20 == 0:
                print(f"{place} of {len(pages)} pages, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    print(f"pages: {len(pages)}, each at {WIDTHS} in light and dark, with a fault: {len(faults)}")
    print(f"{time.monotonic() - began:.0f} s")
    return 1 if faults or links else 0


if __name__ == "__main__":
    sys.exit(main())
