"""Reads the prefetched resources of a CDS request, and fetches from the FHIR server those that it left out.

A prefetch key can have resources, `null` (the record system has nothing), an empty Bundle (it searched and found
nothing) or an OperationOutcome (it could not search), or be left out (it did not try). None of these ever means "no".
Only keys that were left out are fetched, and the rest of searches of which only the first page came. A search that the
FHIR server refuses costs that key: the card says so. If a needed key cannot be fetched, the request is answered by 412.
Medications that orders refer to and that did not come with them are fetched too.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import anyio
import anyio.to_thread

from immunote.engine.faults import Fault, shorten
from immunote.service.cds.fhir_client import NotFetched, Record, SearchRefused, next_url
from immunote.service.cds.medications import medications_referred
from immunote.service.cds.models import HookRequest
from immunote.service.cds.services import query
from immunote.service.fhir.searching import has_failed, has_more, says_lost
from immunote.service.kernel.problems import Problem
from immunote.service.security.servers import allowed_server
from immunote.service.settings.cds import CdsSettings
from immunote.service.settings.fhir_servers import ServerNotAllowed

State = Literal["given", "none", "empty", "error", "incomplete", "left_out"]
"""`none`: null. `empty`: a Bundle without entries. `error`: an OperationOutcome. `incomplete`: more pages than seen."""

_TITLE = "Data that is needed could not be obtained"
_WHOSE = ("subject", "patient")


@dataclass
class PatientResources:
    """What was given on one patient, and for each prefetch key how it was answered.

    `given`: resources as they came, in their Bundles, which say of some that they were deleted or not to be had.
    """

    given: list[dict[str, Any]] = field(default_factory=list)
    states: dict[str, State] = field(default_factory=dict)

    @property
    def resources(self) -> list[dict[str, Any]]:
        """The resources in what was given, but for outcomes of the search."""
        return _resources_in(self.given)

    def leave_out_lists(self) -> None:
        """A reviewed list means "no" for what is not on it, which may not be said where entries may be missing."""
        self.given = list(_without_lists(self.given))


@dataclass
class _Answer:
    state: State
    given: list[dict[str, Any]]

    @property
    def resources(self) -> list[dict[str, Any]]:
        """The resources in what was given, but for outcomes of the search."""
        return _resources_in(self.given)


async def gather(
    request: HookRequest,
    templates: Mapping[str, str],
    settings: CdsSettings,
    references: tuple[str, ...] = (),
    *,
    is_open: bool = False,
) -> PatientResources:
    """Return all resources that the templates and `references` ask for. Raises Problem 400 and 412.

    `is_open`: the FHIR server may be asked without a token.
    """
    _token_for_this_patient(request)
    end = time.monotonic() + settings.fetch_seconds
    given = request.prefetch or {}
    answers = {key: _read(given[key]) for key in templates if key in given}
    wanted = {
        key: query(template, request.context.patientId) for key, template in templates.items() if key not in given
    }
    wanted |= {reference: reference for reference in references}
    unfinished = {
        key: given[key] for key, answer in answers.items() if isinstance(given[key], dict) and next_url(given[key])
    }
    may_ask = request.fhirServer is not None and (is_open or request.fhirAuthorization is not None)
    answers |= await _fetched(request, settings, wanted, unfinished, may_ask)
    answers |= {key: _Answer("left_out", []) for key in templates if key not in answers}
    gathered = PatientResources()
    for key in (*templates, *references):
        gathered.states[key] = answers[key].state
        gathered.given += answers[key].given
    same_patient(gathered.resources, request.context.patientId, "$.prefetch")
    if may_ask:
        gathered.given += await medications_referred(request, settings, gathered.resources, end)
    if any(state in ("incomplete", "error") for state in gathered.states.values()):
        gathered.leave_out_lists()
    return gathered


def _read(value: Any) -> _Answer:
    """Return the state and the resources of one prefetch key."""
    if value is None:
        return _Answer("none", [])
    if isinstance(value, dict) and "resourceType" not in value and isinstance(value.get("resource"), dict):
        value = value["resource"]  # as CDS Hooks 1.0 wrote it
    if not isinstance(value, dict) or not isinstance(value.get("resourceType"), str):
        return _Answer("error", [])
    if value["resourceType"] == "OperationOutcome":
        return _Answer("error", [])
    if value["resourceType"] != "Bundle":
        return _Answer("given", [value])
    kept = _kept(value)
    if any(says_lost(each) for each in _inside(kept)) or any(has_failed(entry) for entry in kept["entry"]):
        return _Answer("error", [kept])
    if has_more(value):
        return _Answer("incomplete", [kept])
    return _given_or_empty([kept])


def _given_or_empty(given: list[dict[str, Any]]) -> _Answer:
    return _Answer("given" if _resources_in(given) else "empty", given)


def _kept(bundle: dict[str, Any]) -> dict[str, Any]:
    """Return a Bundle with the entries that can be read or say what became of one, without its pages."""
    entries = bundle.get("entry")
    listed = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    # some record systems write the resource itself in place of its entry
    kept = [{"resource": entry} if "resourceType" in entry else entry for entry in listed]
    own = {key: value for key, value in bundle.items() if key not in ("link", "total")}
    return {**own, "entry": [entry for entry in kept if _is_kept(entry)]}


def _is_kept(entry: dict[str, Any]) -> bool:
    resource = entry.get("resource")
    if resource is None:
        return "request" in entry or "response" in entry
    return isinstance(resource, dict) and isinstance(resource.get("resourceType"), str)


def _resources_in(given: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    found = (each for one in given for each in _inside(one))
    return [each for each in found if each["resourceType"] != "OperationOutcome"]


def _inside(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if given["resourceType"] != "Bundle":
        yield given
        return
    for entry in given["entry"]:
        if entry.get("resource") is not None:
            yield entry["resource"]


def _without_lists(given: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for each in given:
        if each["resourceType"] == "Bundle":
            kept = [entry for entry in each["entry"] if (entry.get("resource") or {}).get("resourceType") != "List"]
            yield {**each, "entry": kept}
        elif each["resourceType"] != "List":
            yield each


async def _fetched(
    request: HookRequest,
    settings: CdsSettings,
    wanted: Mapping[str, str],
    unfinished: Mapping[str, dict[str, Any]],
    may_ask: bool,
) -> dict[str, _Answer]:
    """Fetch in parallel what was left out, and the further pages of `unfinished` searches. Raises Problem 412."""
    needed = [key for key in wanted if key not in settings.may_be_left_out]
    if not wanted and not unfinished:
        return {}
    if request.fhirServer is None or not may_ask:
        if not needed:
            return {}
        why = "it is not in the request, and there is no FHIR server with a token to fetch it from"
        raise _missing(dict.fromkeys(needed, why))
    try:
        await anyio.to_thread.run_sync(allowed_server, request.fhirServer, settings.fhir_servers)
    except ServerNotAllowed as error:
        if not needed:
            return {}
        raise Problem(412, _TITLE, [error.fault]) from None
    found: dict[str, _Answer] = {}
    failed: dict[str, str] = {}
    refused: dict[str, str] = {}
    token = request.fhirAuthorization.access_token if request.fhirAuthorization is not None else None
    async with Record(request.fhirServer, token, settings) as server:

        async def fetch(key: str, asked: str) -> None:
            try:
                found[key] = await _all_pages(server, await server.get(asked), asked, request, settings)
            except SearchRefused as error:
                # a search of a kind that a server does not have costs that kind alone; a read that fails is no search
                if "?" in asked:
                    refused[key] = error.why
                else:
                    failed[key] = error.why
            except NotFetched as error:
                failed[key] = error.why

        async def finish(key: str, first: dict[str, Any]) -> None:
            try:
                found[key] = await _all_pages(server, first, None, request, settings)
            except NotFetched:
                return  # then it stays incomplete, which the card says

        with anyio.move_on_after(settings.fetch_seconds):
            async with anyio.create_task_group() as tasks:
                for key, asked in wanted.items():
                    tasks.start_soon(fetch, key, asked)
                for key, first in unfinished.items():
                    tasks.start_soon(finish, key, first)
    late = wanted.keys() - found.keys() - failed.keys() - refused.keys()
    failed |= {key: "the FHIR server took too long" for key in wanted if key in late}
    searches = [key for key in needed if "?" in wanted[key]]
    if searches and refused.keys() >= set(searches) and len(searches) > 1:
        failed |= refused  # a server that answers nothing is none to rest a card on
    else:
        found |= {key: _Answer("error", []) for key in refused}
    if not failed.keys().isdisjoint(needed):
        raise _missing({key: why for key, why in failed.items() if key in needed})
    return found


async def _all_pages(
    server: Record, first: dict[str, Any], asked: str | None, request: HookRequest, settings: CdsSettings
) -> _Answer:
    """Return all pages of a search (at most `settings.pages`), or the resource of a read.

    `asked`: the query, None for a search whose first page came in the request. Raises NotFetched for an error, another
    resource than was asked for, or another patient's.
    """
    if asked is not None:
        expected = "Bundle" if "?" in asked else asked.partition("/")[0]
        if first["resourceType"] == "OperationOutcome":
            raise SearchRefused("the FHIR server answered with an error")
        if first["resourceType"] != expected:
            raise NotFetched("the FHIR server answered with something else than it was asked for")
        if expected != "Bundle" and first.get("id") != asked.partition("/")[2]:
            raise NotFetched("the FHIR server answered with another resource than it was asked for")
    given: list[dict[str, Any]] = []
    page: dict[str, Any] | None = first
    for _ in range(settings.pages):
        assert page is not None
        answer = _read(page)
        if answer.state == "error":
            raise SearchRefused("the FHIR server answered with an error")
        given += answer.given
        if any(_is_of_another(each, request.context.patientId) for each in answer.resources):
            raise NotFetched("the FHIR server answered with the record of another patient")
        page = await server.next_page(page)
        if page is None:
            return _given_or_empty(given)
    return _Answer("incomplete", given)


def _missing(why: Mapping[str, str]) -> Problem:
    faults = [Fault(f"$.prefetch['{key}']", "S64", shorten(key), reason) for key, reason in why.items()]
    return Problem(412, _TITLE, faults)


def same_patient(resources: list[dict[str, Any]], patient: str, place: str) -> None:
    """Refuse a request that mixes records. Raises Problem 400."""
    if any(_is_of_another(resource, patient) for resource in resources):
        help_line = "every resource has to be of the patient that `context.patientId` names"
        fault = Fault(place, "S63", "a resource", help_line)
        raise Problem(400, "The request holds records of more than one patient", [fault])


def _token_for_this_patient(request: HookRequest) -> None:
    """Refuse a token that is restricted to another patient. Raises Problem 400."""
    token = request.fhirAuthorization
    if token is not None and token.patient not in (None, request.context.patientId):
        help_line = "a token that is restricted to a patient has to be for the one that `context.patientId` names"
        fault = Fault("$.fhirAuthorization.patient", "S63", "patient", help_line)
        raise Problem(400, "The request holds records of more than one patient", [fault])


def _is_of_another(resource: dict[str, Any], patient: str) -> bool:
    """Whether a resource says that it is of another patient. One that does not say is taken on trust."""
    if resource.get("resourceType") == "Patient":
        return isinstance(resource.get("id"), str) and resource["id"] != patient
    for key in _WHOSE:
        whose = resource.get(key)
        reference = whose.get("reference") if isinstance(whose, dict) else None
        if isinstance(reference, str) and "Patient/" in reference:
            return reference.partition("Patient/")[2].partition("/")[0] != patient
    return False
