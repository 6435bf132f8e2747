"""The matrix as data. Its JSON schema (docs/trace.schema.json) is what programs rely on."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Link = Literal["figure", "threshold", "rule", "scenario", "mutant", "proof", "sign-off", "release"]
LINKS: tuple[Link, ...] = ("figure", "threshold", "rule", "scenario", "mutant", "proof", "sign-off", "release")
"""The links of a chain, in order."""


class TraceModel(BaseModel):
    """Base of all parts of the matrix."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Chain(TraceModel):
    """One rule or table, with what stands before and behind it.

    `figures`: `source.figure`. `choice`: it rests on a choice of the project too. `mutants`: changed rule bases that a
    scenario notices, of how many; null where nobody asked. `proofs`: properties that name it; null as before.
    `release`: the version of the rule base, null where no change log has it.
    """

    part: str
    title: str
    at: str
    figures: tuple[str, ...]
    choice: bool
    thresholds: tuple[str, ...]
    scenarios: tuple[str, ...]
    mutants_noticed: int | None
    mutants: int | None
    proofs: tuple[str, ...] | None
    sign_off: str
    release: str | None


class Orphan(TraceModel):
    """A link without the next or the one before. `at`: where it stands; `why`: what is missing."""

    kind: Link
    name: str
    at: str
    why: str


class Trace(TraceModel):
    """The matrix of a rule base. `not_asked`: links that were left out on request, so that nothing is said of them."""

    rulebase: str
    version: str
    content_hash: str
    chains: tuple[Chain, ...]
    orphans: tuple[Orphan, ...]
    not_asked: tuple[Link, ...]


def schema() -> dict[str, Any]:
    """The JSON schema of a matrix."""
    made = Trace.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
