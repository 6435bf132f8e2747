"""The page's own words around those of the rule base: calm, short, and without the engine's terms."""

from __future__ import annotations

import re

from immunote.engine.faults import Fault
from immunote.engine.form import FormQuestion, QuestionState
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Facts
from immunote.engine.words import capital, value_words

BOXES = {
    "past": "Cannot change the outcome any more",
    "beside": "For the note only: no outcome depends on it",
    "rest": "Known already, or not asked for this patient",
}
"""Where questions go that are not asked, each with the reason that stands above them."""

_NAME = re.compile(r"`([^`]+)`|\b([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\b")
_COMMAND = re.compile(r"; see `immunote [^`]*`")


def fault_words(rulebase: RuleBase, fault: Fault) -> str:
    """What is wrong with a value, in the engine's words, with the labels of elements in place of their names."""
    said = _COMMAND.sub("", fault.help)
    if fault.code == "P09":
        said = f"{fault.text}: {said}"

    def label(found: re.Match[str]) -> str:
        name = found.group(1) or found.group(2)
        element = rulebase.elements.get(name)
        return name if element is None else element.label

    return capital(_NAME.sub(label, said))


def box_of(question: FormQuestion) -> str:
    """The box in which a question stands: empty where it stands open, with those that are asked or answered."""
    match question.state:
        case QuestionState.ASKED | QuestionState.ANSWERED | QuestionState.SET_ASIDE:
            return ""
        case QuestionState.FOLDED:
            return "past" if question.ever else "beside"
        case _:
            return "rest"


def state_words(rulebase: RuleBase, question: FormQuestion, facts: Facts) -> str:
    """Why a question stands where it stands; empty where there is nothing to say."""
    elements = rulebase.elements
    labels = _listed([elements[name].label for name in question.needs])
    match question.state:
        case QuestionState.ASKED | QuestionState.ANSWERED if question.is_flagged:
            return "Asked first: a recorded value raises it."
        case QuestionState.ASKED if question.leads_to:
            return f"From it is worked out: {_listed([elements[name].label for name in question.leads_to[:3]])}."
        case QuestionState.SET_ASIDE:
            return f"This no does not count yet. Needed: {labels}."
        case QuestionState.FOLLOWS:
            assert question.value is not None
            because = f": {question.because}" if question.because else ""
            return f"Known: {value_words(elements[question.element], question.value)}{because}."
        case QuestionState.WAITS if len(question.needs) == 1 and facts.get(question.needs[0]) is False:
            return f"Not asked: no {labels}."
        case QuestionState.WAITS:
            return f"Asked once it applies; it depends on: {labels}."
        case _:
            return ""


def idle_words(answers: int) -> str:
    """What is said once of the answers of a group that change nothing; empty where there are none."""
    return f"With a dotted edge: the outcome does not depend on this answer ({answers} here)." if answers else ""


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
