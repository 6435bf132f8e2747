"""The request form of a note as plain text: labels at the left, blanks to fill where nothing is recorded."""

from __future__ import annotations

from collections.abc import Iterator

from immunote.engine.paging.panel import FormField, RequestForm
from immunote.service.render.words import clean, wrapped

_LABEL = 22


def render_form(form: RequestForm, width: int = 100) -> str:
    """The form, no line wider than `width`."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(form, max(width, 50)))


def _lines(form: RequestForm, width: int) -> Iterator[str]:
    yield from wrapped(clean(form.title).upper(), width, width)
    for line in form.head:
        yield from wrapped(clean(line), width, width)
    for field in form.fields:
        yield ""
        yield from _field(field, width)
    yield ""
    yield from wrapped(clean(form.ending), width, width)


def _field(field: FormField, width: int) -> Iterator[str]:
    """A label beside its lines; one that is too long for its column stands above them."""
    label = clean(field.label)
    if len(label) >= _LABEL:
        yield from wrapped(label, width, width)
        label = ""
    for text in field.lines:
        indent = 2 if text.startswith("  ") else 0
        room = width - _LABEL - indent
        for words in wrapped(clean(text), room, room):
            yield f"{label:<{_LABEL}}{' ' * indent}{words}"
            label = ""
