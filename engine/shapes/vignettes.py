"""The shape of `vignettes.yaml`: patients to review, and the words in which they are told. See docs/rule-format.md."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from immunote.engine.shapes.base import Shape


class ToldTogetherShape(Shape):
    """A sentence of a vignette. `says` holds `{facts}`, a list of what is told of `elements`."""

    says: str
    elements: list[str] = Field(min_length=1)


class ToldAsShape(Shape):
    """How one element is told: `yes` and `no` of a boolean, `value` with `{value}` in it of any other."""

    yes: str | None = None
    no: str | None = None
    value: str | None = None
    not_told: list[str] = Field(default_factory=list)


class VignetteShape(Shape):
    """One patient: a published case, as reported or `completed`, with some facts otherwise or taken out."""

    vignette: str
    case: str
    completed: bool = False
    title: str | None = None
    but: dict[str, bool | int | Decimal | str] = Field(default_factory=dict)
    without: list[str] = Field(default_factory=list)


class VignettesFile(Shape):
    """`vignettes.yaml`. Left out, there is no vignette to review."""

    opens: list[str] = Field(min_length=1)
    sentences: list[ToldTogetherShape]
    told_as: dict[str, ToldAsShape] = Field(default_factory=dict)
    otherwise: str
    denied: str
    unremarkable: str
    not_recorded: str
    made_up: str
    kinds_shown: list[str] = Field(default_factory=list)
    vignettes: list[VignetteShape] = Field(min_length=1)
