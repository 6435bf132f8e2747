"""What must hold of every patient, each property a sentence and a test of that name, on the real rule base."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from immunote.engine import reference
from immunote.engine.chaining import Chaining
from immunote.engine.note import Note, Statement
from immunote.engine.tree import Value, elements_in, refs_in
from immunote.engine.truth import FALSE, TRUE, Truth
from immunote.service.rulebases.in_use import engine_of
from tests.conftest import RULES
from tests.support.patients import consistent, patients, random_patient, samples

ENGINE = engine_of(RULES)
RULE_BASE = ENGINE.rulebase
GRADES = [name for name, outcome in RULE_BASE.outcomes.items() if outcome.is_grade]
CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

IN_SCOPE: dict[str, Any] = {
    "has_systemic_sclerosis": True,
    "age_years": 50,
    "ivig_requested_for": "systemic_sclerosis",
    "route_requested": "intravenous",
}


REFRACTORY: dict[str, Value] = {
    "muscle_is_active": True,
    "has_muscle_weakness": True,
    "has_inclusion_body_myositis": False,
    "muscle_ivig_trial": "none",
    "methotrexate_outcome": "failed",
    "failed_for_muscle": True,
}


def complete(rng: Random, **fixed: Value) -> dict[str, Value]:
    """A patient in scope of whom everything that reaches the outcome is recorded."""
    names = [name for name in ENGINE.outcome_elements if name not in IN_SCOPE and name not in fixed]
    rng.shuffle(names)
    names.sort(key=lambda name: RULE_BASE.elements[name].only_if is not None)
    chosen = [(name, rng.choice(samples(ENGINE, name))) for name in names]
    recent = ("creatinine_age_days", samples(ENGINE, "creatinine_age_days")[0])
    # a patient in whom little speaks against it: otherwise nearly all random ones are contraindicated or deferred
    leanings = [(name, RULE_BASE.elements[name].leaning) for name in names if rng.random() < 0.8]
    calm = [(name, value) for name, value in leanings if value is not None]
    # and some in whom a drug failed for an organ: two answers that random ones rarely give together
    ill = [(name, value) for name, value in REFRACTORY.items() if name not in fixed] if rng.random() < 0.4 else []
    return consistent(ENGINE, [*IN_SCOPE.items(), *fixed.items(), recent, *ill, *calm, *chosen])


def complete_patients(count: int, **fixed: Value) -> Iterator[dict[str, Value]]:
    for seed in range(count):
        yield complete(Random(seed), **fixed)


def settled_grade(raw: dict[str, Value]) -> str | None:
    reachable = ENGINE.diagram.reachable(ENGINE.patient(raw).facts)
    return reachable[0] if len(reachable) == 1 else None


def all_statements(note: Note) -> tuple[Statement, ...]:
    return (*note.statements, *note.conflicts, *note.follow_up)


def test_a_complete_profile_has_exactly_one_outcome() -> None:
    outcomes = {settled_grade(raw) for raw in complete_patients(400)}
    assert None not in outcomes
    assert len(outcomes) >= 6, "the random patients are too much alike to test anything"


@CALM
@given(patients(ENGINE))
def test_in_scope_a_contraindication_decides(raw: dict[str, Value]) -> None:
    severe = consistent(ENGINE, [*IN_SCOPE.items(), ("immunoglobulin_reaction", "severe"), *raw.items()])
    assert ENGINE.note(severe).outcome == "contraindicated"


def boxed_findings() -> list[tuple[str, Value]]:
    """Findings that make a boxed factor hold by themselves, other than deferring ones and age."""
    kinds = ("thrombosis_factor", "renal_factor")
    deferring = {name for rule in RULE_BASE.rules.values() if rule.kind == "deferral"
                 for name in RULE_BASE.elements_under(rule.when)}  # fmt: skip
    names = {name for rule in RULE_BASE.rules.values() if rule.kind in kinds
             for name in RULE_BASE.elements_under(rule.when)}  # fmt: skip
    names -= deferring | {"age_years"}
    found = []
    for name in sorted(names):
        for value in samples(ENGINE, name):
            truths = ENGINE.reference(consistent(ENGINE, [(name, value)]))
            if any(truths[rule.name] is TRUE for rule in RULE_BASE.rules.values() if rule.kind in kinds):
                found.append((name, value))
    return found


def test_adding_a_boxed_risk_factor_never_improves_the_grade() -> None:
    findings = boxed_findings()
    assert len(findings) >= 18
    compared = 0
    for seed, raw in enumerate(complete_patients(120)):
        before = settled_grade(raw)
        for name, value in findings[seed % 3 :: 3]:
            after = settled_grade(consistent(ENGINE, [(name, value), *raw.items()]))
            if before in GRADES and after in GRADES:
                compared += 1
                assert GRADES.index(after) >= GRADES.index(before), (name, raw)
    assert compared > 150


WORSE: list[tuple[str, Any, Any]] = [
    ("had_renal_crisis", False, True),
    ("lvef_pct", 60, 30),
    ("has_iga_deficiency", False, True),
    ("has_anti_iga", False, True),
    ("immunoglobulin_reaction", "none", "allergic_not_severe"),
    ("had_trali_after_ivig", False, True),
    ("muscle_ivig_trial", "none", "no_benefit"),
    ("upper_gi_ivig_trial", "none", "no_benefit"),
    ("skin_ivig_trial", "none", "no_benefit"),
]


def steps_down(name: str, without: Value, having: Value) -> list[int]:
    """By how many grades a finding worsens complete patients, all else equal, where both are graded."""
    found = []
    for raw in complete_patients(80):
        pair = [settled_grade(consistent(ENGINE, [(name, value), *raw.items()])) for value in (without, having)]
        if pair[0] in GRADES and pair[1] in GRADES:
            found.append(GRADES.index(str(pair[1])) - GRADES.index(str(pair[0])))
    assert len(found) > 20
    return found


@pytest.mark.parametrize(("name", "without", "having"), WORSE)
def test_a_heavy_risk_a_reaction_or_a_failed_trial_never_improves_the_grade(
    name: str, without: Value, having: Value
) -> None:
    assert min(steps_down(name, without, having)) >= 0


BETTER: list[tuple[str, Any, Any]] = [
    ("azathioprine_outcome", "never_given", "failed"),
    ("rituximab_outcome", "responded", "relapsed"),
    ("methotrexate_outcome", "under_4_months", "not_tolerated"),
    ("tocilizumab_outcome", "never_given", "contraindicated"),
    ("has_muscle_weakness", False, True),
    ("emg_is_positive", False, True),
    ("has_synovitis", False, True),
    ("has_swallowing_disorder", False, True),
    ("has_malabsorption", False, True),
    ("mrss_is_rising", False, True),
]


@pytest.mark.parametrize(("name", "without", "having"), BETTER)
def test_a_failed_drug_or_more_evidence_of_a_target_never_worsens_the_grade(
    name: str, without: Value, having: Value
) -> None:
    assert max(steps_down(name, without, having)) <= 0


def test_rule_order_inside_a_stratum_does_not_matter() -> None:
    rng = Random(7)
    names = list(RULE_BASE.program)
    shuffled: dict[str, Any] = {}
    while len(shuffled) < len(names):
        ready = [n for n in names if n not in shuffled and all(r in shuffled for r in refs_in(RULE_BASE.program[n]))]
        rng.shuffle(ready)
        shuffled.update((name, RULE_BASE.program[name]) for name in ready)
    assert list(shuffled) != names
    other = Chaining(shuffled)
    for seed in range(200):
        facts = ENGINE.patient(random_patient(ENGINE, Random(seed), 0.6)).facts
        assert other.evaluate(facts).truths == ENGINE.chaining.evaluate(facts).truths


def test_reference_and_chaining_agree_on_random_profiles_with_facts_dropped() -> None:
    """Fixed seed; 100,000 profiles in bench/agreement.py."""
    rng = Random(2017)
    for _ in range(5_000):
        facts = ENGINE.patient(random_patient(ENGINE, rng, rng.random())).facts
        assert ENGINE.chaining.evaluate(facts).truths == reference.evaluate(RULE_BASE.program, facts)


@CALM
@given(patients(ENGINE, least=10), st.randoms(use_true_random=False))
def test_removing_a_fact_never_settles_a_note(raw: dict[str, Value], rng: Random) -> None:
    if not raw:
        return
    gone = rng.choice(sorted(raw))
    before = set(ENGINE.diagram.reachable(ENGINE.patient(raw).facts))
    fewer = {name: value for name, value in raw.items() if name != gone}
    after = set(ENGINE.diagram.reachable(ENGINE.patient(fewer).facts))
    assert before <= after, "learning a fact never enlarges what is reachable, so removing one never settles"


@CALM
@given(patients(ENGINE))
def test_no_statement_is_without_citation_or_choice(raw: dict[str, Value]) -> None:
    note = ENGINE.note(raw)
    numbers = {citation.number for citation in note.citations}
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    for statement in all_statements(note):
        assert statement.citations or statement.choice, statement.rule
        assert set(statement.citations) <= numbers
        for line in statement.lines:
            assert line.citations or line.choice, (statement.rule, line.text)
    for line_of_checklist in note.checklist:
        assert line_of_checklist.citations or line_of_checklist.choice, line_of_checklist.id
    for product in note.products_excluded:
        assert product.citations or product.choice, product.reason


def test_the_headline_carries_the_best_supported_evidence_that_decides() -> None:
    order = list(RULE_BASE.about.certainties)
    seen = set()
    muscle: dict[str, Value] = dict.fromkeys(("joints_are_active", "upper_gi_is_active", "bowel_is_active"), False)
    muscle |= {"muscle_is_active": True, "has_muscle_weakness": True, "emg_is_positive": True}
    for raw in (*complete_patients(120), *complete_patients(20, skin_is_active=False, **muscle)):
        note = ENGINE.note(raw)
        rated = [s.certainty for s in all_statements(note) if s.decides and s.kind in ("benefit", "need")]
        best = max(rated, key=order.index, default="not_rated")
        assert note.certainty == best
        assert note.outcome is not None
        words = RULE_BASE.outcomes[note.outcome].headlines[best].template.split()[0].rstrip(".:")
        assert note.headline.startswith(words)  # what follows is composed of what holds
        seen.add(note.certainty)
    assert {"very_low", "not_rated"} == seen


def test_flipping_a_fact_that_a_statement_names_changes_that_statement() -> None:
    flipped = 0
    for seed in range(12):
        raw = complete(Random(seed))
        for statement in all_statements(ENGINE.note(raw)):
            for fact in statement.facts[:2]:
                if fact.because is not None or fact.element not in raw:
                    continue
                for value in samples(ENGINE, fact.element):
                    if value == raw[fact.element]:
                        continue
                    changed = consistent(ENGINE, [(fact.element, value), *raw.items()])
                    if changed.get(fact.element) != value:
                        continue
                    other = {s.rule: s for s in all_statements(ENGINE.note(changed))}
                    assert other.get(statement.rule) != statement, (statement.rule, fact.element, value)
                    flipped += 1
                    break
    assert flipped > 200


@CALM
@given(patients(ENGINE))
def test_an_unknown_rule_never_disappears(raw: dict[str, Value]) -> None:
    note = ENGINE.note(raw)
    truths = ENGINE.reference(ENGINE.patient(raw).facts)
    shown = {rule for item in note.missing for rule in item.rules}
    prints = RULE_BASE.outcomes[note.outcome].prints if note.outcome else None
    for name, rule in RULE_BASE.rules.items():
        if prints is None or rule.kind in prints:
            unknown = truths[name] is not TRUE and truths[name] is not FALSE
            assert (name in shown) == unknown, name


@CALM
@given(patients(ENGINE))
def test_missing_with_outcomes_is_exactly_what_the_diagram_says_is_missing(raw: dict[str, Value]) -> None:
    note = ENGINE.note(raw)
    facts = ENGINE.patient(raw).facts
    truths = ENGINE.reference(facts)
    hangs_on = {name for name in ENGINE.diagram.missing(facts) if truths.get(f"asked.{name}", Truth.TRUE) is Truth.TRUE}
    assert {m.element for m in note.missing if m.outcomes} == hangs_on


def applied(raw: dict[str, Value], answers: tuple[Any, ...]) -> dict[str, Any]:
    """The profile with the answers in place; what is said only of a finding goes with the finding."""
    changed = {**raw, **{answer.element: answer.sample for answer in answers}}
    hosts = {name: RULE_BASE.elements[name].only_if for name in changed}
    return {name: value for name, value in changed.items() if changed.get(hosts[name] or "") is not False}


def test_every_set_of_settled_by_settles_and_each_member_is_needed() -> None:
    tried = 0
    for seed in range(40):
        raw = consistent(ENGINE, [*IN_SCOPE.items(), *random_patient(ENGINE, Random(seed), 0.7).items()])
        for settles in ENGINE.note(raw).settled_by:
            for answers in settles.sets:
                assert settled_grade(applied(raw, answers)) == settles.outcome, (raw, answers)
                for dropped in range(len(answers)):
                    fewer = answers[:dropped] + answers[dropped + 1 :]
                    if raw.get(answers[dropped].element) == answers[dropped].sample:
                        continue  # a recorded "no" that counts once what it needs is there
                    if any(RULE_BASE.elements[each.element].only_if == answers[dropped].element for each in fewer):
                        continue  # what is said only of a finding says that there is one
                    assert settled_grade(applied(raw, fewer)) != settles.outcome, (raw, answers)
                tried += 1
    assert tried > 40


def test_every_entry_of_would_change_applied_changes_the_outcome() -> None:
    tried = 0
    read = {name for row in RULE_BASE.rows for name in RULE_BASE.elements_under(row.when)}
    needs = (each.no_needs for each in RULE_BASE.elements.values() if each.no_needs is not None)
    read |= {name for node in needs for name in elements_in(node)}
    for raw in complete_patients(40):
        note = ENGINE.note(raw)
        # what only constraints read gives way: a newer value comes with the finding that hung on it
        kept = {name: value for name, value in raw.items() if name in read}
        for changes in note.would_change:
            assert changes.outcome != note.outcome
            for answers in changes.sets:
                assert settled_grade(applied(kept, answers)) == changes.outcome, (raw, answers)
                was = ENGINE.patient(raw).facts
                assert all(
                    _may_become(answer.element, answer.sample) or was[answer.element] == answer.sample
                    for answer in answers
                )
                tried += 1
        assert not (note.nothing_to_change and note.would_change)
    assert tried > 100


def test_a_change_names_what_followed_from_the_answer_that_it_changes() -> None:
    """No severe hypertension is recorded: it followed from the hypotension that is to change."""
    raw = {**consistent(ENGINE, _unremarkable()), "on_ivig_now": True, "muscle_is_active": True}
    raw |= {"has_hypotension": True}
    raw.pop("has_severe_hypertension")
    note = ENGINE.note(raw)
    assert note.outcome == "deferred"
    (change,) = [each for each in note.would_change if each.outcome == "review"]
    assert [{answer.element: answer.sample for answer in answers} for answers in change.sets] == [
        {"has_hypotension": False, "has_severe_hypertension": False}
    ]


def _unremarkable() -> list[tuple[str, Value]]:
    leanings = [(name, element.leaning) for name, element in RULE_BASE.elements.items()]
    recent = ("creatinine_age_days", samples(ENGINE, "creatinine_age_days")[0])
    return [*IN_SCOPE.items(), recent, *((name, value) for name, value in leanings if value is not None)]


def _may_become(name: str, value: Any) -> bool:
    may = RULE_BASE.elements[name].may_become
    return may == "any" or value in may


LASTING = (
    "age_years",
    "sex",
    "jurisdiction",
    "has_hypertension",
    "has_diabetes",
    "has_antiphospholipid_antibodies",
    "has_anti_iga",
    "had_thrombosis",
    "had_renal_crisis",
    "immunoglobulin_reaction",
    "muscle_ivig_trial",
    "has_systemic_sclerosis",
    "has_inclusion_body_myositis",
    "ssc_subset",
    "has_heart_failure",
    "lvef_pct",
)


def test_what_lasts_or_lies_in_the_past_is_never_offered_as_a_change() -> None:
    for name in LASTING:
        assert RULE_BASE.elements[name].may_become == (), name
    for name in ("is_pregnant", "is_smoker", "takes_oestrogens", "has_indwelling_vascular_catheter"):
        assert RULE_BASE.elements[name].may_become == (False,), name


@CALM
@given(patients(ENGINE))
def test_a_provisional_note_never_says_or_implies_low_risk(raw: dict[str, Value]) -> None:
    note = ENGINE.note(raw)
    if note.status == "settled":
        return
    said = " ".join([note.headline, *(s.text for s in all_statements(note))]).lower()
    for quoted in RULE_BASE.about.words_never_used_except:  # the authors' own words, as theirs
        said = said.replace(f'"{quoted.words}"', "")
    for words in ("low risk", "no risk", "risk is low", "safe", "without risk", "negligible"):
        assert words not in said


@CALM
@given(patients(ENGINE))
def test_the_digest_is_the_same_whatever_the_order_of_the_profile(raw: dict[str, Value]) -> None:
    backwards = dict(reversed(raw.items()))
    assert ENGINE.note(raw).digest == ENGINE.note(backwards).digest
