"""The written pages of docs/ beside the generated ones: copied, with links to what is on the site."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from immunote.service.site.markdown import code

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")
_KIND = re.compile(r"^## (.+)$", re.MULTILINE)
_PAGE = re.compile(r"\]\(/(handbook/[^)#]+)\)")
_HEAD = re.compile(r"^(\|.*\|)\n(\|(?: *:?-+:? *\|)+)$", re.MULTILINE)
_FENCE = re.compile(r"^```(\w+) .*$", re.MULTILINE)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
CONTENTS, DECISIONS = "handbook/index.md", "handbook/decisions/index.md"
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
    if "docs/README.md" in on_site:
        on_site["docs/README.md"] = CONTENTS
    for name, short in BESIDE.items():
        if (house / name).exists():
            places[name], on_site[name] = house / name, f"handbook/{short}"
    return {
        on_site[name]: _linked(path.read_text(encoding="utf-8"), name, on_site) for name, path in places.items()
    } | {DECISIONS: _decisions(house)}


def title_of(markdown: str) -> str:
    """The title of a written page."""
    found = _TITLE.search(markdown)
    return found[1].strip() if found else ""


def nav_of_handbook(pages: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The written pages by kind, as `docs/README.md` lists them; one that it does not list stands at the end."""
    contents = pages.get(CONTENTS, "")
    parts = _KIND.split(contents)[1:]
    named: set[str] = {CONTENTS, DECISIONS}
    if contents:
        yield {title_of(contents): CONTENTS}
    for kind, listed in zip(parts[::2], parts[1::2], strict=True):
        found = [name for name in dict.fromkeys(_PAGE.findall(listed)) if name in pages and name not in named]
        named |= {*found}
        if found:
            yield {kind: [{title_of(pages[name]): name} for name in found]}
    left = [name for name in pages if name.startswith("handbook/") and name not in named]
    single = [name for name in left if not name.startswith("handbook/decisions/")]
    if single:
        yield {"Other pages": [{title_of(pages[name]): name} for name in single]}
    decisions = [name for name in left if name.startswith("handbook/decisions/")]
    yield {"Decisions": [{"All decisions": DECISIONS}, *({title_of(pages[name]): name} for name in decisions)]}


def copy_pictures(house: Path, to: Path) -> None:
    """The drawings of docs/, each to where its page looks for it."""
    for path in sorted((house / "docs").rglob("*.svg")):
        target = to / path.relative_to(house / "docs")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


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

    return "".join(
        # the words after a fence's language say how tests use the block; the generator would not know it as a fence
        _FENCE.sub(r"```\1", part) if fenced else _HEAD.sub(_with_heads, _LINK.sub(replaced, part))
        for fenced, part in _parts(markdown)
    )


def _with_heads(found: re.Match[str]) -> str:
    """A table's head in which each empty cell has words that only a screen reader says."""
    cells = found[1].split("|")[1:-1]
    shown = (
        cell if cell.strip() else f' <span class="unseen">column {place}</span> ' for place, cell in enumerate(cells, 1)
    )
    return f"|{'|'.join(shown)}|\n{found[2]}"


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
