"""FHIR R4 in: resources become a profile and a report of what was used, what was not, and why.

What each kind of entry means: docs/fhir-intake.md. Which codes and units mean what: the data dictionary and
`records.yaml` of the rule base; no module here names an element.
"""

from immunote.service.fhir import fault_codes as fault_codes
