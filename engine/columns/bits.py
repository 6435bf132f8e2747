"""Runs a circuit on all rows of a frame with numpy: one bit a row, one bitwise operation a gate, some thousand gates.

Polars also holds a Boolean column as bits, so columns are exchanged without a copy, by Arrow's C interface. The same
circuit as a Polars plan took ten times as long, most of it to build the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import nanoarrow
import numpy as np
import polars as pl

from immunote.engine.columns.circuit import FALSE, TRUE, Bit, Circuit, CircuitInput, Gate

Bits = np.ndarray[Any, np.dtype[np.uint8]]
"""One bit a row, eight rows a byte, the first row in the lowest bit. Bits after the last row mean nothing."""

BYTES_AT_ONCE = 32_768
"""Bytes of a column that one numpy call works on. Fewer fit the cache better, but calls then take most of the time."""


_Step = tuple[np.ufunc, int, int, int]
"""What is done, the places of the two columns that it reads, and that of the column that it writes."""


class _Column(NamedTuple):
    values: Bits
    known: Bits | None


class Program:
    """A circuit compiled to numpy operations, for the gates behind `outputs`. `reads`: the columns that it reads."""

    def __init__(self, circuit: Circuit, outputs: Mapping[str, Bit]) -> None:
        needed = _needed(circuit, outputs.values())
        inputs = {bit: gate for bit in needed if isinstance(gate := circuit.gates[bit], CircuitInput)}
        self._inputs = list(inputs.values())
        self.reads = tuple(dict.fromkeys(gate.column for gate in self._inputs))
        found = {bit: number for number, bit in enumerate(dict.fromkeys(outputs.values()))}
        self._found = {name: found[bit] for name, bit in outputs.items()}
        place = {FALSE: 0, TRUE: 1, **{bit: at for at, bit in enumerate(inputs, 2)}}
        after = {bit: len(place) + number for bit, number in found.items()}
        self._steps, self._scratch = _steps(circuit, needed, place, after)

    def run(self, frame: pl.DataFrame) -> dict[str, pl.Series]:
        """Run the circuit on a frame with the columns `reads`; return each output as a Boolean column without nulls."""
        length = -(-frame.height // 8)
        lent = _lent(frame.select(self.reads), length)
        columns = {name: _lying(array, length) for name, array in zip(self.reads, lent, strict=True)}
        given = [_asked(gate, columns[gate.column], length) for gate in self._inputs]
        found = np.empty((len(set(self._found.values())), length), np.uint8)
        most = min(length, BYTES_AT_ONCE)
        always = np.repeat(np.array([[0], [255]], np.uint8), most, axis=1)
        scratch = np.empty((self._scratch, most), np.uint8)
        for start in range(0, length, BYTES_AT_ONCE):
            end = min(start + BYTES_AT_ONCE, length)
            held: list[Bits] = [*always[:, : end - start]]
            held += [column[start:end] for column in given]
            held += [*found[:, start:end], *scratch[:, : end - start]]
            for does, one, other, out in self._steps:
                does(held[one], held[other], held[out])
        del given, columns, lent  # only now: numpy has read memory that belongs to these until here
        return {name: _series(name, found[number], frame.height) for name, number in self._found.items()}


def side_by_side(flags: pl.DataFrame) -> pl.DataFrame:
    """Pack Boolean columns without nulls into UInt64 columns: 64 flags to a column, the first in the lowest bit."""
    length = -(-flags.height // 8)
    held = np.zeros((flags.height, -(-flags.width // 64) * 8), np.uint8)
    lent = _lent(flags, length)
    for at in range(0, len(lent), 8):
        eight = np.zeros(flags.height, np.uint8)
        for array in reversed(lent[at : at + 8]):
            eight += eight  # shifted by one; numpy's own shift takes ten times as long
            eight |= np.unpackbits(_lying(array, length).values, count=flags.height, bitorder="little")
        held[:, at // 8] = eight
    numbers = held.view(np.uint64)
    return pl.DataFrame({str(at): np.ascontiguousarray(numbers[:, at]) for at in range(numbers.shape[1])})


def _needed(circuit: Circuit, outputs: Iterable[Bit]) -> list[Bit]:
    """Return the gates that the outputs depend on, in order."""
    needed: set[Bit] = set()
    waiting = list(outputs)
    while waiting:
        bit = waiting.pop()
        if bit not in needed:
            needed.add(bit)
            gate = circuit.gates[bit]
            waiting += (gate.one, gate.other) if isinstance(gate, Gate) else ()
    return sorted(needed - {FALSE, TRUE})


def _steps(
    circuit: Circuit, needed: Iterable[Bit], place: dict[Bit, int], after: Mapping[Bit, int]
) -> tuple[list[_Step], int]:
    """Return the steps, and how many scratch columns they take.

    `place`: the place of each input column; `after`: that of each output. A scratch column is used again once all steps
    that read it are done, so that few are held at a time.
    """
    gates = [(bit, gate) for bit in needed if isinstance(gate := circuit.gates[bit], Gate)]
    last = {read: bit for bit, gate in gates for read in (gate.one, gate.other)}
    steps: list[_Step] = [(np.bitwise_or, place[bit], place[bit], out) for bit, out in after.items() if bit in place]
    first = end = len(place) + len(after)
    free: list[int] = []
    for bit, gate in gates:
        one, other = place[gate.one], place[gate.other]
        if bit in after:
            out = after[bit]
        elif free:
            out = free.pop()
        else:
            out, end = end, end + 1
        place[bit] = out
        match gate.does:
            case "both":
                steps.append((np.bitwise_and, one, other, out))
            case "either":
                steps.append((np.bitwise_or, one, other, out))
            case "but not":
                steps += ((np.bitwise_and, one, other, out), (np.bitwise_xor, one, out, out))
        free += {place[read] for read in (gate.one, gate.other) if last[read] == bit and place[read] >= first}
    return steps, end - first


def _lent(frame: pl.DataFrame, length: int) -> list[Any]:
    """Return the columns of a frame as Arrow arrays; each keeps the memory alive that it shares."""
    if not frame.width or not length:
        return [None] * frame.width
    with nanoarrow.c_array_stream(frame.rechunk()) as stream:
        (whole,) = stream
    return list(whole.children)


def _lying(array: Any, length: int) -> _Column:
    """Return a Boolean column as bits, in the memory of `array` if they are byte-aligned; valid while `array` lives."""
    if array is None:
        return _Column(np.empty(length, np.uint8), None)
    view = array.view()
    known, values = (np.frombuffer(buffer, np.uint8) for buffer in list(view.buffers)[:2])
    bits = [_aligned(each, view.offset, view.length) for each in (values, known)]
    return _Column(bits[0], bits[1] if view.null_count else None)


def _aligned(bits: Bits, offset: int, rows: int) -> Bits:
    """Return the bits of `rows` rows from bit `offset` on, shifted so that the first is the lowest bit of a byte."""
    if offset % 8 == 0:
        return bits[offset // 8 : offset // 8 - (-rows // 8)]
    return np.packbits(np.unpackbits(bits, bitorder="little")[offset : offset + rows], bitorder="little")


def _asked(gate: CircuitInput, column: _Column, length: int) -> Bits:
    values, known = column
    match gate.asks:
        case "is true":
            return values if known is None else values & known
        case "is false":
            return ~values if known is None else known & ~values
        case "is unknown":
            return np.zeros(length, np.uint8) if known is None else ~known


def _series(name: str, bits: Bits, rows: int) -> pl.Series:
    return pl.Series(nanoarrow.c_array_from_buffers(nanoarrow.bool_(), rows, [None, bits])).alias(name)
