"""A caller's request id is taken over where it has the form of one, and never where it could be something else."""

import re
import uuid

import pytest

from immunote.service.running.request_ids import request_id

UUID = "9b2f6c52-0d6e-4c0e-9d3f-0a6a3c1f7f55"


@pytest.mark.parametrize(
    "given", [UUID, UUID.upper(), "4bf92f3577b34da6a3ce929d0e0e4736", "01ARZ3NDEKTSV4RRFFQ69G5FAV"]
)
def test_an_id_of_a_known_form_is_taken_over(given: str) -> None:
    assert request_id(given.encode()) == given


@pytest.mark.parametrize(
    "given",
    [
        *("", "12345678", "1970-01-01", "Jane Doe", "MRN-0012345", UUID + "\n", UUID + UUID, UUID + "; drop"),
        *("\x1b[31m" + UUID, "x" * 100_000, UUID.replace("-", "_"), "٤bf92f3577b34da6a3ce929d0e0e4736"),
    ],
)
def test_anything_else_gets_a_new_id(given: str) -> None:
    made = request_id(given.encode())
    assert made not in (given, "")
    assert uuid.UUID(made).version == 4


def test_without_one_each_request_gets_its_own() -> None:
    made = {request_id(None) for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch(r"[0-9a-f-]{36}", each) for each in made)
