"""How long the sentences of written pages are: median, 90th percentile, longest, how many have over 30 words.

    python -m tools.sentences [PAGE ...]             # as they are now
    python -m tools.sentences --at REVISION PAGE ... # as they were in a revision

Tables, code, headings and links' addresses do not count. A sentence ends at a full stop, question mark, exclamation
mark, or at the end of its paragraph or item; a colon before a list ends it too.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[1]
LIMIT = 30
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_SKIPPED = re.compile(r"^\s*(?:#|\||<|-{3,}|>>>|\.\.\. )")
_ITEM = re.compile(r"^\s*(?:[-*]|\d+\.)\s+")
_END = re.compile(r"(?<=[.?!])[\"')*_]*\s+(?=[A-Z0-9`*(\"'\[○●▲?])")


def sentences(markdown: str) -> list[str]:
    """The sentences of a page."""
    plain = _LINK.sub(r"\1", _CODE.sub("Code", _FENCE.sub("\n\n", markdown)))
    paragraphs: list[list[str]] = [[]]
    for line in plain.splitlines():
        if not line.strip() or _SKIPPED.match(line) or line.startswith("    "):
            paragraphs.append([])
        elif _ITEM.match(line):
            paragraphs.append([_ITEM.sub("", line)])
        else:
            paragraphs[-1].append(line.strip())
    joined = (" ".join(each) for each in paragraphs if each)
    return [each.strip() for text in joined for each in _END.split(text) if each.strip()]


def length(sentence: str) -> int:
    """Its words."""
    return len(re.findall(r"[\w'’/.,%-]*\w[\w'’/.,%-]*", sentence))


def words(markdown: str) -> int:
    """All words of a page, without code."""
    return length(_FENCE.sub(" ", markdown))


def main() -> int:
    """Print one line a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--at", metavar="REVISION")
    asked = parser.parse_args()
    every = sorted((HOUSE / "docs").rglob("*.md"))
    names = asked.pages or ["README.md", *(each.relative_to(HOUSE).as_posix() for each in every)]
    print(f"{'page':<44} {'words':>6} {'sentences':>9} {'median':>6} {'p90':>4} {'longest':>7} {'over 30':>7}")
    for name in names:
        if asked.at:
            command = ["git", "show", f"{asked.at}:{name}"]
            text = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True).stdout
        else:
            text = (HOUSE / name).read_text(encoding="utf-8")
        found = sorted(map(length, sentences(text))) or [0]
        p90 = found[int(0.9 * (len(found) - 1))]
        over = sum(each > LIMIT for each in found)
        middle = statistics.median(found)
        print(f"{name:<44} {words(text):>6} {len(found):>9} {middle:>6.0f} {p90:>4} {found[-1]:>7} {over:>7}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
