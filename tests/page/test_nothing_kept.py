"""After an answer nothing of the patient is in the memory of the service, and other callers lose nothing by it."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.engine.noting.digest import note_json
from tests.page.alone import alone

QUESTIONS = "/page/questions"
AS_JSON = {"Accept": "application/json"}
TRACE = "".join(("zq", "trace", "77"))
"""Part of every text that is sent; put together here, so that no constant of this file holds it."""


def texts_of(each: object) -> Iterator[str]:
    for held in gc.get_referents(each):
        if isinstance(held, str):
            yield held
        elif isinstance(held, bytes | bytearray):
            yield held.decode("latin-1")
        elif isinstance(held, dict | tuple | list | set | frozenset) and not gc.is_tracked(held):
            yield from texts_of(held)


def holders(trace: str) -> list[str]:
    """What in this process holds a text with the trace: attributes, caches of functions, frames, queues."""
    gc.collect()
    with alone():
        return [
            f"{type(each).__name__} {each!r:.300}"
            for each in gc.get_objects()
            if each is not globals() and any(trace in text and text != trace for text in texts_of(each))
        ]


def test_no_text_that_was_typed_or_opened_is_held_after_the_answer(client: TestClient) -> None:
    fields = {"age_years": "56", "sex": f"{TRACE} one", f"{TRACE}_two": f"{TRACE} three", "weight_kg": f"{TRACE}4"}
    assert client.post(QUESTIONS, data=fields, headers=AS_JSON).status_code == 200
    assert client.post(QUESTIONS, data=fields).status_code == 200
    assert client.post(QUESTIONS, data={**fields, "page.do": f"set:{TRACE}_5=yes"}).status_code == 422
    for way in ("print", "text", "profile", "log"):
        assert client.post(f"/page/out/{way}", data=fields).status_code == 422
    file = json.dumps({"sex": f"{TRACE} six", f"{TRACE}_7": f"{TRACE} eight"}).encode()
    assert client.post("/page/open", files={"file": ("a.json", file)}).status_code == 422
    del fields, file
    for _ in range(20):  # the thread that answered may still be on its way out
        found = holders(TRACE)
        if not found:
            break
        time.sleep(0.1)
    assert found == []


def test_what_is_kept_for_other_callers_outlives_an_answer_on_the_page(client: TestClient) -> None:
    engine: Engine = client.app.state.context.knowledge.engine  # type: ignore[attr-defined]
    patient = engine.patient({"has_systemic_sclerosis": True, "age_years": 61})
    decided = engine.decide(patient)
    answered = client.post(QUESTIONS, data={"age_years": "47"}, headers=AS_JSON)
    assert answered.status_code == 200
    assert client.post("/page/out/log", data={"age_years": "47"}).status_code == 200
    assert engine.decide(patient) is decided
    assert engine._decided.get(engine.patient({"age_years": 47})) is None


def test_an_engine_apart_writes_the_same_notes_and_is_empty_afterwards(engine: Engine) -> None:
    profiles: list[dict[str, Any]] = [dict(case.profile) for case in engine.rulebase.cases.values()]
    with engine.apart() as apart:
        assert [note_json(apart.note(raw)) for raw in profiles] == [note_json(engine.note(raw)) for raw in profiles]
        assert apart._decided.get(apart.patient(profiles[0])) is not None
    assert apart._decided.get(engine.patient(profiles[0])) is None
    assert apart.diagram._reached.cache_info().currsize == 0
    assert apart.corrected_diagram._restricted.cache_info().currsize == 0


def test_two_engines_apart_at_a_time_share_nothing_and_later_ones_use_them_again(engine: Engine) -> None:
    raw = {"age_years": 33}
    with engine.apart() as one, engine.apart() as other:
        decided = one.decide(one.patient(raw))
        assert other.decide(other.patient(raw)) is not decided
    assert one is not other
    with engine.apart() as again:
        assert again in (one, other)


def test_an_engine_apart_forgets_where_the_work_fails(engine: Engine) -> None:
    used: list[Engine] = []

    def failing() -> None:
        with engine.apart() as apart:
            used.append(apart)
            apart.decide(apart.patient({"age_years": 34}))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert used[0]._decided.get(engine.patient({"age_years": 34})) is None
