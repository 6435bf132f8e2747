"""The sentences of scenarios: what each `Given` states of a patient, and what each `Then` claims of the note.

pytest-bdd (features/conftest.py) and the runner without pytest (`running`) both use these tables, so that a sentence
has one meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from immunote.engine.faults import nearest
from immunote.engine.intake import Intake
from immunote.service.scenarios.note_reading import NoteReading
from immunote.service.scenarios.patient import ScenarioPatient
from immunote.service.scenarios.sentences import (
    CASE,
    HAS,
    NO_FINDING,
    NOT_KNOWN,
    NOT_KNOWN_ANSWER,
    NUMBER,
    WORDS,
    ScenarioWords,
    Unreadable,
)

Groups = dict[str, str | None]


@dataclass(frozen=True)
class ClaimResult:
    """Whether a claim is met, and what the note has in words."""

    is_met: bool
    words: str


Given = Callable[[ScenarioPatient, Groups], None]
Then = Callable[[NoteReading, ScenarioWords, Groups], ClaimResult]


def _answer(patient: ScenarioPatient, of: Groups) -> None:
    if of["words"] == NOT_KNOWN_ANSWER:
        patient.forget(_text(of, "label"))
    else:
        patient.state(patient.sentences.words(_text(of, "label"), _text(of, "words")))


GIVEN: dict[str, Given] = {
    re.escape(NO_FINDING): lambda patient, _: patient.has_no_findings(),
    CASE: lambda patient, of: patient.is_case(_text(of, "case"), completed=bool(of["completed"])),
    NOT_KNOWN: lambda patient, of: patient.forget(_text(of, "label")),
    HAS: lambda patient, of: patient.state(patient.sentences.yes_or_no(_text(of, "label"), yes=not of["no"])),
    WORDS: _answer,
    NUMBER: lambda patient, of: patient.state(
        patient.sentences.number(_text(of, "label"), _text(of, "number"), of["unit"])
    ),
}
"""Pattern -> what it does; a sentence is read by the first pattern that it fits."""


def match(text: str, patterns: Iterable[str]) -> tuple[str, Groups] | None:
    """The first pattern that a sentence fits, with its parts."""
    for pattern in patterns:
        found = re.fullmatch(pattern, text)
        if found:
            return pattern, found.groupdict()
    return None


def read_patient(steps: Iterable[str], sentences: ScenarioWords, intake: Intake) -> ScenarioPatient:
    """The patient of a scenario's `Given` sentences, read without running the scenario. Raises Unreadable."""
    patient = ScenarioPatient(sentences, intake)
    for step in steps:
        found = match(step, GIVEN)
        if found is None:
            msg = f"no sentence of a patient: `{step}`"
            raise Unreadable(msg)
        GIVEN[found[0]](patient, found[1])
    return patient


def _text(of: Groups, name: str) -> str:
    found = of[name]
    assert found is not None  # the pattern has no match without it
    return found


def _rule(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    found = note.truth_of_rule(words.rule(_text(of, "title")))
    return ClaimResult(found == of["truth"], f"the rule {found}")


def _exclusion(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    found = note.truth_of_exclusion(words.exclusion(_text(of, "title")))
    return ClaimResult(found == of["truth"], f"the exclusion {found}")


def _flag(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    found = note.state_of_flag(words.flag(_text(of, "title")))
    return ClaimResult(found == of["state"], f"the flag {found}")


def _holds_back(note: NoteReading, words: ScenarioWords, _: Groups) -> ClaimResult:
    is_met = note.status != "settled" and note.leaning is None and any(note.flags.values())
    return ClaimResult(is_met, _decided(note, words))


def _asks(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    if note.asks(words.element(_text(of, "label")).name):
        return ClaimResult(True, "it asks for it")
    return ClaimResult(False, f"it asks for {_labels(words, note.asked)}")


def _does_not_ask(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    asked = note.misses(words.element(_text(of, "label")).name)
    return ClaimResult(not asked, "it asks for it" if asked else "it does not ask for it")


def _sets_aside(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    aside = {each.element: each.needs for each in note.note.set_aside}
    needs = aside.get(words.element(_text(of, "label")).name, ())
    found = f"set aside are the answers on {_labels(words, aside)}"
    return ClaimResult(words.element(_text(of, "needed")).name in needs, found)


def _turns_on(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    found = f"the outcome turns on {_labels(words, note.turns_on)}"
    return ClaimResult(words.element(_text(of, "label")).name in note.turns_on, found)


def _status(note: NoteReading, _: ScenarioWords, of: Groups) -> ClaimResult:
    wanted = of["status"] or "insufficient_data"
    return ClaimResult(note.status == wanted, f"the note is {note.status.replace('_', ' ')}")


def _outcome(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    is_met = (note.status, note.outcome) == ("settled", words.outcome(_text(of, "title")))
    return ClaimResult(is_met, _decided(note, words))


def _reason(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    known = [row.reason.template for row in words.rulebase.rows]
    title = _text(of, "title")
    if not any(reason == title for reason in (*known, *note.reasons)):
        msg = f"no row of the decision list gives the reason `{title}`; {nearest(title, known)}"
        raise Unreadable(msg)
    return ClaimResult(
        title in note.reasons, f"the reasons: {' '.join(note.reasons) or 'none, for nothing is settled'}"
    )


def _no_grade(note: NoteReading, words: ScenarioWords, _: Groups) -> ClaimResult:
    return ClaimResult(note.grade is None, _decided(note, words))


def _once_corrected(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    grade, possible = note.once_corrected
    found = f"once corrected possible: {_titles(words, possible)}"
    return ClaimResult(grade == words.outcome(_text(of, "title")), found)


def _maybe_once_corrected(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    grade, possible = note.once_corrected
    is_met = grade is None and words.outcome(_text(of, "title")) in possible
    return ClaimResult(is_met, f"once corrected possible: {_titles(words, possible)}")


def _possible(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    is_possible = words.outcome(_text(of, "title")) in note.reachable
    return ClaimResult(is_possible is (of["how"] == "still"), f"possible: {_titles(words, note.reachable)}")


def _leans(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    found = f"it leans to {_titles(words, [note.leaning] if note.leaning else [])}"
    return ClaimResult(note.leaning == words.outcome(_text(of, "title")), found)


def _leans_to_nothing(note: NoteReading, words: ScenarioWords, _: Groups) -> ClaimResult:
    return ClaimResult(note.leaning is None, f"it leans to {_titles(words, [note.leaning] if note.leaning else [])}")


def _could_settle(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    name, outcome = words.element(_text(of, "label")).name, words.outcome(_text(of, "title"))
    sets = [answers for settles in note.settled_by if settles.outcome == outcome for answers in settles.sets]
    names = {answer.element for answers in sets for answer in answers}
    return ClaimResult(name in names, f"it could be settled by answers on {_labels(words, sorted(names))}")


def _flagged(note: NoteReading, _: ScenarioWords, of: Groups) -> ClaimResult:
    courses = note.note.dose.courses if note.note.dose is not None else ()
    amounts = [daily for course in courses if course.label == of["label"] for daily in course.daily]
    found = [daily.flagged for daily in amounts if daily.days == int(_text(of, "days"))]
    words = "there is no such course" if not found else "it is flagged" if found[0] else "it is not flagged"
    return ClaimResult(found == [of["how"] == "is"], words)


def _dose_weight(note: NoteReading, _: ScenarioWords, of: Groups) -> ClaimResult:
    used = None if note.note.dose is None else note.note.dose.weight_used_kg
    wanted = None if of["weight"] is None else float(of["weight"])
    return ClaimResult(used == wanted, "none is given" if used is None else f"it is {used} kg")


def _checklist(note: NoteReading, _: ScenarioWords, of: Groups) -> ClaimResult:
    states = {line.label: CHECKLIST_STATES.get(line.state) for line in note.note.checklist}
    label = _text(of, "label")
    if label not in states:
        msg = f"the checklist has no line `{label}` for this patient; {nearest(label, states)}"
        raise Unreadable(msg)
    return ClaimResult(states[label] == of["state"], f"it is {states[label]}")


def _answers_needed(note: NoteReading, _: ScenarioWords, of: Groups) -> ClaimResult:
    found = note.note.answers_needed
    return ClaimResult(found == int(_text(of, "count")), f"it counts {found}")


def _asks_first(note: NoteReading, _: ScenarioWords, of: Groups) -> ClaimResult:
    titles = [group.title for group in note.note.questions]
    return ClaimResult(titles[:1] == [of["title"]], f"it asks by groups: {'; '.join(titles) or 'nothing'}")


def _none_of_these(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    stored = [name for group in note.note.questions if group.title == of["title"] for name in group.stores]
    return ClaimResult(words.element(_text(of, "label")).name in stored, f"it stores a no for {_labels(words, stored)}")


def _cites(note: NoteReading, _: ScenarioWords, of: Groups) -> ClaimResult:
    labels = [citation.label for citation in note.note.citations]
    return ClaimResult(of["label"] in labels, f"it cites {'; '.join(labels) or 'nothing'}")


def _rule_cites(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    rule = words.rule(_text(of, "title"))
    numbers = {number for each in note.statements if each.rule == rule for number in each.citations}
    labels = [each.label for each in note.note.citations if each.number in numbers]
    return ClaimResult(of["label"] in labels, f"it cites {'; '.join(labels) or 'nothing'}")


def _rests_on(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    rule = words.rule(_text(of, "title"))
    numbers = {number for each in note.statements if each.rule == rule for number in each.citations}
    return ClaimResult(len(numbers) == int(_text(of, "count")), f"it rests on {len(numbers)}")


def _shows(note: NoteReading, _: ScenarioWords, of: Groups) -> ClaimResult:
    cited = [each for each in note.note.citations if each.label == of["label"]]
    titles = [figure.title for each in cited for figure in each.figures]
    return ClaimResult(of["title"] in titles, f"of it the note shows {'; '.join(titles) or 'nothing'}")


def _names_fact(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    rule, element = words.rule(_text(of, "title")), words.element(_text(of, "label"))
    named = [fact.element for each in note.statements if each.rule == rule for fact in each.facts]
    return ClaimResult(element.name in named, f"it names {_labels(words, named)}")


def _marks_nothing(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    section = words.section(_text(of, "heading"))
    marked = [each.rule for each in note.statements if each.section == section and each.mark != "none"]
    found = "; ".join(words.rulebase.rules[rule].title for rule in marked)
    return ClaimResult(not marked, f"it marks {found or 'nothing'}")


def _puts_before(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    order = [each.rule for each in note.statements]
    first, second = words.rule(_text(of, "title")), words.rule(_text(of, "second"))
    is_met = first in order and second in order and order.index(first) < order.index(second)
    return ClaimResult(
        is_met, "it states " + ("; ".join(words.rulebase.rules[rule].title for rule in order) or "nothing")
    )


def _is_about(note: NoteReading, _: ScenarioWords, of: Groups) -> ClaimResult:
    found = ", ".join(note.note.profile)
    return ClaimResult(found == of["words"], f"it is about {found or 'nobody in particular'}")


def _certainty(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    return ClaimResult(note.certainty == words.certainty(_text(of, "words")), f"the certainty is {note.certainty}")


def _certainty_of(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    rule = words.rule(_text(of, "title"))
    found = [each.certainty for each in note.statements if each.rule == rule]
    is_met = found == [words.certainty(_text(of, "words"))]
    return ClaimResult(is_met, f"its certainty is {found[0]}" if found else "the note does not state it")


def _says(note: NoteReading, _: ScenarioWords, of: Groups) -> ClaimResult:
    return ClaimResult(_text(of, "words") in note.sentences(), "no sentence of the note has these words")


def _does_not_say(note: NoteReading, _: ScenarioWords, of: Groups) -> ClaimResult:
    found = re.search(rf"\b{re.escape(_text(of, 'words'))}\b", note.sentences(), re.IGNORECASE)
    return ClaimResult(found is None, "a sentence of the note has these words")


def _headline(note: NoteReading, _: ScenarioWords, of: Groups) -> ClaimResult:
    return ClaimResult(note.note.headline.startswith(_text(of, "words")), f"it begins: {note.note.headline[:60]}")


def _disputed(note: NoteReading, words: ScenarioWords, of: Groups) -> ClaimResult:
    found = []
    for claim in _text(of, "claims").split(ALSO):
        known = match(claim, THEN)
        if known is None:
            msg = f"no claim about a note: `{claim}`"
            raise Unreadable(msg)
        found.append(THEN[known[0]](note, words, known[1]).is_met)
    return ClaimResult(not all(found), "the note still says all of it" if all(found) else "the note no longer says it")


def _labels(words: ScenarioWords, names: Iterable[str]) -> str:
    return ", ".join(words.rulebase.elements[name].label for name in dict.fromkeys(names)) or "nothing"


def _titles(words: ScenarioWords, outcomes: Iterable[str]) -> str:
    return "; ".join(words.rulebase.outcomes[each].title for each in outcomes) or "nothing"


def _decided(note: NoteReading, words: ScenarioWords) -> str:
    if note.outcome is not None:
        return f"the outcome is {_titles(words, [note.outcome])}"
    return f"the note is {note.status.replace('_', ' ')}; possible: {_titles(words, note.reachable)}"


CHECKLIST_STATES: dict[str | None, str] = {
    "in_range": "in range",
    "abnormal": "abnormal",
    "recorded": "recorded, not compared",
    "missing": "missing",
}
DISPUTED, ALSO = "it is disputed that ", " and also "
_TRUTH = "(?P<truth>holds|does not hold|cannot be decided)"
THEN: dict[str, Then] = {
    rf'the rule "(?P<title>[^"]+)" {_TRUTH}': _rule,
    rf'the product exclusion "(?P<title>[^"]+)" {_TRUTH}': _exclusion,
    r'the flag "(?P<title>[^"]+)" (?P<state>is open|is answered|does not hold)': _flag,
    r"the note holds back the grade": _holds_back,
    r"the note asks for (?P<label>.+)": _asks,
    r"the note does not ask for (?P<label>.+)": _does_not_ask,
    r"the note sets the answer on (?P<label>.+) aside until (?P<needed>.+) is known": _sets_aside,
    r"the outcome turns on (?P<label>.+)": _turns_on,
    r"the note (?:is (?P<status>settled|provisional)|has (?P<too_little>insufficient data))": _status,
    r'the outcome is "(?P<title>[^"]+)"': _outcome,
    r'the reason is "(?P<title>[^"]+)"': _reason,
    r"no grade is given": _no_grade,
    r'the grade once corrected is "(?P<title>[^"]+)"': _once_corrected,
    r'the grade once corrected may still be "(?P<title>[^"]+)"': _maybe_once_corrected,
    r'"(?P<title>[^"]+)" is (?P<how>still|no longer) possible': _possible,
    r'the note leans to "(?P<title>[^"]+)"': _leans,
    r"the note leans to nothing": _leans_to_nothing,
    r'answering (?P<label>.+) could settle "(?P<title>[^"]+)"': _could_settle,
    r'the course "(?P<label>[^"]+)" over (?P<days>\d+) days (?P<how>is|is not) flagged': _flagged,
    r"the dose weight is (?P<weight>\d+(?:\.\d+)?) kg": _dose_weight,
    r"no dose weight is given": lambda note, words, _: _dose_weight(note, words, {"weight": None}),
    r'the checklist has "(?P<label>[^"]+)" (?P<state>in range|abnormal|recorded, not compared|missing)': _checklist,
    r"answers needed for a grade: (?P<count>\d+)": _answers_needed,
    r'the note asks first about "(?P<title>[^"]+)"': _asks_first,
    r'"none of these" of "(?P<title>[^"]+)" stores a no for (?P<label>.+)': _none_of_these,
    r"the note cites (?P<label>.+)": _cites,
    r'the rule "(?P<title>[^"]+)" cites (?P<label>.+)': _rule_cites,
    r'the rule "(?P<title>[^"]+)" rests on (?P<count>\d+) sources?': _rests_on,
    r'the rule "(?P<title>[^"]+)" names (?P<label>.+)': _names_fact,
    r'the note marks nothing under "(?P<heading>[^"]+)"': _marks_nothing,
    r'the note puts "(?P<title>[^"]+)" before "(?P<second>[^"]+)"': _puts_before,
    r'the note is about "(?P<words>[^"]+)"': _is_about,
    r'the note shows "(?P<title>[^"]+)" of (?P<label>.+)': _shows,
    r"the certainty is (?P<words>.+)": _certainty,
    r'the certainty of "(?P<title>[^"]+)" is (?P<words>.+)': _certainty_of,
    r'the note says "(?P<words>[^"]+)"': _says,
    r'the note does not say "(?P<words>[^"]+)"': _does_not_say,
    r'the headline begins with "(?P<words>[^"]+)"': _headline,
    rf"{DISPUTED}(?P<claims>.+)": _disputed,
}
"""Pattern -> what it claims. No sentence fits two of them; a test says so."""
