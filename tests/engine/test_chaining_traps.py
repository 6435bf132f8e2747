"""Each trap of durable-rules that was found the hard way, and the proof that it is closed."""

import gc
import os
import random
import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from immunote.engine.chaining import Chaining, InferenceError, host
from immunote.engine.chaining.host import Host
from immunote.engine.chaining.layout import MOST_FIELDS, MOST_PENDING, lay_out
from immunote.engine.chaining.names import (
    GATE,
    RESERVED,
    NamesCollideError,
    check_fact_ids,
    check_field_names,
    field_names,
    fnv1a_32,
)
from immunote.engine.chaining.rails import MOST_OPERATORS, MOST_WAYS, fields_of, lay_rails, operators, pending, ways
from immunote.engine.tree import And, AtLeast, Is, Node, Not, Or, Program, Ref
from immunote.engine.truth import FALSE, TRUE, UNKNOWN

HOUSE = Path(__file__).parents[2]
A, B, C = Is("a"), Is("b"), Is("c")
SEEN_ONLY = {"seen": {"all": [{"m": {"$ex": {GATE: 1}}}], "cap": 10}}


def many_alternatives(names: int) -> Program:
    return {
        f"n{number}": Or(tuple(And((Is(f"b{number}"), Is(f"c{number}-{other}"))) for other in range(6)))
        for number in range(names)
    }


def test_more_than_64_pending_matches_never_meet() -> None:
    # everything true at once is the worst that a fact can do to the engine's stack
    program = many_alternatives(100)
    facts = {f"b{number}": True for number in range(100)}
    facts |= {f"c{number}-{other}": True for number in range(100) for other in range(6)}
    assert set(Chaining(program).evaluate(facts).truths.values()) == {TRUE}
    layout = lay_out(lay_rails(program))
    for packet in (packet for stratum in layout.strata for packet in stratum):
        waiting = sum(pending(goals[0].tree) for (_, gate), goals in layout.met.items() if gate == packet.gate)
        assert waiting <= MOST_PENDING


def test_a_fact_lost_to_the_engine_s_stack_is_an_error_and_no_silence() -> None:
    rules = SEEN_ONLY | {f"r{number}": {"all": [{"m": {f"x{number}": 1}}], "cap": 10} for number in range(80)}
    crowded = Host(rules)
    with pytest.raises(InferenceError, match="303"), crowded.session() as session:
        session.tell(0, "".join(f',"x{number}":1' for number in range(80)))
    with crowded.session() as session:
        session.tell(0, ',"x1":1')
        assert dict(session.fired()) == {"seen": {"0"}, "r1": {"0"}}


def test_or_branches_that_hold_together_count_once() -> None:
    found = Chaining({"rule": Or((A, B, C)), "none": Not(Or((A, B, C)))}).evaluate({"a": True, "b": True, "c": True})
    assert found.fired == ("rule holds", "none fails")


def test_a_production_with_too_many_operators_is_cut_into_helpers() -> None:
    # the engine's error 113; with 15 the ruleset would not be created
    nested: Node = A
    for number in range(40):
        nested = And((Is(f"b{number}"), Or((Is(f"c{number}"), nested))))
    rails = lay_rails({"rule": nested})
    assert all(operators(goal.tree) < MOST_OPERATORS and ways(goal.tree) <= MOST_WAYS for goal in rails.goals)
    facts = {f"b{number}": True for number in range(40)} | {f"c{number}": False for number in range(40)}
    assert Chaining({"rule": nested}).evaluate(facts | {"a": True}).truths["rule"] is TRUE
    assert Chaining({"rule": nested}).evaluate(facts).truths["rule"] is UNKNOWN


def test_a_session_may_be_deleted_before_any_action_ran() -> None:
    fresh = Host(SEEN_ONLY)
    for _ in range(100):
        with fresh.session() as session:
            session.tell(0, "")
        with fresh.session():
            pass


def test_the_warm_up_runs_an_action_in_the_slot_of_all_later_sessions() -> None:
    # a crash would end the interpreter, so it is looked for in another one
    code = "from immunote.engine.chaining import Chaining\nfor _ in range(50): Chaining({})\nprint('alive')"
    where = {**os.environ, "PYTHONPATH": str(HOUSE), "MALLOC_PERTURB_": "165"}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=where, check=False)
    assert (ran.returncode, ran.stdout) == (0, "alive\n"), ran.stderr


def test_no_timer_threads_are_started() -> None:
    before = threading.active_count()
    chaining = Chaining({"rule": A})
    chaining.evaluate({"a": True})
    assert threading.active_count() == before
    assert "durable.engine" not in sys.modules


def test_there_are_no_python_actions_to_turn_asynchronous_or_to_lose_an_exception() -> None:
    ruleset = lay_out(lay_rails({"rule": Or((A, B)), "other": Ref("rule")})).ruleset
    assert all(set(rule) == {"all", "cap"} for rule in ruleset.values())


def test_an_error_of_the_engine_while_firing_reaches_the_caller() -> None:
    with Host(SEEN_ONLY).session() as session:
        session.tell(0, "")
        ruleset, session._ruleset = session._ruleset, 131_000  # a handle that does not exist
        with pytest.raises(InferenceError, match="stopped while firing"):
            list(session.fired())
        session._ruleset = ruleset


def test_a_session_keeps_its_ruleset_alive() -> None:
    with Host(SEEN_ONLY).session() as session:
        gc.collect()
        session.tell(0, "")
        assert dict(session.fired()) == {"seen": {"0"}}


def test_a_lost_fact_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    chaining = Chaining({"rule": A})
    monkeypatch.setattr(host.Session, "fired", lambda self: iter(()))
    with pytest.raises(InferenceError, match="lost 1 of 1"):
        chaining.evaluate({"a": True})


def test_a_condition_that_holds_and_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    chaining = Chaining({"rule": A})
    both = [(production, {"0"}) for production in ("seen", *chaining._met)]
    monkeypatch.setattr(host.Session, "fired", lambda self: iter(both))
    with pytest.raises(InferenceError, match="`rule` both holds and fails"):
        chaining.evaluate({"a": True})


def test_an_evaluation_that_failed_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    chaining = Chaining({"rule": A, "other": And((Ref("rule"), B))})
    with monkeypatch.context() as patch:
        patch.setattr("immunote.engine.chaining.SEEN", "something else")
        for _ in range(5):
            with pytest.raises(KeyError):
                chaining.evaluate({"a": True, "b": True})
    assert chaining.evaluate({"b": True}).truths == {"rule": UNKNOWN, "other": UNKNOWN}


def test_the_hash_is_the_engine_s_own() -> None:
    # constants of its source: HASH_ID, HASH_SID, HASH_ALL, HASH_COUNT
    assert [fnv1a_32(name) for name in ("id", "sid", "all", "count")] == [926444256, 3593476751, 321211332, 967958004]


def test_field_names_with_one_hash_are_refused_by_name() -> None:
    # two words known to share a 32-bit FNV-1a hash
    assert fnv1a_32("costarring") == fnv1a_32("liquid")
    with pytest.raises(NamesCollideError, match="`liquid` and `costarring`"):
        check_field_names(["costarring", "other", "liquid"])
    with pytest.raises(NamesCollideError, match="`liquid` and `costarring`"):
        check_fact_ids(["costarring", "liquid"])


@pytest.mark.parametrize("name", RESERVED)
def test_a_field_named_like_a_word_of_the_engine_is_refused(name: str) -> None:
    with pytest.raises(NamesCollideError, match="apart"):
        check_field_names([name])


def test_the_first_ten_thousand_field_names_and_fact_ids_differ_in_hash() -> None:
    names = field_names()
    check_field_names([next(names) for _ in range(10_000)])
    check_fact_ids(map(str, range(10_000)))


def test_names_and_facts_of_a_patient_never_enter_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    tell = host.Session.tell

    def listen(session: host.Session, gate: int, known: str) -> None:
        told.append(known)
        tell(session, gate, known)

    monkeypatch.setattr(host.Session, "tell", listen)
    Chaining({"muscle.rule": Or((Is("secret"), AtLeast(1, (A, B), "t")))}).evaluate({"secret": False, "a": True})
    assert any(told)
    assert all(set(text) <= set(',":x0123456789') for text in told)


def test_no_two_sessions_share_facts() -> None:
    chaining = Chaining({"rule": And((A, B))})
    assert chaining.evaluate({"a": True}).truths["rule"] is UNKNOWN
    assert chaining.evaluate({"b": True}).truths["rule"] is UNKNOWN
    assert chaining.evaluate({"b": False}).truths["rule"] is FALSE


def test_more_than_1024_sessions_come_and_go() -> None:
    chaining = Chaining({"rule": A})
    assert all(chaining.evaluate({"a": True}).truths["rule"] is TRUE for _ in range(3000))


def test_a_fact_stays_below_252_properties() -> None:
    atoms = [Is(f"b{number}") for number in range(900)]
    program = {f"n{start}": And(tuple(atoms[start : start + 150])) for start in range(0, 900, 50)}
    rails = lay_rails(program)
    layout = lay_out(rails)
    assert all(len(packet.fields) <= MOST_FIELDS for stratum in layout.strata for packet in stratum)
    assert all(len(fields_of(goal.tree)) <= 100 for goal in rails.goals)
    assert set(Chaining(program).evaluate({atom.element: True for atom in atoms}).truths.values()) == {TRUE}


def test_a_fact_with_too_many_properties_would_be_an_error_and_no_silence() -> None:
    with pytest.raises(InferenceError, match="302"), Host(SEEN_ONLY).session() as session:
        session.tell(0, "".join(f',"x{number}":1' for number in range(260)))


def test_the_memory_stays_flat_over_thousands_of_evaluations() -> None:
    program = many_alternatives(20)
    chaining, rng = Chaining(program), random.Random(0)
    elements = [f"b{number}" for number in range(20)]
    elements += [f"c{number}-{other}" for number in range(20) for other in range(6)]

    def run(times: int) -> None:
        for _ in range(times):
            chaining.evaluate({element: rng.random() < 0.5 for element in elements if rng.random() < 0.75})

    run(500)
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run(4000)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 2_000, f"{grown} kB more after 4,000 evaluations"


def test_an_evaluator_that_is_no_longer_used_frees_its_ruleset() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(300):
        Chaining(many_alternatives(2))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 30_000, f"{grown} kB more after 300 evaluators"


def test_a_missing_c_engine_is_explained() -> None:
    code = "import sys; sys.modules['durable_rules_engine'] = None; import immunote.engine.chaining"
    where = {**os.environ, "PYTHONPATH": str(HOUSE)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=where, check=False)
    last = ran.stderr.strip().splitlines()[-1]
    assert "gcc and the Python headers" in last
    assert "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject" in last


def test_only_one_module_imports_durable_rules() -> None:
    root = HOUSE / "engine"
    users = [path.name for path in sorted(root.rglob("*.py")) if "import durable" in path.read_text("utf-8")]
    assert users == ["host.py"]
