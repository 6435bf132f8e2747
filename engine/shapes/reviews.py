"""The shape of `reviews.yaml`: who signed what. What the keys mean: docs/review.md."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from immunote.engine.shapes.base import Shape

FOLDER = "reviews"
FILE = "reviews.yaml"
DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"


class SignOffShape(Shape):
    """One sign-off."""

    part: str
    content: str = Field(pattern=r"^[0-9a-f]{64}$")
    verdict: Literal["agree", "disagree"]
    reviewer: str = Field(min_length=1)
    role: str = Field(min_length=1)
    date: str = Field(pattern=f"^{DAY}$")
    comment: str = ""


class ReviewsFile(Shape):
    """`reviews.yaml`."""

    sign_offs: list[SignOffShape]
