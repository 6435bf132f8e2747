"""The evaluator on durable-rules: fires a program's rules in strata, for one patient, and yields the trace.

Comparisons and missing values are decided here, in our own code; durable-rules does the inference from there. Each
condition has two rails, "holds" and "fails"; where neither fires, its truth is unknown. Nothing reasons from absence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from operator import attrgetter
from threading import Lock
from typing import Any

from immunote.engine.chaining.host import Host, InferenceError
from immunote.engine.chaining.layout import lay_out
from immunote.engine.chaining.names import SEEN, CannotCompileError, NamesCollideError
from immunote.engine.chaining.rails import Count, Goal, Test, lay_rails
from immunote.engine.tree import Facts, Program, atom_holds
from immunote.engine.truth import FALSE, TRUE, UNKNOWN, Truth, at_least

__all__ = ["CannotCompileError", "Chaining", "Inference", "InferenceError", "NamesCollideError"]

_Written = dict[str, str]
"""Field -> the text that a fact has for its bit. A field that is not a key is not known."""


@dataclass(frozen=True, slots=True)
class Inference:
    """What an evaluation found.

    `truths` is in program order. `fired` tells what fired, e.g. `some_rule holds`: stratum by stratum, and in
    program order within a stratum, whatever order the engine took.
    """

    truths: dict[str, Truth]
    fired: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Result:
    """What becomes known when a goal is met: the bit of a field and, unless the goal is a helper, a name's truth.

    `place`: its place in the trace of what fired; helpers have no `name` and are not in the trace.
    """

    field: str
    written: str
    truth: Truth
    name: str | None
    label: str
    place: int


class Chaining:
    """One program inside durable-rules. Safe to share between threads: evaluations take turns.

    Raises NotImplementedError for a node that has no translation and CannotCompileError for what does not fit.
    """

    def __init__(self, program: Program) -> None:
        rails = lay_rails(program)
        layout = lay_out(rails)
        self._names = tuple(rails.names)
        self._atoms = tuple(
            (atom, atom.element, field, _write(field, 1), _write(field, 0)) for atom, field in rails.atoms.items()
        )
        self._strata = tuple(tuple((p.gate, p.fields) for p in stratum) for stratum in layout.strata)
        self._counts: dict[int, list[Count]] = defaultdict(list)
        for counted in rails.counts:
            self._counts[counted.level].append(counted)
        places = count()
        result_of = {goal: _result(goal, next(places)) for goal in rails.goals}
        self._met: dict[str, dict[str, tuple[_Result, ...]]] = {}
        for (production, at), goals in layout.met.items():
            self._met.setdefault(production, {})[str(at)] = tuple(result_of[goal] for goal in goals)
        self._ruleset = layout.ruleset
        self._start()

    def _start(self) -> None:
        self._host = Host(self._ruleset)
        self._lock = Lock()

    def __getstate__(self) -> dict[str, Any]:
        """What `pickle` keeps: the program as it was laid out, not the engine that holds it."""
        return {name: value for name, value in self.__dict__.items() if name not in ("_host", "_lock")}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """Take up a program that was laid out, and give it to an engine of this process."""
        self.__dict__.update(state)
        self._start()

    def evaluate(self, facts: Facts) -> Inference:
        """Return the truth of every named condition, and what fired.

        Raises InferenceError where the engine lost a fact, or a condition both holds and fails.
        """
        known = self._decided(facts)
        truths = dict.fromkeys(self._names, UNKNOWN)
        fired: list[str] = []
        _count(self._counts.get(0, ()), known)
        with self._lock, self._host.session() as session:
            for level, stratum in enumerate(self._strata, start=1):
                for gate, fields in stratum:
                    session.tell(gate, "".join(filter(None, map(known.get, fields))))
                seen = 0
                met: list[_Result] = []
                for production, gates in session.fired():
                    if production == SEEN:
                        seen = len(gates)
                        continue
                    meanings = self._met[production]
                    for at in gates:
                        met += meanings[at]
                if seen != len(stratum):
                    msg = f"durable-rules lost {len(stratum) - seen} of {len(stratum)} facts"
                    raise InferenceError(msg)
                met.sort(key=_place)
                for result in met:
                    if known.setdefault(result.field, result.written) != result.written:
                        msg = f"`{result.name or result.field}` both holds and fails"
                        raise InferenceError(msg)
                    if result.name is not None:
                        truths[result.name] = result.truth
                        fired.append(result.label)
                _count(self._counts.get(level, ()), known)
        return Inference(truths, tuple(fired))

    def _decided(self, facts: Facts) -> _Written:
        """Return the field and bit of each atom whose element is known; other atoms are absent."""
        known: _Written = {}
        for atom, element, field, yes, no in self._atoms:
            value = facts.get(element)
            if value is not None:
                known[field] = yes if atom_holds(atom, value) else no
        return known


_place = attrgetter("place")


def _write(field: str, bit: int) -> str:
    return f',"{field}":{bit}'


def _result(goal: Goal, place: int) -> _Result:
    word = "holds" if goal.bit else "fails"
    truth = TRUE if goal.bit else FALSE
    return _Result(goal.field, _write(goal.field, goal.bit), truth, goal.name, f"{goal.name} {word}", place)


def _count(counts: Iterable[Count], known: _Written) -> None:
    """Decide each `at_least` of a level in Python, and add its bit to `known` unless it is unknown."""
    for counted in counts:
        truth = at_least(counted.count, (_truth(known.get(test.field), test) for test in counted.children))
        if truth is not UNKNOWN:
            known[counted.field] = _write(counted.field, 1 if truth is TRUE else 0)


def _truth(written: str | None, test: Test) -> Truth:
    if written is None:
        return UNKNOWN
    return TRUE if written == _write(test.field, test.bit) else FALSE
