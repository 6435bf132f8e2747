"""`codes/*.yaml`: which codes of a health record answer an element, each with the place where it was read.

Optional, beside `records.yaml`. The codes are added to those of the data dictionary at load.
"""

from __future__ import annotations

from pydantic import Field

from immunote.engine.shapes.base import Shape

SeenCodes = dict[str, dict[str, str]]
"""System, or family of systems -> code -> the key of the source in which code and title were read together."""


class KnownCodes(Shape):
    """What answers an element with yes, or a member of an enumeration. `except`: codes below a listed one that do not.

    `ingredients`: names by which a drug is recognised in its own text where its code is not known. `below`: codes of a
    terminology whose hierarchy is not here, below which every code counts if a terminology server says so.
    """

    codes: SeenCodes = Field(default_factory=dict)
    except_: SeenCodes = Field(default_factory=dict, alias="except")
    below: SeenCodes = Field(default_factory=dict)
    ingredients: list[str] = Field(default_factory=list)


class NearCodes(Shape):
    """Codes that come near elements without answering them: the question is raised, with the reason."""

    elements: list[str] = Field(min_length=1)
    codes: SeenCodes = Field(default_factory=dict)
    ingredients: list[str] = Field(default_factory=list)
    because: str


class CodesFile(Shape):
    """One file of `codes/`. `members`: enumeration -> member -> its codes."""

    elements: dict[str, KnownCodes] = Field(default_factory=dict)
    members: dict[str, dict[str, KnownCodes]] = Field(default_factory=dict)
    near: list[NearCodes] = Field(default_factory=list)
