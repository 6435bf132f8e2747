"""Scopes: what a launch asks for, one by one, and what it was granted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from immunote.engine.rulebase import RuleBase
from immunote.service.cds.services import templates

WRITTEN = ("QuestionnaireResponse", "DocumentReference")
"""What is written back, where a user asks for it."""
_ALSO_READ = ("Medication",)  # orders refer to it; it is of no patient's compartment, and many servers refuse the scope
_GRANT = re.compile(r"patient/(\*|[A-Z][A-Za-z]{1,60})\.(\*|read|write|c?r?u?d?s?)(\?.*)?")
_OF_VERSION_1 = {"*": "cruds", "read": "rs", "write": "cud"}


def kinds_read(rulebase: RuleBase) -> dict[str, str]:
    """The kind of resource behind each search that the intake makes, by the key of the search."""
    return {key: re.split(r"[/?]", template)[0] for key, template in templates(rulebase).items()}


def read_scopes(rulebase: RuleBase) -> tuple[str, ...]:
    """Read-only scopes of what the intake reads: a read of the Patient, reads and searches of everything else."""
    kinds = dict.fromkeys([*kinds_read(rulebase).values(), *_ALSO_READ])
    return tuple(f"patient/{kind}.{'r' if kind in ('Patient', 'Medication') else 'rs'}" for kind in kinds)


def asked_scopes(rulebase: RuleBase, *, is_ehr: bool, writes: bool) -> str:
    """The `scope` of an authorisation request. It never asks for a refresh token."""
    head = ("openid", "fhirUser", "launch" if is_ehr else "launch/patient")
    write = tuple(f"patient/{kind}.c" for kind in WRITTEN) if writes else ()
    return " ".join([*head, *read_scopes(rulebase), *write])


@dataclass(frozen=True)
class Granted:
    """What was granted of the patient's record. `actions`: letters of `cruds`, by kind. `narrowed`: by a query."""

    actions: Mapping[str, frozenset[str]]
    narrowed: frozenset[str]

    @classmethod
    def of(cls, scopes: Iterable[str]) -> Granted:
        """Read scopes of SMART 2 and of SMART 1; what is not of the patient's record counts for nothing."""
        actions: dict[str, frozenset[str]] = {}
        whole: dict[str, frozenset[str]] = {}
        for scope in scopes:
            found = _GRANT.fullmatch(scope)
            if found is None:
                continue
            kind, letters, query = found.groups()
            letters = _OF_VERSION_1.get(letters, letters)
            actions[kind] = actions.get(kind, frozenset()) | frozenset(letters)
            if query is None:
                whole[kind] = whole.get(kind, frozenset()) | frozenset(letters)
        every = whole.get("*", frozenset())
        narrowed = {
            kind for kind in actions if "s" in actions[kind] and "s" not in whole.get(kind, frozenset()) | every
        }
        return cls(actions, frozenset(narrowed))

    def may(self, action: str, kind: str) -> bool:
        """Whether an action (`r`, `s`, `c`) on a kind of resource is granted."""
        return action in self.actions.get(kind, frozenset()) | self.actions.get("*", frozenset())

    def reads(self, kind: str) -> bool:
        """Whether what the intake asks of a kind is granted: a read of the Patient, a search of anything else."""
        return self.may("r" if kind == "Patient" else "s", kind)

    def is_whole(self, kind: str) -> bool:
        """Whether a kind is granted without a query that narrows it."""
        return self.reads(kind) and kind not in self.narrowed and "*" not in self.narrowed

    @property
    def writes(self) -> bool:
        """Whether everything that is written back may be created."""
        return all(self.may("c", kind) for kind in WRITTEN)


def kept_scopes(scopes: Iterable[str], rulebase: RuleBase) -> tuple[str, ...]:
    """The granted scopes that something here depends on, so that a cookie has room for them."""
    kinds = {"*", *kinds_read(rulebase).values(), *_ALSO_READ, *WRITTEN}
    found = (scope for scope in scopes if (match := _GRANT.fullmatch(scope)) and match[1] in kinds)
    return tuple(dict.fromkeys(found))
