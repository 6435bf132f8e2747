"""The shape of `worklist.yaml`: whom of a list somebody looks at first."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from immunote.engine.shapes.base import Shape


class PriorityShape(Shape):
    """One reason to look at a patient. Every key that is given has to hold.

    `outcome`: the settled one. `where`: elements recorded as true. `open_flags`: a value asks and is not answered.
    `missing_at_most`: so few items, at least one, are missing for an outcome.
    """

    id: str
    title: str
    outcome: str | None = None
    where: list[str] = Field(default_factory=list)
    open_flags: bool = False
    missing_at_most: Annotated[int, Field(ge=1)] | None = None


class WorklistFile(Shape):
    """`worklist.yaml`. `priorities`: the first that holds counts; a patient for whom none holds is not listed."""

    choice: str
    priorities: list[PriorityShape]
