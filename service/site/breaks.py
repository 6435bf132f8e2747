"""An extension of Markdown: a long name in code may break behind `_`, `/`, `.` and `=`, and nowhere else."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

_PIECE = re.compile(r"(?<=\w[_/=])(?=[A-Za-z0-9{])|(?<=[A-Za-z]\.)(?=[A-Za-z])")
_LONG = 16
"""A shorter name fits every column."""


class Breaks(Extension):
    """Marks where names may break (`<wbr>`)."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        """Run behind all that makes code of text."""
        md.treeprocessors.register(_Names(md), "breaks", -10)


class _Names(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        for each in root.iter("code"):
            pieces = _PIECE.split(each.text or "")
            if len(each.text or "") < _LONG or len(each) or len(pieces) == 1:
                continue
            each.text = AtomicString(pieces[0])
            for piece in pieces[1:]:
                ElementTree.SubElement(each, "wbr").tail = AtomicString(piece)


def makeExtension(**options: object) -> Breaks:  # noqa: N802 - the name that Markdown looks for
    """The extension, for Markdown to find by the name of this module."""
    return Breaks(**options)
