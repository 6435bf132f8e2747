"""The shapes of what a record system's hooks are answered by: `hooks.yaml`, and `ordered_as` of `products.yaml`.

`engine/` checks them at load and does not use them: they are data for whoever answers hooks.
"""

from __future__ import annotations

from pydantic import Field

from immunote.engine.shapes.base import Shape

Codes = dict[str, list[str]]


class OrderWords(Shape):
    """Codes and words that say one thing. A word that ends in `*` stands for all that begin with it."""

    codes: Codes = Field(default_factory=dict)
    words: list[str] = Field(default_factory=list)


class OrderReason(OrderWords):
    """What an order is for. `elements`: booleans that a code of the dictionary would answer with yes."""

    elements: list[str] = Field(default_factory=list)


class OrderRoute(Shape):
    """How what is ordered is to be given: the element, its members, and ways that no member stands for."""

    element: str
    values: dict[str, OrderWords]
    not_covered: OrderWords = Field(default_factory=OrderWords)


class OrderReasons(Shape):
    """The element that says what an order is for, and its members."""

    element: str
    values: dict[str, OrderReason]


class OrderAmounts(Shape):
    """The numbers that an order's amount and timing answer, all of one course but `grams_a_day`."""

    grams: str
    grams_a_day: str
    grams_a_kg: str
    days: str


class OrderedAsShape(Shape):
    """How an order of such a product is recognised, and which elements its parts answer.

    `systems`: URIs of code systems that `records.yaml` does not name. `prefixed`: systems in which a code stands for
    those that begin with it. `words`: of a medicine; `requests`: of a request for a service; `not_as`: beside these it
    is something else.
    """

    systems: dict[str, list[str]] = Field(default_factory=dict)
    prefixed: list[str] = Field(default_factory=list)
    codes: Codes
    words: list[str] = Field(default_factory=list)
    requests: list[str] = Field(default_factory=list)
    not_as: OrderWords = Field(default_factory=OrderWords)
    products: dict[str, list[str]] = Field(default_factory=dict)
    product: str | None = None
    route: OrderRoute | None = None
    reason: OrderReasons | None = None
    amounts: OrderAmounts | None = None
    choice: str


class SpeaksWhereShape(Shape):
    """On whose chart a card may stand: where `when` holds, or an entry on one of `seen` could not be read surely."""

    when: str
    seen: list[str] = Field(default_factory=list)
    choice: str


class HooksFile(Shape):
    """`hooks.yaml`."""

    speaks_where: SpeaksWhereShape
