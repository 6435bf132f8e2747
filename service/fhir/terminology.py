"""Asks a terminology server which declared codes a SNOMED CT code stands below. It gets codes and nothing else.

A server that is slow, wrong or away costs its answer and nothing more: the code stays unknown.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import Any

import httpx
import orjson

from immunote.service.fhir.datatypes import RecordCoding
from immunote.service.fhir.index import Index
from immunote.service.fhir.resources import Collected
from immunote.service.settings.terminology import TerminologySettings

_SYSTEM = "http://snomed.info/sct"
_KINDS = ("Condition", "Procedure", "AllergyIntolerance")
_LARGEST_ANSWER = 1024**2
_AT_ONCE = 8

Above = Mapping[str, frozenset[str]]
"""SNOMED CT code -> the declared codes that it stands below."""


class TerminologyServer:
    """One server with the answers that it gave. Safe to use from several threads."""

    def __init__(self, settings: TerminologySettings) -> None:
        self._settings = settings
        self._known: dict[str, frozenset[str]] = {}
        self._lock = threading.Lock()
        self._http = httpx.Client(
            timeout=httpx.Timeout(settings.seconds),
            headers={"Accept": "application/fhir+json"},
            follow_redirects=False,
            trust_env=False,
        )

    def above(self, codes: Iterable[str], declared: Iterable[str]) -> Above:
        """For each code that is or becomes known: the declared codes above it. Within the time of the settings."""
        if self._settings.server is None:
            return {}
        wanted = list(dict.fromkeys(codes))[: self._settings.most_codes]
        roots = sorted(set(declared))
        asked = f"({' OR '.join(roots)})"
        with self._lock:
            found = {code: self._known[_key(code, asked)] for code in wanted if _key(code, asked) in self._known}
        missing = [code for code in wanted if code not in found]
        if not missing or not roots:
            return found
        end = time.monotonic() + self._settings.seconds
        pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="terminology")
        answers = {pool.submit(self._ask, code, asked, frozenset(roots), end): code for code in missing}
        done, _ = wait_for(answers, timeout=self._settings.seconds)
        pool.shutdown(wait=False, cancel_futures=True)
        for answer in done:
            above = answer.result()
            if above is not None:
                found[answers[answer]] = above
                self._keep(_key(answers[answer], asked), above)
        return found

    def close(self) -> None:
        """End the connections."""
        self._http.close()

    def _ask(self, code: str, asked: str, roots: frozenset[str], end: float) -> frozenset[str] | None:
        left = end - time.monotonic()
        if left <= 0 or self._settings.server is None:
            return None
        url = f"{self._settings.server.url.rstrip('/')}/ValueSet/$expand"
        query = {"url": f"{_SYSTEM}?fhir_vs=ecl/(> {code}) AND {asked}", "count": str(len(roots))}
        try:
            response = self._http.get(url, params=query, timeout=left)
            if response.status_code != httpx.codes.OK or len(response.content) > _LARGEST_ANSWER:
                return None
            return _codes_in(orjson.loads(response.content)) & roots
        except (httpx.HTTPError, orjson.JSONDecodeError, _NotAnExpansion):
            return None

    def _keep(self, key: str, above: frozenset[str]) -> None:
        with self._lock:
            while self._known and len(self._known) >= self._settings.kept:
                self._known.pop(next(iter(self._known)))
            if self._settings.kept:
                self._known[key] = above


class _NotAnExpansion(Exception):
    pass


def _codes_in(answer: Any) -> frozenset[str]:
    is_set = isinstance(answer, dict) and answer.get("resourceType") == "ValueSet"
    expansion = answer.get("expansion") if is_set else None
    if not isinstance(expansion, dict):
        raise _NotAnExpansion
    contains = expansion.get("contains", [])
    if not isinstance(contains, list):
        raise _NotAnExpansion
    return frozenset(
        str(each["code"])
        for each in contains
        if isinstance(each, dict) and each.get("system") == _SYSTEM and isinstance(each.get("code"), str)
    )


_SERVERS: dict[TerminologySettings, TerminologyServer] = {}


def above_codes(settings: TerminologySettings, collected: Collected, index: Index) -> Above:
    """What the server of the settings says of the codes of a record; nothing where none is set."""
    if settings.server is None:
        return {}
    server = _SERVERS.get(settings)
    if server is None:
        server = _SERVERS.setdefault(settings, TerminologyServer(settings))
    return server.above(codes_to_ask(collected, index), index.recognition.declared)


def _key(code: str, asked: str) -> str:
    return f"{code} {asked}"


def codes_to_ask(collected: Collected, index: Index) -> list[str]:
    """The SNOMED CT codes of entries that nothing here reads, as numbers."""
    found: dict[str, None] = {}
    for entry in collected.entries:
        code = entry.raw.get("code") if entry.kind in _KINDS else None
        codings = code.get("coding") if isinstance(code, dict) else None
        for each in codings if isinstance(codings, list) else []:
            if not isinstance(each, dict) or not isinstance(each.get("system"), str):
                continue
            number = each.get("code")
            if not isinstance(number, str) or not (number.isascii() and number.isdigit() and len(number) <= 18):
                continue
            coding = RecordCoding(system=each["system"], code=number)
            if index.uri(index.system(coding) or "") == _SYSTEM and not index.recognition.hits([coding]):
                found[number] = None
    return list(found)
