"""Which thresholds anything of a rule base reads: conditions, constraints, sentences, and the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args

from pydantic import BaseModel

from immunote.engine.rulebase import RuleBase
from immunote.engine.sentences import PLACEHOLDER, Text
from immunote.engine.tree import Node, limits_in

_NODES = get_args(Node)


def thresholds_read(rulebase: RuleBase) -> set[str]:
    """The names of all thresholds that something reads."""
    parts: Any = [getattr(rulebase, each.name) for each in fields(rulebase) if each.name != "thresholds"]
    return set(_read(parts, frozenset(rulebase.thresholds)))


def _read(thing: Any, known: frozenset[str]) -> Iterator[str]:
    if isinstance(thing, _NODES):
        yield from limits_in(thing)
    elif isinstance(thing, Text):
        yield from _of_sentence(thing.template)
    elif isinstance(thing, str):
        yield from _of_sentence(thing)
        if thing in known:  # tables name a threshold by itself
            yield thing
    elif isinstance(thing, Mapping):
        for each in thing.values():
            yield from _read(each, known)
    elif isinstance(thing, tuple | list | frozenset | set):
        for each in thing:
            yield from _read(each, known)
    elif isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            yield from _read(getattr(thing, name), known)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from _read(getattr(thing, field.name), known)


def _of_sentence(template: str) -> Iterator[str]:
    yield from (name[1:] for name in PLACEHOLDER.findall(template) if name.startswith("="))
