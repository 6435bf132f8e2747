"""The written pages of docs/ beside the generated ones: copied, with links to what is on the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from immunote.service.site.markdown import code

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
BESIDE = {
    "CHANGELOG.md": "changelog.md",
    "rules/README.md": "writing-rules.md",
    "features/README.md": "scenarios.md",
}
"""Written pages that stand elsewhere in the house: path -> name in the handbook."""


def written_pages(house: Path) -> dict[str, str]:
    """Page of the site -> its Markdown, for every written page of the house."""
    places = {path.relative_to(house).as_posix(): path for path in sorted((house / "docs").rglob("*.md"))}
    on_site = {name: f"handbook/{name.removeprefix('docs/')}" for name in places}
    for name, short in BESIDE.items():
        if (house / name).exists():
            places[name], on_site[name] = house / name, f"handbook/{short}"
    return {
        on_site[name]: _linked(path.read_text(encoding="utf-8"), name, on_site) for name, path in places.items()
    } | {"handbook/decisions/index.md": _decisions(house)}


def title_of(markdown: str) -> str:
    """The title of a written page."""
    found = _TITLE.search(markdown)
    return found[1].strip() if found else ""


def _linked(markdown: str, name: str, on_site: dict[str, str]) -> str:
    """The page with each link to a file of the house leading to its page, or kept as words where it has none."""

    def replaced(found: re.Match[str]) -> str:
        words, target = found[1], found[2]
        path, hash_, anchor = target.partition("#")
        if ":" in target or not path:
            return found[0]
        here = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        if here == "docs/decisions":
            return f"[{words}](/handbook/decisions/index.md)"
        return f"[{words}](/{on_site[here]}{hash_}{anchor})" if here in on_site else f"{words} ({code(here)})"

    return "".join(part if fenced else _LINK.sub(replaced, part) for fenced, part in _parts(markdown))


def _parts(markdown: str) -> Iterator[tuple[bool, str]]:
    """The text in turns: outside a fenced block, inside one."""
    for place, part in enumerate(re.split(r"(^```.*?^```\n?)", markdown, flags=re.MULTILINE | re.DOTALL)):
        yield place % 2 == 1, part


def _decisions(house: Path) -> str:
    lines = [
        f"- [{path.stem[:3]}: {title_of(path.read_text(encoding='utf-8'))}](/handbook/decisions/{path.name})"
        for path in sorted((house / "docs" / "decisions").glob("*.md"))
    ]
    return "# Decisions\n\nWhy this is built on what it is built on, two sentences each.\n\n" + "\n".join(lines) + "\n"
