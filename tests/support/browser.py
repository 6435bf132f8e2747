"""A real browser for tests: Debian's Chromium, driven by Playwright. It has no network and needs none.

    with Browser.started() as browser:      # skips the test with the reason where there is none
        page = browser.shown(html, width=390, height=844)

Start it in a fixture of a module, not of the session: while it runs, `asyncio.run` fails in the same thread.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import playwright.sync_api
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright
from pypdf import PdfReader

from tests.support.debian import found_or_installed


@dataclass
class Browser:
    """One Chromium."""

    chromium: playwright.sync_api.Browser

    @classmethod
    @contextmanager
    def started(cls) -> Iterator[Browser]:
        """A running browser; ended with the block. Skips where Chromium is not to be had."""
        program = _program()
        with sync_playwright() as driver:
            chromium = driver.chromium.launch(executable_path=program)
            try:
                yield cls(chromium)
            finally:
                chromium.close()

    @contextmanager
    def shown(self, html: str, width: int, height: int) -> Iterator[Page]:
        """A document in a window of that size, in CSS pixels."""
        context = self.chromium.new_context(viewport={"width": width, "height": height}, offline=True)
        try:
            page = context.new_page()
            page.set_content(html)
            yield page
        finally:
            context.close()

    @contextmanager
    def visiting(self, url: str, width: int, height: int, *, script: bool = True) -> Iterator[Page]:
        """A page of a server on this machine; `script`: whether scripts run."""
        context = self.chromium.new_context(
            viewport={"width": width, "height": height}, base_url=url, java_script_enabled=script
        )
        context.set_default_timeout(10_000)
        try:
            page = context.new_page()
            page.goto("/")
            yield page
        finally:
            context.close()


def printed(page: Page, sheets: str = "") -> PdfReader:
    """What a browser prints; `sheets`: which ones, such as `1-2`."""
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, page_ranges=sheets)))


def accessibility(page: Page, options: dict[str, Any] | None = None) -> dict[str, Any]:
    """What axe finds: `violations` and `passes`, each with the id of its rule. `options`: those of `axe.run`."""
    found: dict[str, Any] = (Axe().run(page) if options is None else Axe().run(page, options=options)).response
    return found


def contrast_faults(page: Page) -> list[tuple[str, str]]:
    """Text without enough contrast on a light and on a dark screen, by axe: the scheme and the element."""
    only = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
    faults: list[tuple[str, str]] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found = Axe().run(page, options=only).response["violations"]
        faults += [(scheme, node["html"]) for each in found for node in each["nodes"]]
    page.emulate_media(color_scheme="light")
    return faults


def _program() -> str:
    """The path of Chromium; installs Debian's package where that is possible, skips where not."""
    return found_or_installed(_found, "chromium", "Chromium", "put chromium on PATH")


def _found() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)
