"""The shape of `page.yaml`: what stands on the page of a note. What the keys mean: docs/rule-format.md."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from immunote.engine.shapes.base import Shape


class PageWords(Shape):
    """The words of a page that no rule says. Each may keep the names in braces that its default has."""

    nobody: str = "nothing recorded that says who this is"
    no_jurisdiction: str = "jurisdiction not given"
    edition: str = "Rule base {version}"
    certainty: str = "certainty of the evidence: {certainty}"
    and_more: str = "and {count} more"
    also: str = "Also: {names}"
    against: str = "Against: {text}"
    open: str = "{title}? Not recorded: {names}"
    answers_needed: str = "answers needed for a grade: {count}"
    effect: str = "{answer} → {outcome}"
    any_answer: str = "any"
    at_best: str = "at best {outcome}"
    not_ruled_out: str = "Not ruled out: {names}"
    still_possible: str = "Still possible: {outcomes}"
    nothing_to_change: str = "Nothing that can be changed changes this."
    per_kg: str = "{g_per_kg} g/kg {label}"
    grams: str = ", {weight} kg: {grams} g"
    over_days: str = "over {days} days {grams} g/day"
    no_weight: str = "no weight recorded"
    compared: str = "{compared} compared, {abnormal} abnormal"
    abnormal: str = "abnormal: {names}"
    missing: str = "missing: {names}"
    during: str = "during: {names}"
    after: str = "after: {names}"
    excluded: str = "{text} ({wording})"
    in_the_dossier: str = "source: dossier"
    read: str = "{read} read"
    legend: str = "○ a choice of this rule base, no source sets it."
    judgement: str = "Supports, never replaces, judgement."
    digest: str = "Digest {digest}"
    dossier: str = "All of this note (statements: {statements}, sources: {sources})"


class PageBlockShape(Shape):
    """A block of the page. Which keys it may have depends on `of`."""

    block: str
    of: Literal["statements", "targets", "names", "questions", "flags", "changes", "dose", "checklist", "products"]
    title: str = ""
    kinds: list[str] = Field(default_factory=list)
    merged: list[str] = Field(default_factory=list)
    together: dict[str, str] = Field(default_factory=dict)
    always: list[str] = Field(default_factory=list)
    beside: dict[str, list[str]] = Field(default_factory=dict)
    active: dict[str, str] = Field(default_factory=dict)
    figures: int = Field(default=2, ge=0, le=5)
    plots: int = Field(default=2, ge=0, le=2)
    most: int = Field(default=8, ge=1, le=40)
    inline: bool = False
    gives_way: int | None = Field(default=None, ge=1, le=9)


class PanelFieldShape(Shape):
    """One line of the request form. `fill`: a blank stands below what is known; `optional`: left out if it is empty."""

    label: str
    of: Literal["headline", "elements", "recorded", "blocks", "statements", "grams", "products", "sources", "blank"]
    elements: list[str] = Field(default_factory=list)
    not_members: list[str] = Field(default_factory=list)
    blocks: list[str] = Field(default_factory=list)
    kinds: list[str] = Field(default_factory=list)
    rules: list[str] = Field(default_factory=list)
    fill: bool = False
    optional: bool = False


class PanelShape(Shape):
    """The request form for a panel. `courses_a_year`: for the grams of a year, with what it rests on."""

    title: str = "Request"
    blank: str = "________"
    courses_a_year: int | None = Field(default=None, ge=1, le=400)
    actual_weight: str = "actual weight {weight} kg: {grams} g a course"
    adjusted_weight: str = "adjusted weight {weight} kg: {grams} g a course"
    a_year: str = ", {grams} g a year of {courses} courses"
    not_excluded: str = "none that is recorded"
    still_open: str = "still open: {names}"
    fields: list[PanelFieldShape] = Field(default_factory=list)


class PageFile(Shape):
    """`page.yaml`. Left out, a page has the blocks that the kinds of the rule base allow."""

    lines: int = Field(default=60, ge=40, le=120)
    sources: int = Field(default=12, ge=1, le=40)
    outcomes: dict[str, str] = Field(default_factory=dict)
    words: PageWords = Field(default_factory=PageWords)
    blocks: list[PageBlockShape] = Field(default_factory=list)
    ehr: list[str] = Field(default_factory=list)
    card: list[str] = Field(default_factory=list)
    panel: PanelShape = Field(default_factory=PanelShape)
