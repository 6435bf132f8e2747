"""The names that FHIR R4, SDC 3.0.0 and Da Vinci DTR give to what stands in a questionnaire."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_CORE = "http://hl7.org/fhir/StructureDefinition/"
_SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
SDC_VERSION = "3.0.0"

UCUM = "http://unitsofmeasure.org"
UNIT = f"{_CORE}questionnaire-unit"
UNIT_OPTION = f"{_CORE}questionnaire-unitOption"
MIN_VALUE = f"{_CORE}minValue"
MAX_VALUE = f"{_CORE}maxValue"
MOST_DECIMALS = f"{_CORE}maxDecimalPlaces"
ITEM_CONTROL = f"{_CORE}questionnaire-itemControl"
ITEM_CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
TARGET_ELEMENT = f"{_CORE}targetElement"
LINK_PERIOD = f"{_SDC}sdc-questionnaire-observationLinkPeriod"
EXTRACT = f"{_SDC}sdc-questionnaire-observationExtract"
ADAPTIVE = f"{_SDC}sdc-questionnaire-questionnaireAdaptive"
INITIAL = f"{_SDC}sdc-questionnaire-initialExpression"
VARIABLE = f"{_CORE}variable"
LAUNCH_CONTEXT = f"{_SDC}sdc-questionnaire-launchContext"
LAUNCH_CONTEXTS = "http://hl7.org/fhir/uv/sdc/CodeSystem/launchContext"
ORIGIN = "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin"
"""How an answer came to be (`auto`, `override`, `manual`): SDC has no such extension, and payers read this one."""
OPERATIONS = "http://hl7.org/fhir/uv/sdc/OperationDefinition/"


def profile(name: str) -> str:
    """The canonical of a profile of SDC in the version that is met; SDC 4 asks for other things in part."""
    return f"{_SDC}{name}|{SDC_VERSION}"


BASE = profile("sdc-questionnaire")
FROM_OBSERVATIONS = profile("sdc-questionnaire-pop-obsn")
BY_EXPRESSIONS = profile("sdc-questionnaire-pop-exp")
TO_OBSERVATIONS = profile("sdc-questionnaire-extr-obsn")
ADAPTIVE_FOUND = profile("sdc-questionnaire-adapt-srch")
ADAPTIVE_HELD = profile("sdc-questionnaire-adapt")
RESPONSE = profile("sdc-questionnaireresponse")
ADAPTIVE_RESPONSE = profile("sdc-questionnaireresponse-adapt")


def extension(url: str, kind: str, value: Any) -> Json:
    """An extension with one value: `kind` as in `valueCode`, without `value`."""
    return {"url": url, f"value{kind}": value}


def display(link_id: str, text: str, control: str | None = None) -> Json:
    """A display item; `control`: its itemControl, as `help`."""
    coding = {"coding": [{"system": ITEM_CONTROLS, "code": control}]}
    shown = [extension(ITEM_CONTROL, "CodeableConcept", coding)] if control else None
    item = {"extension": shown, "linkId": link_id, "text": text, "type": "display"}
    return {key: value for key, value in item.items() if value is not None}
