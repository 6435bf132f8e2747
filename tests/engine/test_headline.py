"""A headline names what holds, on the basis that it has, and stays short enough for a line."""

import re
from decimal import Decimal

from hypothesis import given

from immunote.engine.loading.phrases import gathers_in
from immunote.engine.note import Note
from immunote.engine.noting.headline import LONGEST_LINE
from immunote.engine.tree import Value
from immunote.engine.words import spoken_words
from tests.engine.test_properties import CALM, ENGINE, complete_patients
from tests.support.patients import patients

RULE_BASE = ENGINE.rulebase


def _holding(note: Note, basis: str) -> list[str]:
    """The phrases of rules that hold in a note and rest on a basis, by the rule."""
    held = {statement.rule for statement in note.statements}
    return [
        name
        for name, rule in RULE_BASE.rules.items()
        if name in held and any(phrase.basis == basis for phrase in rule.short)
    ]


def _check(note: Note) -> None:
    assert 0 < len(note.line) <= LONGEST_LINE
    assert note.headline.startswith(note.line.rstrip("…")[:20])
    assert "{" not in note.headline + " ".join(note.also)
    for basis in RULE_BASE.headlines.bases.values():
        if basis.choice or not any(word in note.headline for word in basis.words):
            continue
        rules = _holding(note, basis.id)
        assert rules, (basis.id, note.headline)
        for name in rules:
            rule = RULE_BASE.rules[name]
            cited = {cite.partition(".")[0] for phrase in rule.short for cite in (*phrase.cites, *rule.cites)}
            assert {RULE_BASE.sources[source].kind for source in cited} & set(basis.sources), name


@CALM
@given(patients(ENGINE))
def test_no_headline_names_a_label_where_only_a_choice_holds(raw: dict[str, Value]) -> None:
    _check(ENGINE.note(raw))


def test_the_same_of_patients_of_whom_everything_is_known() -> None:
    muscle: dict[str, Value] = {"muscle_is_active": True, "has_muscle_weakness": True, "emg_is_positive": True}
    for raw in (*complete_patients(60), *complete_patients(30, azathioprine_outcome="failed", **muscle)):
        _check(ENGINE.note(raw))


def test_every_sentence_that_gathers_choices_alone_says_so() -> None:
    made = RULE_BASE.headlines
    for row in RULE_BASE.rows:
        for phrase in (phrase for ways in row.headline for phrase in ways):
            bases = [basis for name in gathers_in(phrase.text, made.gathered) for basis in made.gathered[name].basis]
            if bases and all(made.bases[basis].choice for basis in bases):
                assert "our choice ○" in phrase.text.template


def test_a_heavy_risk_says_that_it_is_heavy() -> None:
    for rule in RULE_BASE.rules.values():
        if rule.kind == "heavy":
            assert rule.says is not None
            for text in (rule.says, *(phrase.text for phrase in rule.says_instead)):
                assert re.search(r"[Ww]eighs heavily", text.template), rule.name


def test_a_time_is_said_in_the_unit_that_one_would_use() -> None:
    months = RULE_BASE.elements["months_since_thrombosis"]
    said = {number: spoken_words(months, Decimal(number)) for number in ("0.23", "1.4", "2.99", "3", "23", "24", "84")}
    assert said == {
        "0.23": "1 week",
        "1.4": "6 weeks",
        "2.99": "13 weeks",
        "3": "3 months",
        "23": "23 months",
        "24": "2 years",
        "84": "7 years",
    }
