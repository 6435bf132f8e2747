"""Fetches the Medications that orders and statements refer to and that no search brought.

Within what is left of the time for fetching, and at most so many: one that is not fetched leaves its drug seen and not
read. A reference to another server is not followed.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any

import anyio
import anyio.to_thread

from immunote.service.cds.fhir_client import NotFetched, Record
from immunote.service.cds.models import HookRequest
from immunote.service.fhir.identity import Key, key_of
from immunote.service.security.servers import allowed_server
from immunote.service.settings.cds import CdsSettings
from immunote.service.settings.fhir_servers import ServerNotAllowed

_KIND = "Medication"


def missing_medications(resources: Iterable[dict[str, Any]], base: str) -> list[str]:
    """Return `Medication/id` for each that is referred to, on the server of that base, and did not come."""
    listed = list(resources)
    known = {each.get("id") for each in listed if each.get("resourceType") == _KIND}
    here = base.rstrip("/")
    found: dict[str, None] = {}
    for resource in listed:
        for reference in _references(resource):
            named: Key | None = key_of(reference)
            if named is None or named[1] != _KIND or named[0] not in (None, here) or named[2] in known:
                continue
            found[f"{_KIND}/{named[2]}"] = None
    return list(found)


def _references(resource: dict[str, Any]) -> Iterator[str]:
    medication = resource.get("medication")
    named = [resource.get("medicationReference")]
    named += [medication.get("reference") if isinstance(medication, dict) else None]
    for each in named:
        reference = each.get("reference") if isinstance(each, dict) else None
        if isinstance(reference, str) and not reference.startswith("#"):
            yield reference


async def medications_referred(
    request: HookRequest, settings: CdsSettings, resources: list[dict[str, Any]], end: float
) -> list[dict[str, Any]]:
    """Return the missing Medications that the FHIR server of a request gives before `end` (of `time.monotonic`).

    What it does not give, or not in time, costs nothing but that drug.
    """
    base = request.fhirServer or ""
    asked = missing_medications(resources, base)[: settings.medications]
    if not asked:
        return []
    try:
        await anyio.to_thread.run_sync(allowed_server, base, settings.fhir_servers)
    except ServerNotAllowed:
        return []
    token = request.fhirAuthorization.access_token if request.fhirAuthorization is not None else None
    async with Record(base, token, settings) as server:
        return await _fetched(server, asked, end)


async def _fetched(server: Record, asked: list[str], end: float) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    async def fetch(each: str) -> None:
        try:
            resource = await server.get(each)
        except NotFetched:
            return
        if resource["resourceType"] == _KIND and resource.get("id") == each.partition("/")[2]:
            found.append(resource)

    with anyio.move_on_after(max(end - time.monotonic(), 0)):
        async with anyio.create_task_group() as tasks:
            for each in asked:
                tasks.start_soon(fetch, each)
    return sorted(found, key=lambda each: str(each["id"]))
