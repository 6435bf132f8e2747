"""`$next-question`: the form with the next group that can still change the outcome; nothing is kept between calls.

All that a call needs is in the QuestionnaireResponse. A question that its form asks and that has no answer is taken as
one that nobody can answer now: it stays on the form, and the next group is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from immunote.engine.api import Engine
from immunote.engine.form import text_of
from immunote.engine.tables import QuestionGroup
from immunote.engine.tree import Facts
from immunote.service.fhir.index import Index, index_of
from immunote.service.fhir.ticked import NONE_OF_THESE
from immunote.service.questionnaire.answers import ReadAnswers, links_in, read_response
from immunote.service.questionnaire.forms import FormKind, form_url
from immunote.service.questionnaire.items import group_item, item_of, none_of_these
from immunote.service.questionnaire.sdc import (
    ADAPTIVE,
    ADAPTIVE_HELD,
    ADAPTIVE_RESPONSE,
    Json,
    display,
    extension,
)
from immunote.service.settings.service import Settings

LINE = "note.line"
SAYS = "note.says."
HELD_ID = "form"
_ALSO, _ALSO_TITLE = "also", "Also answered"
_OLDER = (
    "These answers were given to an earlier version of this form. Those that this version asks for are kept; look at "
    "them again."
)


@dataclass(frozen=True)
class NextQuestions:
    """What is asked next. `elements`: the new questions; none where no answer can change the outcome any more.

    `may_be_none`: whether "none of these" is offered.
    """

    group: str | None
    elements: tuple[str, ...]
    may_be_none: bool
    line: str


def next_response(settings: Settings, engine: Engine, raw: Json, base: str, as_of: date) -> Json:
    """The response with the form that was asked so far and the next questions.

    Its status is `completed` where nothing is left to ask and every answer is used, else `in-progress`. Raises Refused
    (S41, S91, S92), immunote.engine.api.NoAnswer.
    """
    answers = read_response(settings, engine.rulebase, raw, as_of)
    found = next_questions(engine, answers)
    is_done = not (found.elements or answers.unused)
    contained = [each for each in raw.get("contained", ()) if each is not answers.held]
    return {
        **raw,
        "meta": {**raw.get("meta", {}), "profile": [ADAPTIVE_RESPONSE]},
        "contained": [*contained, _held_form(index_of(engine.rulebase), answers, found, base)],
        "questionnaire": f"#{HELD_ID}",
        "status": "completed" if is_done else "in-progress",
        "authored": raw.get("authored") or as_of.isoformat(),
    }


def next_questions(engine: Engine, answers: ReadAnswers) -> NextQuestions:
    """What is asked after some answers. Raises Refused where these cannot all be true, immunote.engine.api.NoAnswer."""
    patient = answers.mapped.patient
    decided = engine.decide(patient)
    asked_before = [link for link, _ in links_in(answers.held.get("item"))]
    found = engine.forms.next_group(patient, decided.truths, {*asked_before, *answers.linked})
    line = decided.note.headline
    if found is None:
        return NextQuestions(None, (), False, line)
    return NextQuestions(found.id, found.elements, sum(name in found.stores for name in found.elements) > 1, line)


def _held_form(index: Index, answers: ReadAnswers, found: NextQuestions, base: str) -> Json:
    """The Questionnaire that the response contains, by the profile for such: without a URL of its own."""
    rulebase = index.rulebase
    says = [*answers.unused]
    if not answers.is_of_this_version:
        says.insert(0, _OLDER)
    items = [display(LINE, found.line), *(display(f"{SAYS}{number}", each) for number, each in enumerate(says, 1))]
    groups = {group.id: group for group in rulebase.question_groups}
    for id_, links in _order(index, answers, found).items():
        questions = [_item(index, groups.get(id_), link, answers.mapped.patient.facts) for link in links]
        items.append(group_item(id_, groups[id_].title if id_ in groups else _ALSO_TITLE, questions))
    return {
        "resourceType": "Questionnaire",
        "id": HELD_ID,
        "meta": {"profile": [ADAPTIVE_HELD]},
        "extension": [extension(ADAPTIVE, "Url", base)],
        "version": rulebase.content_hash,
        "title": rulebase.title,
        "derivedFrom": [f"{form_url(rulebase, base, FormKind.adaptive)}|{rulebase.content_hash}"],
        "status": "active",
        "subjectType": ["Patient"],
        "item": items,
    }


def _order(index: Index, answers: ReadAnswers, found: NextQuestions) -> dict[str, list[str]]:
    """The linkIds of the questions by group: first as the form had them, then other answers, then what is new."""
    groups = index.rulebase.question_groups
    of = {name: group.id for group in groups for name in group.elements}
    of |= {NONE_OF_THESE + group.id: group.id for group in groups if group.none_of_these}
    new = [*([NONE_OF_THESE + found.group] if found.may_be_none and found.group else []), *found.elements]
    before = [link for link, _ in links_in(answers.held.get("item"))]
    ordered: dict[str, list[str]] = {}
    for link in dict.fromkeys([*before, *sorted(answers.linked), *new]):
        if link in of or link in index.elements:
            ordered.setdefault(of.get(link, _ALSO), []).append(link)
    return {group: _none_first(links) for group, links in ordered.items()}


def _none_first(links: list[str]) -> list[str]:
    return sorted(links, key=lambda link: not link.startswith(NONE_OF_THESE))


def _item(index: Index, group: QuestionGroup | None, link: str, facts: Facts) -> Json:
    if group is not None and link.startswith(NONE_OF_THESE):
        return none_of_these(group)
    item = item_of(index, link, text_of(index.rulebase, link, facts))
    item.pop("enableWhen", None)  # the question that it hangs on need not stand on this form
    return item
