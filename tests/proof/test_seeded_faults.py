"""The prover is tested by rule bases that are wrong: each claim is refuted by a fault made for it."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("z3", reason="needs the extra `proof`")

from immunote.engine.api import Engine
from immunote.engine.proof import Prover
from immunote.engine.proof.findings import Finding
from immunote.engine.proof.forms import in_order, proved
from immunote.engine.reference import truth_of
from immunote.engine.tree import Known, Not
from immunote.engine.truth import TRUE

RULES = Path(__file__).parent.parent.parent / "rules" / "ssc_ivig"
GRADING = "grading.yaml"
SCOPE = "definitions/is_out_of_scope.yaml"
DEFER = "definitions/has_reason_to_defer.yaml"

# property -> what is written in the place of what, in one file of a copy
FAULTS = {
    "nothing_is_dead": (
        "risk/thrombosis_catheter.yaml",
        "  has_indwelling_vascular_catheter\n",
        "  has_indwelling_vascular_catheter and not has_indwelling_vascular_catheter\n",
    ),
    "one_outcome": (GRADING, "outcome: review\n    when: on_ivig_now", "outcome: not_supported\n    when: on_ivig_now"),
    "contraindication_decides": (
        GRADING,
        "when: is_contraindicated\n",
        "when: is_contraindicated and has_active_target\n",
    ),
    "out_of_scope_decides": (GRADING, "when: is_out_of_scope\n", "when: is_out_of_scope and not on_ivig_now\n"),
    "no_grade_without_systemic_sclerosis": (SCOPE, "no_systemic_sclerosis or under_eighteen", "under_eighteen"),
    "no_grade_under_eighteen": (SCOPE, "no_systemic_sclerosis or under_eighteen", "no_systemic_sclerosis"),
    "considering_needs_a_refractory_target": (
        GRADING,
        "outcome: may_consider\n    when: has_supported_refractory_target\n",
        "outcome: may_consider\n    when: has_weak_refractory_target\n",
    ),
    "considering_needs_no_danger_first": (
        GRADING,
        "has_reason_to_defer and (has_active_target or on_ivig_now)",
        "has_reason_to_defer and on_ivig_now",
    ),
    "precautions_are_said": (
        GRADING,
        "has_supported_refractory_target and has_grade_changing_precaution",
        "has_supported_refractory_target and has_grade_changing_precaution and heart_failure",
    ),
    "heavy_risks_hold_back": (
        GRADING,
        "row: refractory_with_heavy_risk\n    outcome: uncertain",
        "row: refractory_with_heavy_risk\n    outcome: may_consider_with_precautions",
    ),
    "running_ivig_is_reviewed": (GRADING, "when: on_ivig_now\n", "when: on_ivig_now and has_active_target\n"),
    "boxed_factors_never_improve": (
        GRADING,
        "has_supported_refractory_target and has_grade_changing_precaution",
        "has_supported_refractory_target and not has_grade_changing_precaution",
    ),
    "heavy_risks_never_improve": (
        GRADING,
        "row: refractory_with_heavy_risk\n    outcome: uncertain",
        "row: refractory_with_heavy_risk\n    outcome: may_consider",
    ),
    "joints_alone_never_make_muscle_refractory": (
        "definitions/muscle_is_refractory.yaml",
        "failed_drug_muscle or unusable",
        "failed_drug_muscle or failed_drug_joints or unusable",
    ),
    "failed_drugs_never_worsen": (
        "definitions/muscle_is_refractory.yaml",
        "failed_drug_muscle or unusable",
        "not failed_drug_muscle or unusable",
    ),
    "failed_trials_never_improve": (
        "definitions/upper_gi_can_be_a_target.yaml",
        'upper_gi_ivig_trial != "no_benefit"',
        'upper_gi_ivig_trial == "no_benefit"',
    ),
    "a_plan_never_improves": (GRADING, "has_heavy_risk or plan_above", "has_heavy_risk or not plan_above"),
    "pregnancy_never_improves": (
        "definitions/has_grade_changing_precaution.yaml",
        "allergic_reaction_not_severe or pregnancy",
        "allergic_reaction_not_severe or not pregnancy",
    ),
    "iga_never_improves": (
        "definitions/is_contraindicated.yaml",
        "or iga_deficiency_with_anti_iga\n",
        "or not iga_deficiency_with_anti_iga\n",
    ),
    "a_severe_reaction_never_improves": (
        "definitions/is_contraindicated.yaml",
        "severe_reaction_to_immunoglobulin or",
        "not severe_reaction_to_immunoglobulin or",
    ),
    "dialysis_never_improves": (
        "risk/heavy_low_gfr.yaml",
        "egfr_heavy or is_on_dialysis",
        "egfr_heavy and not is_on_dialysis",
    ),
    "cancer_never_improves": (
        "risk/thrombosis_hypercoagulable.yaml",
        "  has_hypercoagulable_condition or",
        "  not has_hypercoagulable_condition or",
    ),
    "flags_hold_back": (
        "flags.yaml",
        "holds_back: [may_consider, may_consider_with_precautions, uncertain]",
        "holds_back: [may_consider, uncertain]",
    ),
    "worse_creatinine_never_improves": (DEFER, "or acute_kidney_injury or", "or not acute_kidney_injury or"),
    "worse_blood_pressure_never_improves": (DEFER, "or severe_hypertension or", "or not severe_hypertension or"),
    "lower_blood_pressure_never_improves": (DEFER, "or hypotension or", "or not hypotension or"),
    "worse_haemoglobin_never_improves": (DEFER, "or severe_anaemia or", "or not severe_anaemia or"),
    "worse_sodium_never_improves": (DEFER, "or severe_hyponatraemia\n", "or not severe_hyponatraemia\n"),
    "everything_decides": (
        GRADING,
        "has_weak_refractory_target and not has_heavy_risk",
        "has_weak_refractory_target and has_supported_refractory_target",
    ),
    "nothing_is_implied": (
        "risk/thrombosis_catheter.yaml",
        "  has_indwelling_vascular_catheter\n",
        "  has_indwelling_vascular_catheter and has_prolonged_immobilisation\n",
    ),
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(RULES)


def with_fault(tmp_path: Path, file: str, before: str, after: str) -> Engine:
    folder = tmp_path / "ssc_ivig"
    shutil.copytree(RULES, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{file} does not hold {before!r} just once"
    (folder / file).write_text(text.replace(before, after), encoding="utf-8")
    return Engine.load(folder)


def finding_of(engine: Engine, name: str) -> Finding:
    claim = next(each for each in engine.rulebase.properties if each.id == name)
    return proved(Prover(engine), claim)


def test_every_claim_of_the_rule_base_holds(engine: Engine) -> None:
    prover = Prover(engine)
    findings = [proved(prover, each) for each in engine.rulebase.properties]
    assert [each.property.id for each in findings if not each.holds] == []
    assert len(findings) == len(engine.rulebase.properties) >= 18


def test_dead_conditions_are_asked_about_first(engine: Engine) -> None:
    assert in_order(engine.rulebase.properties)[0].form == "nothing_is_dead"


def test_each_claim_has_a_fault_that_is_seeded_for_it(engine: Engine) -> None:
    assert {each.id for each in engine.rulebase.properties} == {*FAULTS, *SEEDED_AFTER_LOADING}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_seeded_in_the_rule_base_is_found(name: str, tmp_path: Path) -> None:
    found = finding_of(with_fault(tmp_path, *FAULTS[name]), name)
    assert not found.holds
    assert found.counterexamples or found.faults


@pytest.mark.parametrize("name", ["contraindication_decides", "precautions_are_said", "heavy_risks_hold_back"])
def test_a_counterexample_is_a_profile_whose_note_shows_it(name: str, tmp_path: Path) -> None:
    engine = with_fault(tmp_path, *FAULTS[name])
    found = finding_of(engine, name)
    profile = found.counterexamples[0].profile
    note = engine.note(profile)
    claim = found.property
    assert claim.given is not None
    facts = engine.patient(profile).facts
    assert truth_of(claim.given, facts, engine.reference(facts)) is TRUE
    assert not set(note.reachable) & set(claim.then_outcomes or ())
    for left_out in profile:  # every line of it is needed
        rest = {key: value for key, value in profile.items() if key != left_out}
        facts = engine.patient(rest).facts
        shows = truth_of(claim.given, facts, engine.reference(facts)) is TRUE
        assert not (shows and not set(engine.diagram.reachable(facts)) & set(claim.then_outcomes or ()))


def test_two_patients_show_how_a_grade_gets_better(tmp_path: Path) -> None:
    engine = with_fault(tmp_path, *FAULTS["heavy_risks_never_improve"])
    shown = finding_of(engine, "heavy_risks_never_improve").counterexamples[0]
    assert shown.before is not None
    grades = list(engine.rulebase.outcomes)
    before, after = engine.note(shown.before), engine.note(shown.profile)
    assert before.grade is not None
    assert after.grade is not None
    assert grades.index(after.grade) < grades.index(before.grade)


def _asks_whether_it_is_recorded(engine: Engine) -> None:
    engine.rulebase.program["heart_failure"] = Not(Known("has_heart_failure"))  # type: ignore[index]


def _diagram_of_another_list(engine: Engine) -> None:
    rows = [(row.outcome, row.when) for row in engine.rulebase.rows if row.name != "refractory_with_heavy_risk"]
    rulebase = engine.rulebase
    engine.diagram = type(engine.diagram)(rows, rulebase.program, rulebase.elements, rulebase.constraints)


def _words_missing(engine: Engine) -> None:
    outcome = engine.rulebase.outcomes["uncertain"]
    rest = {key: words for key, words in outcome.headlines.items() if key != "very_low"}
    engine.rulebase.outcomes["uncertain"] = replace(outcome, headlines=rest)  # type: ignore[index]


# what the loader would refuse already, or what is no matter of the files
SEEDED_AFTER_LOADING: dict[str, Callable[[Engine], None]] = {
    "learning_keeps": _asks_whether_it_is_recorded,
    "diagram_agrees": _diagram_of_another_list,
    "everything_has_wording": _words_missing,
}


@pytest.mark.parametrize("name", SEEDED_AFTER_LOADING)
def test_a_fault_seeded_in_a_loaded_rule_base_is_found(name: str) -> None:
    engine = Engine.load(RULES)
    SEEDED_AFTER_LOADING[name](engine)
    assert not finding_of(engine, name).holds


def test_a_declared_implication_that_does_not_exist_is_refuted_by_a_patient(tmp_path: Path) -> None:
    engine = with_fault(
        tmp_path,
        "properties.yaml",
        "- rule: steroid_with_lung_disease\n        implies: steroid_any_dose",
        "- rule: steroid_any_dose\n        implies: steroid_with_lung_disease",
    )
    found = finding_of(engine, "nothing_is_implied")
    assert any("declared to imply" in fault for fault in found.faults)
    truths = engine.reference(engine.patient(found.counterexamples[0].profile).facts)
    assert truths["steroid_any_dose"] is TRUE
    assert truths["steroid_with_lung_disease"] is not TRUE


def test_a_claim_about_nobody_is_no_proof(tmp_path: Path) -> None:
    engine = with_fault(
        tmp_path,
        "properties.yaml",
        "given: is_out_of_scope\n",
        "given: is_out_of_scope and not is_out_of_scope\n",
    )
    assert finding_of(engine, "out_of_scope_decides").faults == (
        "nobody is concerned by it: what is given can never be",
    )
