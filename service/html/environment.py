"""The one Jinja2 environment: every value given to a template is escaped, except HTML that a template made."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from immunote.service.html.policy import POLICY, STYLE, TEMPLATES

Html: TypeAlias = Markup
"""HTML that a template made: another template takes it as it is."""


def document(template: str, **values: Any) -> str:
    """Render a whole page as plain `str`, so that another template would escape it."""
    return str.__str__(part(template, **values))


def part(template: str, **values: Any) -> Html:
    """Render a part of a page as `Html`, which other templates do not escape."""
    return Html(_environment().get_template(template).render(values))


def filled(pattern: str, *values: object) -> str:
    """Fill each `{}` of a short HTML pattern with a value, escaped."""
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
