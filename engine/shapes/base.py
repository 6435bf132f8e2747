"""What every shape of a file is made from."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Number = int | Decimal


Range = Annotated[list[Number], Field(min_length=2, max_length=2)]


class Shape(BaseModel):
    """Base of all shapes: no unknown keys, no silent conversion: `yes` is a word and "5" is text."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)
