"""Which names and codes are an order of intravenous immunoglobulin, as record systems print them, and which are not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.service.cds.codes import uris
from immunote.service.cds.draft_facts import covered_by_route
from immunote.service.cds.orders import Drafts, ordered, selected
from immunote.service.cds.phrases import holds, plain
from tests.cds.support import ATC, draft

MEDICINES = (
    "IMMUN GLOB G(IGG)-PRO-IGA 0-50 10 % INTRAVENOUS SOLUTION",
    "immun glob G(IgG)-gly-IgA >50 10 % injection",
    "Immune Globulin (Human) 10% IV Soln",
    "IMMUNE GLOBULIN INTRAVENOUS (HUMAN) 5 GRAM/50 ML (10 %)",
    "immune globulin,gamma(IgG)-sorbitol-IgA 10 % IV",
    "Normal human immunoglobulin for intravenous use",
    "Human normal immunoglobulin 10g/100ml solution for infusion vials",
    "immunoglobulin G, human 100 MG/ML Injectable Solution",
    "50 ML immunoglobulin G, human 100 MG/ML Injection [Privigen]",
    "Gamunex 10%",
    "GAMUNEX-C 10 gram/100 mL (10 %) injection solution",
    "Gammagard S/D 5 g intravenous solution",
    "Gammagard Liquid 10 % injection",
    "Octagam 5 %",
    "OCTAGAM 100 mg/ml Infusionslösung",
    "Kiovig 100 mg/ml solution pour perfusion",
    "PRIVIGEN 10% 20G/200ML",
    "Flebogamma DIF 50 mg/ml",
    "Panzyga 100 mg/ml",
    "Intratect 50 g/l",
    "CLAIRYG 50 mg/ml",
    "TEGELINE 50 mg/mL",
    "Immunglobulin vom Menschen zur intravenösen Anwendung",
    "Normales Immunglobulin vom Menschen i.v.",
    "Immunoglobuline humaine normale (IgIV) 10 %",
    "Immunoglobulines humaines polyvalentes IV",
    "Inmunoglobulina humana inespecífica intravenosa",
    "Immunoglobulina umana normale per uso endovenoso",
    "gamma globulin, human, IV",
    "IVIG 2 g/kg",
    "IGIV 10%",
    "IV Ig (Asceniv) 10 %",
    "Bivigam 10 %",
    "Gammaplex 5 % intravenous solution",
    "Gammaked 1 gram/10 mL",
    "Alyglo 10%",
    "immunoglobulin human normal injection",
    "Globuline immune humaine intraveineuse",
)
OTHERS = (
    "Stop IVIG",
    "No IVIG",
    "Discontinue intravenous immunoglobulin",
    "IVIG trough level",
    "Immunoglobulin A",
    "IVIG absetzen",
    "Premedication for IVIG",
    "Cytomegalovirus immune globulin intravenous (CytoGam)",
    "CMV-IGIV 50 mg/mL",
    "Zytomegalie-Immunglobulin",
    "Respiratory syncytial virus immune globulin IV",
    "RSV immunoglobulin",
    "Botulism immune globulin intravenous (BabyBIG)",
    "varicella-zoster immune globulin 125 unit (VARIZIG)",
    "Varizellen-Immunglobulin",
    "Immunoglobuline anti-zona varicelle",
    "hepatitis B immune globulin >312 unit/mL",
    "Hepatitis-B-Immunglobulin vom Menschen",
    "immunoglobuline humaine de l'hépatite B",
    "HBIG",
    "rabies immune globulin (PF) 300 unit/mL",
    "Tollwut-Immunglobulin",
    "immunoglobuline humaine antirabique",
    "Rage immunoglobuline",
    "tetanus immune globulin 250 unit",
    "Tetanus-Immunglobulin vom Menschen",
    "immunoglobuline humaine antitétanique",
    "inmunoglobulina antitetánica",
    "Rho(D) immune globulin 300 mcg",
    "RHOGAM ULTRA-FILTERED PLUS",
    "Anti-D-Immunglobulin 300",
    "Human anti-D immunoglobulin 1500 unit",
    "Rh immune globulin",
    "anti-thymocyte globulin (rabbit) immune globulin",
    "lymphocyte immune globulin, anti-thymocyte (equine)",
    "GamaSTAN immune globulin intramuscular",
    "immune globulin (human) 15-18 % intramuscular solution",
    "Beriglobin Immunglobulin",
    "Amoxicillin 500 mg",
    "globulin eye drops",
    "Gammalinolenic acid",
    "average dose of xgamunexx",
)


def is_covered(engine: Engine, *drafts: dict[str, Any]) -> bool:
    return any(covered_by_route(engine.rulebase, each) for each in ordered(engine.rulebase, Drafts(list(drafts))))


@pytest.mark.parametrize("name", MEDICINES)
def test_a_name_of_intravenous_immunoglobulin_is_recognised(engine: Engine, name: str) -> None:
    assert is_covered(engine, draft({"text": name}))
    assert is_covered(engine, draft({"coding": [{"system": "urn:epic", "code": "1", "display": name.upper()}]}))
    assert is_covered(engine, draft({"text": name.replace(" ", "\u200b \u00a0")}))


@pytest.mark.parametrize("name", OTHERS)
def test_a_name_of_another_product_is_not(engine: Engine, name: str) -> None:
    assert not is_covered(engine, draft({"text": name}))
    assert not is_covered(engine, draft({"coding": [{"display": name.lower()}], "text": name.upper()}))


def test_what_it_is_against_counts_before_a_code_that_it_shares(engine: Engine) -> None:
    shared = {"coding": [{"system": ATC, "code": "J06BA02"}], "text": "hepatitis B immunoglobulin"}
    assert not is_covered(engine, draft(shared))
    specific = {"coding": [{"system": ATC, "code": "J06BB04"}], "text": "human immunoglobulin"}
    assert not is_covered(engine, draft(specific))


@pytest.mark.parametrize("code", ["44206-436-05", "44206-0436-05", "44206043605", "4420643605", "44206-436"])
def test_an_ndc_is_recognised_however_it_is_written(engine: Engine, code: str) -> None:
    uri = uris(engine.rulebase, "ndc")[0]
    assert is_covered(engine, draft({"coding": [{"system": uri, "code": code}]}))


@pytest.mark.parametrize("code", ["44206-437-99x", "13533-635-04", "00000000000", "", "-", "44206-4369"])
def test_another_ndc_is_not(engine: Engine, code: str) -> None:
    uri = uris(engine.rulebase, "ndc")[0]
    assert not is_covered(engine, draft({"coding": [{"system": uri, "code": code}]}))


def test_editions_and_versions_of_a_system_are_that_system(engine: Engine) -> None:
    for uri in ("http://snomed.info/sct/731000124108", "http://snomed.info/sct|20250101", "http://snomed.info/sct/"):
        assert is_covered(engine, draft({"coding": [{"system": uri, "code": "714569001"}]}))
    assert not is_covered(engine, draft({"coding": [{"system": "http://snomed.info/sctx", "code": "714569001"}]}))


def service(concept: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"resourceType": "ServiceRequest", "id": "s", "status": "draft", "code": concept, **more}


@pytest.mark.parametrize(
    "text", ["IVIG infusion", "Infusion of immune globulin", "Intravenous immunoglobulin therapy", "Privigen 40 g"]
)
def test_a_request_for_an_infusion_is_an_order(engine: Engine, text: str) -> None:
    assert is_covered(engine, service({"text": text}))
    hcpcs = {"coding": [{"system": uris(engine.rulebase, "hcpcs")[0], "code": "J1459"}]}
    assert is_covered(engine, service(hcpcs))
    assert is_covered(engine, service({"concept": hcpcs}))  # R5


@pytest.mark.parametrize(
    "text", ["Immunoglobulin G [Mass/volume] in Serum", "IgG level", "Quantitative immunoglobulins", "Immunglobuline"]
)
def test_a_request_for_a_test_is_none(engine: Engine, text: str) -> None:
    assert not is_covered(engine, service({"text": text}))


def test_a_way_that_is_left_out_is_no_order(engine: Engine) -> None:
    muscle = {"coding": [{"system": "http://snomed.info/sct", "code": "78421000"}]}
    vein = {"coding": [{"system": "http://snomed.info/sct", "code": "47625008"}]}
    name = {"text": "Human normal immunoglobulin"}
    assert not is_covered(engine, draft(name, dosageInstruction=[{"route": muscle}]))
    assert not is_covered(engine, draft(name, dosageInstruction=[{"route": {"text": "Intramuscular"}}]))
    assert is_covered(engine, draft(name, dosageInstruction=[{"route": vein}]))
    assert is_covered(engine, draft(name))


def test_only_what_was_selected_counts_and_all_where_nothing_is_named(engine: Engine) -> None:
    ivig, other = draft({"text": "IVIG"}, id="a"), draft({"text": "Amoxicillin"}, id="b")
    medication = {"resourceType": "Medication", "id": "m", "code": {"text": "IVIG"}}
    refers = draft(id="c", medicationReference={"reference": "Medication/m"})
    drafts = [ivig, other, refers, medication]
    assert not is_covered(engine, *selected(Drafts(drafts), ["MedicationRequest/b"]).resources)
    assert is_covered(engine, *selected(Drafts(drafts), ["MedicationRequest/a"]).resources)
    assert is_covered(engine, *selected(Drafts(drafts), ["https://ehr.example.org/fhir/MedicationRequest/c"]).resources)
    for nothing in ([], None, "x", [7], ["MedicationRequest/of-no-draft"], ["urn:uuid:7"]):
        assert selected(Drafts(drafts), nothing).resources == drafts


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert not holds(text, [])


def test_a_word_stands_whole_unless_it_ends_in_a_star() -> None:
    assert holds("Immunoglobulin", ["immuno*"])
    assert not holds("Immunoglobulin", ["immuno"])
    assert not holds("autoimmunoglobulin", ["immuno*"])
    assert holds("ANTI-D", ["anti d"])
    assert not holds("anti dog", ["anti d"])
