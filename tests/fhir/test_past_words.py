"""Words of the past and words against beside a code, in five languages: what becomes of "ever" and of "now"."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.conftest import SNOMED, Mapping, concept, condition, reasons, status

PE, DIABETES = "59282003", "44054006"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
PAST_THROMBOSES = [
    "History of DVT", "Hx of PE", "H/O pulmonary embolism", "s/p DVT 2015", "Status post PE", "PMH: DVT",
    "Previous DVT", "Prior PE", "Old PE", "PE resolved", "PE (resolved)", "DVT, resolved 2016", "PE in remission",
    "PE in the past", "Z.n. Lungenembolie", "Z. n. TVT 2015", "Zustand nach Lungenembolie", "St.n. TVT",
    "Status nach TVT", "Anamnestisch TVT", "Lungenembolie in der Vorgeschichte", "ATCD d'embolie pulmonaire",
    "Antécédent de TVP", "Antécédents: EP 2012", "EP ancienne", "Antecedente de TEP", "Antecedentes de TVP",
    "TVP previa", "Pregressa TVP", "Storia di embolia polmonare", "Stato dopo TVP", "Esiti di TVP",
    "Past history of DVT", "Personal history of venous thrombosis", "Remote history of PE",
]  # fmt: skip
NO_THROMBOSES = [
    "PE excluded", "PE ruled out", "r/o PE", "R/O PE", "?PE", "PE?", "? PE", "Query PE", "PE unlikely", "No PE",
    "no h/o DVT", "No hx of DVT", "No prior DVT", "No previous PE", "never had a PE", "denies PE",
    "PE - not confirmed", "PE not seen", "Negative for PE", "PE negative", "Possible PE", "Suspected PE",
    "PE suspected", "to exclude PE", "PE cannot be excluded", "low probability of PE", "PE less likely",
    "without PE", "w/o PE", "Family history of thrombosis", "Family hx DVT", "FHx PE", "FH: DVT", "Mother: DVT",
    "maternal history of PE", "father had PE", "Mother's PE", "brother - DVT", "sister with DVT", "paternal DVT",
    "V.a. LE", "Verdacht auf Lungenembolie", "LE ausgeschlossen", "Ausschluss LE", "kein Anhalt für LE",
    "keine Lungenembolie", "keine TVT in der Vorgeschichte", "Lungenembolie nicht nachgewiesen",
    "nicht bestätigte LE", "fragliche TVT", "DD Lungenembolie", "Familienanamnese: TVT", "Mutter: TVT", "Vater TVT",
    "Z.A. LE", "Lungenembolie unwahrscheinlich", "pas d'EP", "Pas d’embolie pulmonaire", "EP éliminée", "EP exclue",
    "absence d'EP", "suspicion d'EP", "EP suspectée", "sans EP", "EP peu probable", "ATCD familial de TVP",
    "Antécédents familiaux d'EP", "mère: TVP", "pas d'antécédent de TVP", "aucun ATCD d'EP", "EP infirmée",
    "EP probable", "EP à éliminer", "recherche d'EP", "sin TEP", "TEP descartado", "se descarta TEP", "no TEP",
    "sospecha de TEP", "probable TEP", "antecedentes familiares de TVP", "madre con TVP", "TEP improbable",
    "niega TVP", "no antecedentes de TVP", "sin antecedentes de TVP", "a descartar TEP", "TEP poco probable",
    "non EP", "esclusa EP", "EP esclusa", "sospetta EP", "assenza di TVP", "nessuna TVP", "non evidenza di TVP",
    "senza EP", "anamnesi familiare di TVP", "familiarità per TVP", "da escludere EP", "probabile EP",
    "EP improbabile", "nega TVP", "TVP non confermata", "risk of PE", "PE prophylaxis", "DVT prophylaxis",
    "VTE risk assessment", "fear of PE", "PE work-up", "evaluate for PE", "eval PE", "concern for PE",
    "PE protocol CT", "thought to have PE", "PE vs pneumonia", "PE versus pneumonia", "history of PE ruled out",
    "questionable PE", "equivocal PE", "presumed PE", "PE (provisional)", "impression: PE?", "PE, r/o",
    "PE rule-out", "PE has been excluded", "no further PE evidence", "Not PE", "PE: no", "PE - none", "PE = nein",
    "Lungenembolie: nein", "EP: non", "TEP: no", "DVT in sister", "PE in mother", "TVT beim Bruder", "EP chez le frère",
    "TEP en la madre", "TVP nel padre", "doubt PE", "doubtful PE", "Differential: PE", "DDx PE", "negative CTPA for PE",
    "low risk for PE", "worried about PE", "Wells score for PE", "negativo per EP", "negativ für LE",
    "Thromboseprophylaxe",
]  # fmt: skip
PAST_DIABETES = [
    "History of diabetes", "Hx of DM2", "H/O diabetes", "s/p gestational diabetes", "Diabetes resolved",
    "Diabetes (resolved)", "DM in remission", "Previous diabetes", "Prior diabetes", "Former diabetes",
    "Past diabetes", "Z.n. Diabetes", "Zustand nach Diabetes", "Diabetes in Remission", "ehemals Diabetes",
    "früher Diabetes", "Diabète résolu", "ATCD de diabète", "Antécédent de diabète", "ancien diabète",
    "Diabetes resuelta", "antecedente de diabetes", "Diabete pregresso", "pregresso diabete", "storia di diabete",
    "diabete risolto", "Diabetes no longer", "cured diabetes", "Diabetes, inactive", "resolved: diabetes",
    "no longer diabetic", "Diabetes, ended 2019", "ex-diabetic", "PMH diabetes", "rémission du diabète",
]  # fmt: skip
PLAIN_DIABETES = [
    "Diabetes mellitus type 2", "Diabetes mellitus ohne Komplikationen", "Diabetes, no complications",
    "Type 2 DM without retinopathy", "Diabetes type 2, non-insulin-dependent", "Diabète de type 2 sans complication",
    "Diabetes with no mention of complication", "Diabetes, not stated as uncontrolled",
]  # fmt: skip


def named(code: str, words: str, **more: Any) -> dict[str, Any]:
    return condition(SNOMED, code, code=concept(SNOMED, code, text=words), **more)


@pytest.mark.parametrize("words", PAST_THROMBOSES)
def test_words_of_the_past_support_what_asks_for_ever(mapped: Mapping, words: str) -> None:
    assert mapped(named(PE, words)).profile == {"had_thrombosis": True}


@pytest.mark.parametrize("words", NO_THROMBOSES)
def test_words_that_deny_or_doubt_leave_what_asks_for_ever_open_and_say_so(mapped: Mapping, words: str) -> None:
    found = mapped(named(PE, words))
    assert found.profile == {}
    assert reasons(found, "had_thrombosis") == ["words_against"]


@pytest.mark.parametrize("words", PAST_DIABETES)
def test_words_of_the_past_leave_what_asks_for_now_open_and_say_so(mapped: Mapping, words: str) -> None:
    found = mapped(named(DIABETES, words))
    assert found.profile == {}
    assert set(reasons(found, "has_diabetes")) <= {"words_past", "words_against", "words_of_another"}
    assert reasons(found, "has_diabetes")


@pytest.mark.parametrize("words", PLAIN_DIABETES)
def test_words_that_deny_complications_deny_no_diabetes(mapped: Mapping, words: str) -> None:
    assert mapped(named(DIABETES, words)).profile == {"has_diabetes": True}


@pytest.mark.parametrize("clinical", ["active", "recurrence", "relapse", "inactive", "remission", "resolved"])
@pytest.mark.parametrize(
    "verification", ["confirmed", "refuted", "unconfirmed", "provisional", "differential", "entered-in-error"]
)
def test_a_state_counts_for_ever_once_confirmed_and_for_now_while_it_is_there(
    mapped: Mapping, clinical: str, verification: str
) -> None:
    states = {"clinicalStatus": status(clinical), "verificationStatus": concept(VERIFICATION, verification)}
    is_confirmed, is_there = verification == "confirmed", clinical in ("active", "recurrence", "relapse")
    assert ("had_thrombosis" in mapped(condition(SNOMED, PE, **states)).profile) is is_confirmed
    now = mapped(condition(SNOMED, DIABETES, **states))
    assert now.profile == ({"has_diabetes": True} if is_confirmed and is_there else {})
    assert now.profile or now.report.not_used


@pytest.mark.parametrize(
    "end",
    [{"abatementDateTime": "2020-01-01"}, {"abatementDateTime": "2020"}, {"abatementDateTime": "in spring"},
     {"abatementAge": {"value": 50, "code": "a"}}, {"abatementString": "two years ago"},
     {"abatementPeriod": {"end": "2020-01-01"}}, {"abatementPeriod": {"start": "2020"}},
     {"abatementRange": {"low": {"value": 40, "code": "a"}}},
     {"_abatementDateTime": {"extension": [{"url": "urn:x", "valueCode": "unknown"}]}}],
    ids=str,
)  # fmt: skip
def test_an_end_of_any_form_leaves_now_open_and_supports_ever(mapped: Mapping, end: dict[str, Any]) -> None:
    assert mapped(condition(SNOMED, PE, **end)).profile == {"had_thrombosis": True}
    found = mapped(condition(SNOMED, DIABETES, **end))
    assert found.profile == {}
    assert reasons(found, "has_diabetes")[0] in ("not_current", "state_unclear")


def test_an_end_that_is_still_to_come_leaves_it_present(mapped: Mapping) -> None:
    assert mapped(condition(SNOMED, DIABETES, abatementDateTime="2027-01-01")).profile == {"has_diabetes": True}
