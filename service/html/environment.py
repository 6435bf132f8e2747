"""The one Jinja2 environment: what a template is given is text, and is escaped, unless a template made it."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from immunote.service.html.policy import POLICY, STYLE, TEMPLATES

Html: TypeAlias = Markup
"""HTML that a template made: another template takes it as it is."""


def document(template: str, **values: Any) -> str:
    """A whole page: plain text again, so that a page inside another is escaped."""
    return str.__str__(part(template, **values))


def part(template: str, **values: Any) -> Html:
    """A part of a page: a template that is given it does not escape it."""
    return Html(_environment().get_template(template).render(values))


def filled(pattern: str, *values: object) -> str:
    """HTML too short for a template: each `{}` of the pattern is filled with a value, escaped."""
    return str.__str__(Html(pattern).format(*values))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(style=Html(STYLE), policy=Html(POLICY))
    return environment
