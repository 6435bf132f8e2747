"""An outside oracle: the cases of the CQL test suite that fit the language, as conditions of ours.

Each fitting case is written as a condition, read by our parser and evaluated by both evaluators. What does not fit
is counted under the reason why.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from pathlib import Path

import pytest

from immunote.engine.chaining import Chaining
from immunote.engine.elements import Element, Threshold
from immunote.engine.loading.conditions import Scope, parse
from immunote.engine.reference import evaluate
from immunote.engine.tree import Known, Node, Value, walk
from immunote.engine.truth import FALSE, TRUE, UNKNOWN, Truth
from tests.engine.scopes import HERE, element, threshold

CASES = Path(__file__).parents[3] / "shared" / "data" / "cql-tests" / "three_valued_subset.json"
pytestmark = pytest.mark.skipif(not CASES.exists(), reason="shared/data/cql-tests is not beside this checkout")

TRUTHS = {"true": TRUE, "false": FALSE, "null": UNKNOWN}


class Gap(Enum):
    """Why a case has no counterpart."""

    TEXT_ORDER = "members of an enumeration have no order"
    CLOCK = "there are no dates and no clock in the engine"
    EQUIVALENCE = "`~` compares two unknowns as equal and rounds; the language has only equality"
    COALESCE = "nothing stands in for what is unknown, and an outcome is a truth"
    NULL_LITERAL = "a threshold or member is always known: nothing is compared with a literal null"
    NULL_BOUND = "a closed null bound is the type's limit in CQL; a threshold always has a number"


EXPECTED_GAPS = {
    Gap.TEXT_ORDER: 24,
    Gap.CLOCK: 4,
    Gap.EQUIVALENCE: 22,
    Gap.COALESCE: 11,
    Gap.NULL_LITERAL: 2,
    Gap.NULL_BOUND: 3,
}


@dataclass
class Written:
    """A case as a condition of ours, with what it names."""

    text: str = ""
    elements: dict[str, Element] = field(default_factory=dict)
    thresholds: dict[str, Threshold] = field(default_factory=dict)
    facts: dict[str, Value] = field(default_factory=dict)

    def boolean(self, literal: str) -> str:
        name = f"b{len(self.elements)}"
        self.elements[name] = element(name, "boolean")
        if literal != "null":
            self.facts[name] = literal == "true"
        return name

    def number(self, literal: str) -> str:
        name = f"x{len(self.elements)}"
        self.elements[name] = element(name, "decimal", "kg")
        if literal != "null":
            self.facts[name] = Decimal(literal.removesuffix("L"))
        return name

    def limit(self, literal: str) -> str:
        name = f"limit{len(self.thresholds)}"
        signs = ("<", "<=", ">", ">=", "==", "!=")
        self.thresholds[name] = threshold(name, literal.removesuffix("L"), "kg", *signs)
        return name

    def member(self, literal: str, others: tuple[str, ...]) -> str:
        name = f"e{len(self.elements)}"
        self.elements[name] = element(name, "enumeration", values=tuple(dict.fromkeys((literal, *others))))
        self.facts[name] = literal
        return name

    def node(self) -> Node:
        scope = Scope(self.elements, self.thresholds, {}, frozenset())
        faults: list[object] = []
        found = parse(self.text, HERE, scope, faults, allow_known=True)  # type: ignore[arg-type]
        assert not faults, (self.text, faults)
        return found


_BOOLEAN, _NUMBER, _TEXT = r"(true|false|null)", r"(-?[0-9.]+L?)", r"'([^']*)'"
_LOGIC = {
    "and": "{0} and {1}",
    "or": "{0} or {1}",
    "implies": "not {0} or {1}",
    "xor": "({0} and not {1}) or (not {0} and {1})",
    "=": "({0} and {1}) or (not {0} and not {1})",
    "!=": "({0} and not {1}) or (not {0} and {1})",
}


def write(expression: str) -> Written | Gap:
    """The case as a condition of ours, or why there is none."""
    if gap := _gap(expression):
        return gap
    case = Written()

    def match(pattern: str) -> tuple[str, ...] | None:
        found = re.fullmatch(pattern, expression)
        return found.groups() if found else None

    if groups := match(rf"{_BOOLEAN} (and|or|xor|implies|=|!=) {_BOOLEAN}"):
        left, sign, right = groups
        case.text = _LOGIC[sign].format(case.boolean(left), case.boolean(right))
    elif groups := match(rf"not {_BOOLEAN}"):
        case.text = f"not {case.boolean(groups[0])}"
    elif groups := match(rf"Is(True|False)\({_BOOLEAN}\)"):
        name = case.boolean(groups[1])
        case.text = f"known({name}) and {'' if groups[0] == 'True' else 'not '}{name}"
    elif groups := match(rf"IsNull\((?:null|{_TEXT}|{_NUMBER})\)"):
        text, number = groups
        name = case.member(text, ("other",)) if text is not None else case.number(number or "null")
        case.text = f"not known({name})"
    elif groups := match(rf"{_NUMBER} (=|!=|<|<=|>|>=) {_NUMBER}"):
        left, sign, right = groups
        case.text = f"{case.number(left)} {'==' if sign == '=' else sign} {case.limit(right)}"
    elif groups := match(rf"{_TEXT} (=|!=) {_TEXT}"):
        left, sign, right = groups
        case.text = f'{case.member(left, (right, "other"))} {"==" if sign == "=" else sign} "{right}"'
    elif groups := (
        match(rf"{_NUMBER} between {_NUMBER} and {_NUMBER}") or match(rf"{_NUMBER} in Interval\[{_NUMBER}, {_NUMBER}\]")
    ):
        value, low, high = groups
        case.text = f"{case.limit(low)} <= {case.number(value)} <= {case.limit(high)}"
    elif groups := match(rf"Interval\[{_NUMBER}, {_NUMBER}\] contains (null|{_NUMBER[1:-1]})"):
        low, high, value = groups
        case.text = f"{case.limit(low)} <= {case.number(value)} <= {case.limit(high)}"
    else:
        raise AssertionError(f"no translation and no reason for: {expression}")
    return case


def _gap(expression: str) -> Gap | None:
    if expression.startswith("Coalesce"):
        return Gap.COALESCE
    if "~" in expression:
        return Gap.EQUIVALENCE
    if "Today()" in expression:
        return Gap.CLOCK
    if re.fullmatch(rf"{_TEXT} [<>]=? {_TEXT}", expression):
        return Gap.TEXT_ORDER
    if "null as String" in expression:
        return Gap.NULL_LITERAL
    if "Interval[null" in expression or "null as Interval" in expression:
        return Gap.NULL_BOUND
    return None


def cases() -> list[Mapping[str, object]]:
    return list(json.loads(CASES.read_text(encoding="utf-8"))) if CASES.exists() else []


def expressions() -> list[tuple[str, Truth | None]]:
    """Each expression with the truth expected; None where the suite expects no truth."""
    found = []
    for case in cases():
        output = next(iter(case["output"]))  # type: ignore[call-overload]
        found.append((str(case["expression"]).strip(), TRUTHS.get(str(output))))
    return found


def test_every_case_that_fits_comes_out_as_the_suite_says_and_the_others_are_named() -> None:
    passed, gaps = 0, Counter[Gap]()
    for expression, expected in expressions():
        case = write(expression)
        if isinstance(case, Gap):
            gaps[case] += 1
            continue
        program = {"case": case.node()}
        assert evaluate(program, case.facts)["case"] is expected, expression
        if not any(isinstance(node, Known) for node in walk(program["case"])):  # no outcome may depend on known()
            assert Chaining(program).evaluate(case.facts).truths["case"] is expected, expression
        passed += 1
    assert gaps == Counter(EXPECTED_GAPS)
    assert passed == 191 - sum(EXPECTED_GAPS.values())


def test_the_traps_that_the_suite_is_known_for_are_seen() -> None:
    expected = dict(expressions())
    assert expected["null as String = null"] is UNKNOWN  # not true: two unknowns are not equal
    assert expected["5 in Interval[null, null]"] is FALSE  # not null: the bounds are the type's limits
    assert expected["null implies false"] is UNKNOWN
