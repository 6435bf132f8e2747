"""The bytes of a note: its JSON as pydantic writes it, its digest over what the package rfc8785 writes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import rfc8785
from pydantic import TypeAdapter

from immunote.engine.note import Citation, Missing, Note, OpenRule, Statement
from immunote.engine.noting.digest import OUTSIDE, digest_of, digest_of_one_piece, note_json
from tests.engine.test_properties import ENGINE
from tests.support.patients import random_patient, unremarkable

SCHEMA = TypeAdapter(Note)
PARTS: dict[type, TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in (Statement, Missing, OpenRule, Citation)}


def notes() -> Iterator[Note]:
    """Notes of patients of whom nothing, something and everything is known, and of the published cases."""
    yield ENGINE.note({})
    yield ENGINE.note(unremarkable(ENGINE))
    for case in ENGINE.rulebase.cases.values():
        yield ENGINE.note(case.profile)
    for seed in range(40):
        rng = Random(seed)
        yield ENGINE.note(random_patient(ENGINE, rng, rng.random()))


def test_the_json_of_a_note_is_what_pydantic_writes() -> None:
    for note in notes():
        assert note_json(note) == SCHEMA.dump_json(note)
        for part in (*note.statements, *note.missing, *note.open_rules, *note.citations):
            assert note_json(part) == PARTS[type(part)].dump_json(part)


def test_the_json_of_a_note_reads_back_as_the_same_note() -> None:
    """Parts that are kept for many notes have passed the same checks as those made for one."""
    for note in notes():
        assert SCHEMA.validate_json(note_json(note)) == note


def hash_of(content: object) -> str:
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()  # type: ignore[arg-type]


def test_the_digest_is_over_the_hashes_of_parts_by_rfc_8785() -> None:
    """Our encoder writes the bytes of the package `rfc8785` for whatever a note holds."""
    left_out = {**dict.fromkeys(OUTSIDE, True), "provenance": {"engine_version"}}
    for note in notes():
        content = SCHEMA.dump_python(note, mode="json", exclude=left_out)
        parts = {
            name: isinstance(value, list) and value and isinstance(value[0], dict) for name, value in content.items()
        }
        hashes = {name: [*map(hash_of, value)] if parts[name] else hash_of(value) for name, value in content.items()}
        assert note.digest == digest_of(note) == hash_of(hashes)


def test_the_earlier_digest_is_over_the_whole_note_by_rfc_8785() -> None:
    for note in notes():
        left_out = {"digest": True, "review": True, "provenance": {"engine_version"}}
        content = SCHEMA.dump_python(note, mode="json", exclude=left_out) | {"reviewed_by_clinician": False}
        assert digest_of_one_piece(note) == hash_of(content)


def test_a_note_has_one_digest_with_what_would_settle_it_and_without() -> None:
    decided = ENGINE.decide(ENGINE.patient({}))
    assert decided.note.settled_by is None
    assert ENGINE.whole(decided).settled_by
    assert decided.note.digest == ENGINE.whole(decided).digest == digest_of(decided.note)


def test_the_digest_leaves_out_the_engine_version_and_who_signed_and_nothing_else() -> None:
    note = ENGINE.note({})
    other = replace(note, provenance=replace(note.provenance, engine_version="9"))
    assert digest_of(other) == note.digest
    for name in note.provenance.__dict__:
        if name != "engine_version":
            provenance = replace(note.provenance, **{name: "another"})
            assert digest_of(replace(note, provenance=provenance)) != note.digest, name
    for name in note.__dict__:
        if name not in ("digest", "provenance"):
            is_left_out = name in OUTSIDE
            assert (digest_of(replace(note, **{name: "another"})) == note.digest) is is_left_out, name
