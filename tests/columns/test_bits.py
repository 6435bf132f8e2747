"""A circuit over bits says of every row what the same sentence says of one patient."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunote.engine.columns import bits
from immunote.engine.columns.bits import Program
from immunote.engine.columns.circuit import FALSE, TRUE, Bit, Circuit

Row = tuple[bool | None, ...]
NAMES = "abcd"
ROWS = st.lists(st.tuples(*[st.sampled_from([True, False, None])] * len(NAMES)), max_size=70)

Holds = Callable[[Row], bool]


def random_circuit(rng: Random, gates: int) -> tuple[Circuit, dict[Bit, Holds]]:
    """A circuit, and for each of its bits the same in plain Python."""
    circuit = Circuit()
    means: dict[Bit, Holds] = {FALSE: lambda _: False, TRUE: lambda _: True}
    for place, name in enumerate(NAMES):
        means[circuit.is_true(name)] = lambda row, place=place: row[place] is True  # type: ignore[misc]
        means[circuit.is_false(name)] = lambda row, place=place: row[place] is False  # type: ignore[misc]
        means[circuit.is_unknown(name)] = lambda row, place=place: row[place] is None  # type: ignore[misc]
    for _ in range(gates):
        one, other, third = rng.choices(list(means), k=3)
        p, q, r = means[one], means[other], means[third]
        made: list[tuple[Bit, Holds]] = [
            (circuit.both(one, other), lambda row, p=p, q=q: p(row) and q(row)),  # type: ignore[misc]
            (circuit.either(one, other), lambda row, p=p, q=q: p(row) or q(row)),  # type: ignore[misc]
            (circuit.but_not(one, other), lambda row, p=p, q=q: p(row) and not q(row)),  # type: ignore[misc]
            (circuit.instead(one, other, third), lambda row, p=p, q=q, r=r: q(row) if p(row) else r(row)),  # type: ignore[misc]
            (
                circuit.just_one_of([one, other, third]),
                lambda row, p=p, q=q, r=r: [p(row), q(row), r(row)].count(True) == 1,  # type: ignore[misc]
            ),
        ]
        bit, holds = rng.choice(made)
        means[bit] = holds
    return circuit, means


def frame_of(rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(NAMES, pl.Boolean), orient="row")


@given(rows=ROWS, seed=st.integers(0, 10_000))
def test_every_bit_means_on_each_row_what_it_says(rows: list[Row], seed: int) -> None:
    rng = Random(seed)
    circuit, means = random_circuit(rng, rng.randrange(1, 40))
    wanted = {f"out {bit}": bit for bit in rng.choices(list(means), k=6)}
    found = Program(circuit, wanted).run(frame_of(rows))
    for name, bit in wanted.items():
        assert found[name].to_list() == [means[bit](row) for row in rows], circuit.gates
        assert found[name].dtype == pl.Boolean
        assert found[name].name == name


@given(rows=ROWS, start=st.integers(0, 30), length=st.integers(0, 40))
def test_rows_cut_out_of_a_longer_frame_are_read_from_where_they_begin(
    rows: list[Row], start: int, length: int
) -> None:
    circuit = Circuit()
    asked = {"true": circuit.is_true("a"), "false": circuit.is_false("a"), "unknown": circuit.is_unknown("a")}
    cut = rows[start : start + length]
    found = Program(circuit, asked).run(frame_of(rows).slice(start, length))
    assert found["true"].to_list() == [row[0] is True for row in cut]
    assert found["false"].to_list() == [row[0] is False for row in cut]
    assert found["unknown"].to_list() == [row[0] is None for row in cut]


def test_a_frame_in_pieces_and_longer_than_what_is_done_at_once_loses_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bits, "BYTES_AT_ONCE", 3)
    rng = Random(1)
    rows: list[Row] = [tuple(rng.choices([True, False, None], k=len(NAMES))) for _ in range(1_003)]
    circuit, means = random_circuit(rng, 200)
    program = Program(circuit, {str(bit): bit for bit in means})
    frame = pl.concat([frame_of(rows[:11]), frame_of(rows[11:700]), frame_of(rows[700:])], rechunk=False)
    found = program.run(frame)
    for bit, holds in means.items():
        assert found[str(bit)].to_list() == [holds(row) for row in rows]


def test_of_a_column_of_numbers_it_is_asked_whether_it_is_known() -> None:
    circuit = Circuit()
    program = Program(circuit, {"unknown": circuit.is_unknown("x"), "whole": circuit.is_unknown("y")})
    frame = pl.DataFrame({"x": [1, None, 3], "y": [1, 2, 3]})
    found = program.run(frame)
    assert found["unknown"].to_list() == [False, True, False]
    assert found["whole"].to_list() == [False, False, False]


def test_what_is_the_same_is_one_gate_and_what_nobody_asks_for_is_not_read() -> None:
    circuit = Circuit()
    a, b = circuit.is_true("a"), circuit.is_true("b")
    assert circuit.both(a, b) == circuit.both(b, a)
    assert circuit.any_of([a, FALSE, a]) == a
    assert circuit.all_of([]) == TRUE
    assert circuit.but_not(a, a) == FALSE
    program = Program(circuit, {"a": a})
    assert program.reads == ("a",)
    assert program.run(pl.DataFrame({"a": [True, None]}))["a"].to_list() == [True, False]


def test_a_row_more_or_less_changes_nothing_for_the_others() -> None:
    """Bits beyond the last row are never read back."""
    circuit = Circuit()
    program = Program(circuit, {"not": circuit.but_not(TRUE, circuit.is_true("a")), "all": TRUE, "none": FALSE})
    for height in (1, 7, 8, 9, 64, 65):
        found = program.run(pl.DataFrame({"a": [True] * height}))
        assert (found["not"].sum(), found["all"].sum(), found["none"].sum()) == (0, height, 0)
    empty = program.run(pl.DataFrame(schema={"a": pl.Boolean}))
    assert {name: series.len() for name, series in empty.items()} == {"not": 0, "all": 0, "none": 0}


def test_frames_in_pieces_worked_out_side_by_side_are_as_each_is_alone() -> None:
    """The pieces are joined in memory of their own, which nobody else may be given while numpy reads it."""
    rng = Random(2)
    circuit, means = random_circuit(rng, 300)
    program = Program(circuit, {str(bit): bit for bit in means})
    frames = []
    for _ in range(10):
        # all is known: then numpy reads the columns themselves, and nothing worked out of them
        rows: list[Row] = [tuple(rng.choices([True, False], k=len(NAMES))) for _ in range(997)]
        frames.append(pl.concat([frame_of(rows)] * 41, rechunk=False))
    alone = [pl.DataFrame(list(program.run(frame).values())) for frame in frames]
    first = frames[0].head(997).rows()
    assert alone[0].head(997).rows() == [tuple(holds(row) for holds in means.values()) for row in first]

    def is_as_alone(number: int) -> bool:
        return pl.DataFrame(list(program.run(frames[number]).values())).equals(alone[number])

    with ThreadPoolExecutor(8) as threads:
        numbers = rng.choices(range(len(frames)), k=400)
        assert all(threads.map(is_as_alone, numbers))
