"""The leaning over columns is that of one patient: the same tries in the same order, under the same constraints."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from immunote.engine.api import Engine
from immunote.engine.columns import Columns
from immunote.engine.elements import Constraint
from immunote.engine.noting.outcome import lean
from immunote.engine.tree import Always, And, Facts, Is, Not, Or
from tests.columns.evaluated import differences, random_engine, real, rulebase_of, some_patients, soup, together
from tests.support.random_lists import HERE, SmallList, boolean

SEEDS = range(2000, 2090)


def first_values_break(engine: Engine, facts: Facts) -> bool:
    """Whether some leaning contradicts what is known or assumed before it, so that another value has its turn."""
    tried: list[bool] = []
    assume = engine.intake.assume

    def counted(*arguments: object) -> bool:
        tried.append(assume(*arguments))  # type: ignore[arg-type]
        return tried[-1]

    engine.intake.assume = counted  # type: ignore[method-assign, assignment]
    try:
        lean(engine, facts, engine.diagram.missing(facts))
    finally:
        del engine.intake.assume
    return not all(tried)


def test_random_rule_bases_lean_the_same_way() -> None:
    leanings: Counter[bool] = Counter()
    contradicted = 0
    for seed in SEEDS:
        made = random_engine(seed)
        if made is None:
            continue
        engine, columns, patients = made
        assert differences(engine, columns, patients) == []
        for facts, answer in zip(patients, together(columns, patients), strict=True):
            if answer.status == "provisional":
                leanings[answer.leaning is not None] += 1
                contradicted += first_values_break(engine, facts)
    assert min(leanings[True], leanings[False]) > 100, "too much alike to test anything"
    assert contradicted > 20, "too much alike to test anything"


@pytest.mark.parametrize("which", [real, soup])
def test_rule_bases_lean_as_each_patient_does(which) -> None:  # type: ignore[no-untyped-def]
    engine, columns = which()
    patients = some_patients(engine, 1000, seed=6)
    assert differences(engine, columns, patients) == []
    leanings = {answer.leaning for answer in together(columns, patients)}
    assert len(leanings) >= 3


def test_what_a_leaning_implies_is_followed_to_the_end() -> None:
    """a implies b, b implies c: who is assumed to have a has c too, and so what is asked only of those with c."""
    a, b, c, guest = Is("a"), Is("b"), Is("c"), Is("guest")
    leanings = {"a": True, "b": False, "c": False, "guest": True}
    elements = {name: replace(boolean(name), leaning=leaning) for name, leaning in leanings.items()}
    elements["guest"] = replace(elements["guest"], only_if="c")
    small = SmallList(
        rows=(("all", And((a, b, c, guest))), ("some", Or((a, b, c))), ("none", Always())),
        program={},
        elements=elements,
        constraints=tuple(Constraint(literals, "", HERE) for literals in ((Not(a), b), (Not(b), c))),
    )
    engine = Engine(rulebase_of(small))
    patients: list[Facts] = [{}, {"a": False}, {"a": False, "b": False}]
    answers = together(Columns(engine), patients)
    assert [answer.leaning for answer in answers] == ["all", "none", "none"]
    assert differences(engine, Columns(engine), patients) == []


def test_nobody_leans_before_what_a_leaning_requires_is_recorded() -> None:
    engine, columns = real()
    patients = some_patients(engine, 1200, seed=7)
    answers = together(columns, patients)
    leaning = [facts for facts, answer in zip(patients, answers, strict=True) if answer.leaning is not None]
    assert len(leaning) > 5
    for name in engine.rulebase.about.leaning_requires:
        without = [{key: value for key, value in facts.items() if key != name} for facts in leaning if name in facts]
        assert without
        open_ = [answer for answer in together(columns, without) if answer.status == "provisional"]
        assert [answer.leaning for answer in open_] == [None] * len(open_)


def test_rows_beside_a_row_do_not_change_its_leaning() -> None:
    """Tries go over all rows at once; each row keeps to its own."""
    engine, columns = soup()
    assert isinstance(columns, Columns)
    patients = some_patients(engine, 200, seed=8)
    whole = together(columns, patients)
    assert [together(columns, [facts])[0] for facts in patients[:40]] == whole[:40]
    assert together(columns, patients[::-1]) == whole[::-1]
