"""Values as the answers of a QuestionnaireResponse, in the groups and under the questions of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from immunote.engine.rulebase import RuleBase
from immunote.service.fhir.index import Index
from immunote.service.questionnaire.items import GROUP, system_of, type_of
from immunote.service.questionnaire.sdc import UCUM, Json
from immunote.service.questionnaire.units import own_unit

Raw = Mapping[str, Any]
"""A profile: element -> value as JSON has it."""


def question_of(index: Index, name: str) -> str | None:
    """The question under which an element is answered: its own, or that of its quantity in another unit."""
    grouped = {each for group in index.rulebase.question_groups for each in group.elements}
    if name in grouped:
        return name
    same = (each for each in index.members(index.family[name]) if each in grouped)
    return next((each for each in same if index.elements[name].is_number), None)


def answer_of(index: Index, name: str, value: Any) -> Json:
    """The answer that an element gives to its question."""
    element = index.elements[name]
    question = question_of(index, name) or name
    kind = type_of(index, question)
    if kind == "choice":
        return {"valueCoding": {"system": system_of(name), "code": value, "display": element.values[value]}}
    if kind == "quantity":
        unit = own_unit(index, name) or ""
        return {"valueQuantity": {"value": value, "unit": unit, "system": UCUM, "code": unit}}
    return {f"value{kind.capitalize()}": value}


def answered_groups(index: Index, answers: Mapping[str, Json], *, every: bool = False) -> list[Json]:
    """The items of a response. `answers`: by question; `every`: questions without an answer stand there too."""
    return list(_groups(index.rulebase, answers, every))


def answers_of(index: Index, profile: Raw) -> dict[str, Json]:
    """The answer to each question that a profile answers; what no question asks for is left out."""
    found = {question_of(index, name): answer_of(index, name, value) for name, value in profile.items()}
    return {question: answer for question, answer in found.items() if question is not None}


def _groups(rulebase: RuleBase, answers: Mapping[str, Json], every: bool) -> Iterator[Json]:
    for group in rulebase.question_groups:
        items: list[Json] = []
        for name in group.elements:
            if every or name in answers:
                item: Json = {"linkId": name, "text": rulebase.elements[name].question}
                items.append({**item, "answer": [answers[name]]} if name in answers else item)
        if items:
            yield {"linkId": GROUP + group.id, "text": group.title, "item": items}
