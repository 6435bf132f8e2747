"""Sentences as they are written in a rule base, and the placeholders in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from immunote.engine.places import Place
from immunote.engine.tree import Node

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_LISTING = re.compile(r"named\((?P<group>[a-z0-9_]+)(?:\.(?P<part>[a-z0-9_]+))?(?P<members>(?:, *[a-z0-9_]+)*)\)")


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with placeholders: `{element}`, `{=threshold}`, `{source.figure.field}`."""

    template: str
    place: Place


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that print where every value they show is known, `when` is true, `unless` is not, and no list is empty.

    `otherwise`: only where no other phrase of the same list prints. `basis`: what a headline says it rests on.
    """

    text: Text
    when: Node | None = None
    unless: Node | None = None
    otherwise: bool = False
    basis: str | None = None
    cites: tuple[str, ...] = ()
    not_in_rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """A line below a statement. `role`: figure, against, limit, background, choice or side."""

    text: Text
    role: str
    cites: tuple[str, ...]
    choice: bool
    when: Node | None


@lru_cache(maxsize=8192)
def placeholders_in(template: str) -> tuple[str, ...]:
    """What stands in braces in a template, in order, as often as it stands there."""
    return tuple(PLACEHOLDER.findall(template))


@lru_cache(maxsize=4096)
def listing_of(placeholder: str) -> tuple[str, str, tuple[str, ...]] | None:
    """Group, part and members of a placeholder `named(...)`; None for any other."""
    found = _LISTING.fullmatch(placeholder)
    if found is None:
        return None
    members = tuple(each.strip() for each in found["members"].split(",") if each.strip())
    return found["group"], found["part"] or "members", members


def lists_in(text: Text) -> tuple[str, ...]:
    """The lists of phrases that a sentence names, as `@list`."""
    return tuple(name for name in placeholders_in(text.template) if name.startswith("@"))


def figures_in(text: Text | str) -> tuple[str, ...]:
    """The figures (`source.figure`) that a sentence fetches numbers from."""
    template = text.template if isinstance(text, Text) else text
    return _figures_in(template)


@lru_cache(maxsize=4096)
def _figures_in(template: str) -> tuple[str, ...]:
    names = [
        name for name in placeholders_in(template) if "." in name and not name.startswith("=") and not listing_of(name)
    ]
    return tuple(dict.fromkeys(name.rpartition(".")[0] for name in names))
