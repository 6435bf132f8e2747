"""Words beside a code that deny, doubt or lay it on somebody else, in eight languages; and words that only seem to."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.conftest import LOINC, RXNORM, SNOMED, Mapping, concept, condition, medication, observation, reasons

AGAINST = {
    "English": [
        "No PE", "no evidence of PE", "R/O pulmonary embolism", "?PE", "PE?", "? DVT", "FHx: DVT", "FH: stroke",
        "Family history of thrombosis", "PE ruled out", "PE - excluded", "Negative for DVT", "Suspected PE",
        "possible PE", "Query PE", "DVT: no", "Denies DVT", "Not confirmed: PE", "PE unlikely", "Without thrombosis",
        "Mother had DVT", "risk of thrombosis", "NO  EVIDENCE  of p.e.", "Likely PE", "presumed PE", "DDx PE",
        "At risk for PE", "Risk factors for DVT", "Husband: PE", "DVT prophylaxis",
        "PE workup", "DVT screening", "PE education", "borderline PE", "Donor with PE",
    ],
    "German": [
        "V.a. Lungenembolie", "V. a. TVT", "Verdacht auf Lungenembolie", "Kein Hinweis auf Thrombose",
        "Keine Thrombose", "Ausschluss Lungenembolie", "Lungenembolie ausgeschlossen",
        "Familienanamnese: Thrombose", "LAE: nein", "Z.n. Ausschluss TVT", "fragliche Lungenembolie",
        "Nicht bestätigt: TVT", "Ohne Nachweis einer Thrombose", "LAE ausgeschl.", "DD Lungenembolie",
        "wahrscheinlich TVT",
    ],
    "French": [
        "Pas d'embolie pulmonaire", "Pas d\u2019embolie", "pas de TVP", "Absence de thrombose",
        "Embolie pulmonaire exclue",
        "Suspicion d'embolie pulmonaire", "EP éliminée", "Antécédents familiaux de thrombose",
        "Aucune thrombose", "ATCD familial de TVP", "Sans thrombose", "embolie pulmonaire : non",
        "Pas d'antécédent d'AVC",
    ],
    "Spanish": [
        "Sin evidencia de trombosis", "No tiene trombosis", "TEP descartado", "Sospecha de TEP", "Niega trombosis",
        "Antecedentes familiares de trombosis", "Posible TVP", "No trombosis", "Ninguna trombosis", "sin TVP",
    ],
    "Italian": [
        "Nessuna trombosi", "Non presenta trombosi", "Sospetta embolia polmonare", "Embolia polmonare esclusa",
        "Nega trombosi", "Familiarità per trombosi", "Assenza di trombosi", "Senza trombosi", "Possibile TVP",
        "Non ha avuto trombosi",
    ],
    "Dutch": ["Geen longembolie", "Longembolie uitgesloten", "Verdenking longembolie", "Mogelijke trombose"],
    "Swedish": ["Ingen lungemboli", "Misstänkt lungemboli", "Inga tecken på lungemboli", "Trolig DVT"],
    "Portuguese": ["Sem trombose", "Não tem trombose", "Suspeita de TEP", "Ausência de trombose", "Provável TVP"],
}  # fmt: skip
ALL = [(language, words) for language, every in AGAINST.items() for words in every]


@pytest.mark.parametrize(("language", "words"), ALL, ids=lambda each: each)
def test_words_against_win_over_the_code_and_are_said(mapped: Mapping, language: str, words: str) -> None:
    assert language in AGAINST
    for code in (concept(SNOMED, "59282003", text=words), concept(SNOMED, "59282003", display=words)):
        found = mapped(condition(SNOMED, "59282003", code=code))
        assert found.profile == {}
        assert reasons(found, "had_thrombosis") == ["words_against"]
        assert "had_thrombosis" not in found.report.not_recorded


@pytest.mark.parametrize(
    "words",
    [
        "Pulmonary embolism without acute cor pulmonale",
        "Embolie pulmonaire sans cœur pulmonaire aigu",
        "Lungenembolie ohne Angabe eines akuten Cor pulmonale",
        "Embolia pulmonar sin mención de corazón pulmonar agudo",
        "Embolia polmonare senza cuore polmonare acuto",
        "Non-ST elevation myocardial infarction",
        "Pulmonary embolism, not otherwise specified",
        "Lungenembolie, nicht näher bezeichnet",
        "Embolie pulmonaire, non précisée",
        "Embolia pulmonar no especificada",
        "History of pulmonary embolism",
        "Z.n. Lungenembolie",
        "Pulmonary embolism (disorder)",
    ],
)
def test_words_that_only_belong_to_a_name_deny_nothing(mapped: Mapping, words: str) -> None:
    found = mapped(condition(SNOMED, "59282003", code=concept(SNOMED, "59282003", text=words)))
    assert found.profile == {"had_thrombosis": True}


@pytest.mark.parametrize(
    "words",
    [
        "Gastro-esophageal reflux disease without esophagitis",
        "Gastroösophageale Refluxkrankheit ohne Ösophagitis",
        "Reflux gastro-œsophagien sans œsophagite",
        "Enfermedad por reflujo gastroesofágico sin esofagitis",
        "Malattia da reflusso senza esofagite",
    ],
)
def test_the_name_of_reflux_in_five_languages_is_reflux(mapped: Mapping, words: str) -> None:
    assert mapped(condition(SNOMED, "235595009", code=concept(SNOMED, "235595009", text=words))).profile == {
        "has_reflux": True
    }


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("Anti-Scl-70: see report; not detected", None),
        ("Positive >8.0 AI", True),
        ("POSITIV", True),
        ("positif (1/640)", True),
        ("detected", True),
        ("Pos.", True),
        ("<1.0 NEG", False),
        ("Not detected", False),
        ("négatif", False),
        ("nicht nachweisbar", False),
        ("No detectado", False),
        ("weakly positive", None),
        ("borderline", None),
        ("Positive control; negative result", None),
        ("previously positive", None),
        ("pending", None),
        ("1.2", None),
        ("see comment", None),
    ],
)
def test_a_result_in_words_is_yes_or_no_only_where_it_says_so_alone(
    mapped: Mapping, code: str, words: bool | None
) -> None:
    found = mapped(observation("has-anti-scl-70", system="urn:immunote:element", valueString=code))
    assert found.profile.get("has_anti_scl_70") is (words if "see" not in code else None)
    assert "has_anti_scl_70" not in found.report.not_recorded


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("1:640 centromere", True),
        ("1:1280 Centromere pattern", True),
        ("1 : 2560 (Zentromer, centromer)", True),
        ("1:320 motif centromère", True),
        ("ANA 1:160, centromero", True),
        ("1:1280 Nucleolar, Speckled", None),
        ("<1:40", None),
        ("<1:40 centromere", None),
        ("centromere negative 1:640 speckled", None),
        ("1:640 speckled; no centromere", None),
        ("1:40 ?centromere", None),
        ("centromere", None),
    ],
)
def test_a_pattern_beside_a_titre_is_a_yes_and_never_a_no(mapped: Mapping, text: str, yes: bool | None) -> None:
    assert mapped(observation("5048-4", valueString=text)).profile.get("has_anticentromere") is yes


@pytest.mark.parametrize("words", ["not taking warfarin", "No longer on warfarin", "No warfarin", "Kein Marcumar"])
def test_words_against_a_drug_win_too(mapped: Mapping, words: str) -> None:
    drug: Any = medication(RXNORM, "11289", medicationCodeableConcept=concept(RXNORM, "11289", text=words))
    assert reasons(mapped(drug), "takes_anticoagulant") == ["words_against"]


@pytest.mark.parametrize(
    "category",
    [
        {"text": "Family History"},
        {"coding": [{"system": "http://example.org/c", "code": "x", "display": "Family history"}]},
        {"coding": [{"system": "http://example.org/c", "code": "family-history"}]},
        {"text": "Familienanamnese"},
        {"text": "Antécédents familiaux"},
        {"text": "Antecedentes familiares"},
    ],
    ids=str,
)
def test_an_entry_about_relatives_is_left_out(mapped: Mapping, category: Any) -> None:
    found = mapped(condition(SNOMED, "59282003", category=[category]))
    assert (found.profile, reasons(found, None)) == ({}, ["relative"])
    found = mapped(observation("5117-7", system=LOINC, valueBoolean=True, category=[category]))
    assert (found.profile, reasons(found, None)) == ({}, ["relative"])
