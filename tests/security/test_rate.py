"""Asking too often: by caller, wherever it asks from. By address: tests/server/test_proxy.py."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from immunote.service.security.api_keys import make_key
from immunote.service.security.rate import Buckets, share
from tests.security.support import code_of, make_app, post, serve


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_caller_that_asks_too_often(tmp_path: Path) -> None:
    app = make_app(tmp_path / "db", caller_rate=0.05, caller_burst=3)
    context = app.state.context
    keys = [make_key(context.keys, context.settings.security, ["notes:write"], 1, "") for _ in range(2)]
    with serve(app) as url:
        answers = [post(url, "/v1/notes", keys[0]) for _ in range(5)]
        assert [each.status_code for each in answers] == [200] * 3 + [429] * 2
        assert code_of(answers[-1]) == "S35"
        assert "retry-after" in answers[-1].headers
        assert post(url, "/v1/notes", keys[1]).status_code == 200


@given(st.lists(st.floats(0, 3), max_size=200), st.floats(0.1, 50), st.integers(1, 20))
def test_never_more_than_the_burst_and_the_rate(pauses: list[float], rate: float, burst: int) -> None:
    clock = Clock()
    buckets = Buckets(rate, burst, clock)
    taken = 0
    for pause in pauses:
        clock.now += pause
        wait = buckets.take("x")
        taken += not wait
        assert taken <= burst + clock.now * rate + 1e-6
        if wait:
            clock.now += wait + 1e-9
            assert buckets.take("x") == 0
            taken += 1


def test_buckets_do_not_pile_up() -> None:
    buckets = Buckets(1, 1)
    for number in range(30_000):
        buckets.take(str(number))
    assert len(buckets._kept) == 20_000


@given(st.floats(0.1, 50), st.integers(1, 40), st.integers(1, 8))
def test_all_workers_together_give_out_what_is_set(rate: float, burst: int, workers: int) -> None:
    clock = Clock()
    shares = [share(rate, burst, workers) for _ in range(workers)]
    for each in shares:
        each._clock = clock
    at_once = sum(_taken(each) for each in shares)
    assert at_once <= max(burst, workers)
    assert at_once > burst - workers
    seconds = 1_000 / rate
    refilled = 0
    for step in range(1, 101):
        clock.now = seconds * step / 100
        refilled += sum(_taken(each) for each in shares)
    assert refilled <= seconds * rate + max(burst, workers)


def _taken(buckets: Buckets) -> int:
    """How many come through before one is refused."""
    count = 0
    while buckets.take("x") == 0:
        count += 1
    return count


def test_no_limit_stays_no_limit_in_every_worker() -> None:
    assert all(share(0, 1, 4).take("x") == 0 for _ in range(100))


def test_one_worker_of_several_has_its_share(tmp_path: Path) -> None:
    app = make_app(tmp_path / "db", workers=2, caller_rate=0.05, caller_burst=6)
    context = app.state.context
    key = make_key(context.keys, context.settings.security, ["notes:write"], 1, "")
    with serve(app) as url:
        answers = [post(url, "/v1/notes", key).status_code for _ in range(5)]
    assert answers == [200] * 3 + [429] * 2
