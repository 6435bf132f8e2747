"""Reasons for setting a card aside, from the code system that HL7 keeps with CDS Hooks.

Codes and displays are HL7's own (Non-Adherence Reason Codes, CC0); which of them a card offers is chosen here: those
that say something about a note, and none about a wish or a cost.
"""

from __future__ import annotations

from immunote.service.cds.models import OverrideChoice

SYSTEM = "http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes"

_OFFERED = {
    "patient-ineligible": "Patient does not meet eligibility for recommended action",
    "need-more-info": "Could not address recommended action due to need for more information/pending results/pending "
    "consult",
    "wrong-time-workflow": "PC CDS delivered at wrong time in workflow or patient lifecycle",
    "inappropriate-recipient": "PC CDS delivered to inappropriate recipient/role",
    "does-not-align-latest-evidence": "Recommended action does not align with the latest evidence",
    "expert-contradicts": "Advice from expert contradicts the recommended action",
    "policy-contradicts": "Institutional policy/guideline contradicts the recommended action",
    "risk-benefit-ratio": "Recipient assessment of risk/benefit ratio",
    "patient-contraindication": "Patient has contraindication to recommended action",
}

OVERRIDE_REASONS = tuple(
    OverrideChoice(code=code, system=SYSTEM, display=display) for code, display in _OFFERED.items()
)
