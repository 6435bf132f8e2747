"""Callers, and what each may be allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SCOPES = {
    "notes:write": "have notes written, from profiles and from FHIR resources",
    "knowledge:read": "read rules, sources, elements and the state of the rule base",
    "decisions:read": "read what was decided, by digest",
    "feedback:read": "read the counts of what clinicians did with cards",
    "feedback:review": "say what came of reading a source again",
    "rules:review": "review rules and vignettes on the page, and sign them",
    "metrics:read": "read the counters of the service",
}
CDS_SCOPES = frozenset({"cds:call"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: `id` goes to the decision log, so it names a key or an issuer and never a person."""

    id: str
    kind: Literal["api_key", "cds_client", "smart", "development"]
    scopes: frozenset[str]


DEVELOPER = Caller("development", "development", frozenset(SCOPES) | CDS_SCOPES)
