"""A worker takes one connection a look, so that those of one caller are shared out; at its end it takes all."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from immunote.service.server.last_calls import OneByOne


@pytest.fixture
def listening() -> Iterator[OneByOne]:
    with OneByOne(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        listening.setblocking(False)
        yield listening


@pytest.fixture
def callers(listening: OneByOne) -> Iterator[list[socket.socket]]:
    callers = [socket.create_connection(listening.getsockname()) for _ in range(3)]
    yield callers
    for each in callers:
        each.close()


def look(listening: OneByOne) -> int:
    """What the event loop takes when the socket is readable: as much as it is given."""
    taken = []
    try:
        while True:
            taken.append(listening.accept()[0])
    except BlockingIOError:
        return len(taken)
    finally:
        for each in taken:
            each.close()


def test_each_look_takes_one_until_none_is_left(listening: OneByOne, callers: list[socket.socket]) -> None:
    assert [look(listening) for _ in range(len(callers) + 2)] == [1, 1, 1, 0, 0]


def test_a_caller_after_none_is_taken_at_the_first_look(listening: OneByOne) -> None:
    assert look(listening) == 0
    with socket.create_connection(listening.getsockname()):
        assert look(listening) == 1


@pytest.mark.usefixtures("callers")
def test_a_stopping_worker_takes_all_that_wait(listening: OneByOne) -> None:
    assert look(listening) == 1
    listening.takes_all = True
    assert look(listening) == 2
