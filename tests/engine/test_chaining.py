"""The durable-rules evaluator means what the reference means, whatever is asked of it."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from immunote.engine import reference
from immunote.engine.chaining import CannotCompileError, Chaining
from immunote.engine.tree import (
    Always,
    And,
    AtLeast,
    Atom,
    Compare,
    Facts,
    Is,
    Known,
    Node,
    Not,
    OneOf,
    Or,
    Program,
    Ref,
    Value,
    walk,
)
from immunote.engine.truth import FALSE, TRUE, UNKNOWN

MEMBERS = ("failed", "not given", "relapsed", "responded")
A, B, C = Is("a"), Is("b"), Is("c")


def some_atom(rng: random.Random, number: int) -> Atom:
    kind = rng.choice("bbbne")
    if kind == "b":
        return Is(f"b{number}")
    if kind == "n":
        return Compare(f"n{number}", rng.choice(["<", "<=", ">", ">=", "=="]), Decimal(rng.randint(0, 4)), "some")
    return OneOf(f"e{number}", tuple(sorted(rng.sample(MEMBERS, rng.randint(1, 3)))))


def some_condition(rng: random.Random, pool: Sequence[Node], depth: int) -> Node:
    if depth == 0 or rng.random() < 0.2:
        return rng.choice(pool)
    kind = rng.choice(["not", "and", "and", "or", "or", "at_least"])
    if kind == "not":
        return Not(some_condition(rng, pool, depth - 1))
    children = tuple(some_condition(rng, pool, depth - 1) for _ in range(rng.randint(1, 5)))
    if kind == "at_least":
        return AtLeast(rng.randint(0, len(children) + 1), children, "some")
    return And(children) if kind == "and" else Or(children)


def some_program(seed: int, names: int = 30, atoms: int = 20, depth: int = 3) -> Program:
    rng = random.Random(seed)
    pool: list[Node] = [*(some_atom(rng, number) for number in range(atoms)), Always()]
    program: dict[str, Node] = {}
    for number in range(names):
        name = f"row.name-{number}"
        program[name] = some_condition(rng, pool, depth)
        pool.append(Ref(name))
    return program


def some_facts(rng: random.Random, program: Program, unknown: float = 0.25) -> Facts:
    facts: dict[str, Value] = {}
    for node in (node for condition in program.values() for node in walk(condition)):
        if isinstance(node, Is):
            facts[node.element] = rng.random() < 0.5
        elif isinstance(node, Compare):
            facts[node.element] = Decimal(rng.randint(0, 4))
        elif isinstance(node, OneOf):
            facts[node.element] = rng.choice(MEMBERS)
    return {element: value for element, value in facts.items() if rng.random() >= unknown}


def assert_agrees(program: Program, chaining: Chaining, facts: Facts) -> None:
    found = chaining.evaluate(facts).truths
    assert found == reference.evaluate(program, facts)
    assert list(found) == list(program)


@pytest.mark.parametrize("seed", range(40))
def test_random_programs_agree_with_the_reference_with_a_quarter_unknown(seed: int) -> None:
    program = some_program(seed, depth=2 + seed % 3)
    chaining, rng = Chaining(program), random.Random(seed)
    for unknown in [0.25] * 20 + [0.0, 0.5, 0.9, 1.0]:
        assert_agrees(program, chaining, some_facts(rng, program, unknown))


def test_a_program_of_real_size_agrees_with_the_reference() -> None:
    program = some_program(1, names=120, atoms=200)
    chaining, rng = Chaining(program), random.Random(1)
    for _ in range(100):
        assert_agrees(program, chaining, some_facts(rng, program))


@pytest.mark.parametrize("value", [True, False, None])
@pytest.mark.parametrize("other", [True, False, None])
def test_every_connective_agrees_on_every_pair_of_truths(value: bool | None, other: bool | None) -> None:
    facts = {element: known for element, known in (("a", value), ("b", other)) if known is not None}
    program: Program = {
        "same": A,
        "not": Not(A),
        "and": And((A, B)),
        "or": Or((A, B)),
        "neither": Not(Or((A, B))),
        "not both": Not(And((A, B))),
        "excluded middle": Or((A, Not(A))),
        "contradiction": And((A, Not(A))),
        "exactly one": And((Or((A, B)), Not(And((A, B))))),
        **{f"at least {count}": AtLeast(count, (A, B), "t") for count in range(4)},
        "through names": And((Ref("or"), Not(Ref("and")))),
    }
    assert_agrees(program, Chaining(program), facts)


def test_an_unknown_fires_nothing() -> None:
    found = Chaining({"rule": And((A, B)), "otherwise": Always(), "never": Not(Always())}).evaluate({"a": True})
    assert found.truths == {"rule": UNKNOWN, "otherwise": TRUE, "never": FALSE}
    assert found.fired == ("otherwise holds", "never fails")


def test_the_trace_names_what_fired_in_strata_and_in_program_order() -> None:
    program: Program = {"one": A, "three": And((Ref("one"), C)), "two": Or((A, B)), "four": Not(Ref("three"))}
    found = Chaining(program).evaluate({"a": True, "c": False})
    assert found.fired == ("one holds", "two holds", "three fails", "four holds")


def test_the_trace_is_the_same_each_time() -> None:
    program = some_program(7)
    facts = some_facts(random.Random(7), program)
    assert len({Chaining(program).evaluate(facts).fired for _ in range(5)}) == 1


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_independent_rules_does_not_matter(seed: int) -> None:
    rng = random.Random(seed)
    pool = [some_atom(rng, number) for number in range(15)]
    first = {f"first {number}": some_condition(rng, pool, 3) for number in range(20)}
    refs = [*pool, *map(Ref, first)]
    second = {f"second {number}": some_condition(rng, refs, 3) for number in range(20)}
    program: Program = first | second
    facts = some_facts(rng, program)
    expected = Chaining(program).evaluate(facts)
    for _ in range(4):
        shuffled = dict(rng.sample(list(first.items()), 20) + rng.sample(list(second.items()), 20))
        found = Chaining(shuffled).evaluate(facts)
        assert found.truths == expected.truths
        assert sorted(found.fired) == sorted(expected.fired)


def test_the_last_digit_of_a_number_is_decided_before_the_engine_sees_it() -> None:
    program: Program = {"low": Compare("x", "<", Decimal("7.00"), "t")}
    chaining = Chaining(program)
    assert chaining.evaluate({"x": Decimal("6.999999999999999999999")}).truths["low"] is TRUE
    assert chaining.evaluate({"x": Decimal(7)}).truths["low"] is FALSE
    assert chaining.evaluate({"x": Decimal("1e-30")}).truths["low"] is TRUE
    assert chaining.evaluate({"x": Decimal(2) ** 70}).truths["low"] is FALSE


def test_at_least_counts_compound_and_nested_children() -> None:
    inner = AtLeast(2, (A, Not(B), And((B, C))), "inner")
    program: Program = {
        "some": Or((A, C)),
        "rule": AtLeast(2, (inner, Not(Ref("some")), Or((B, C)), Not(inner)), "outer"),
    }
    chaining = Chaining(program)
    for number in range(27):
        states = (number % 3, number // 3 % 3, number // 9)
        facts = {name: state == 2 for name, state in zip("abc", states, strict=True) if state}
        assert_agrees(program, chaining, facts)


def test_a_child_that_stands_twice_counts_twice() -> None:
    assert Chaining({"rule": AtLeast(2, (A, A), "t")}).evaluate({"a": True}).truths["rule"] is TRUE


@pytest.mark.parametrize("kind", [And, Or])
@pytest.mark.parametrize("width", [55, 57, 65, 130, 300, 700])
def test_conditions_may_be_wide(kind: type[And | Or], width: int) -> None:
    atoms = tuple(Is(f"b{number}") for number in range(width))
    program: Program = {"wide": kind(atoms), "count": AtLeast(width - 1, atoms, "t")}
    chaining, names = Chaining(program), [atom.element for atom in atoms]
    for value in (True, False):
        every = dict.fromkeys(names, value)
        assert_agrees(program, chaining, every)
        for odd in (0, width // 2, width - 1):
            assert_agrees(program, chaining, every | {names[odd]: not value})
            assert_agrees(program, chaining, {name: known for name, known in every.items() if name != names[odd]})


def test_conditions_may_be_deep() -> None:
    condition: Node = Is("b0")
    for number in range(1, 120):
        condition = (And, Or)[number % 2]((Is(f"b{number % 50}"), Not(condition)))
    program: Program = {"deep": condition}
    chaining, rng = Chaining(program), random.Random(0)
    for _ in range(50):
        assert_agrees(program, chaining, some_facts(rng, program, 0.1))


def test_and_over_or_does_not_multiply_into_as_many_firings() -> None:
    pairs = tuple(Or((Is(f"b{number}"), Is(f"c{number}"))) for number in range(30))
    program: Program = {"rule": And(pairs), "other": Not(And(pairs))}
    facts = {f"{letter}{number}": True for letter in "bc" for number in range(30)}
    chaining = Chaining(program)
    assert_agrees(program, chaining, facts)
    assert_agrees(program, chaining, facts | {"b3": False, "c3": False})


def test_a_chain_of_names_is_followed_to_its_end() -> None:
    program: dict[str, Node] = {"n0": A}
    for number in range(1, 60):
        program[f"n{number}"] = Not(Ref(f"n{number - 1}"))
    assert_agrees(program, Chaining(program), {"a": True})
    assert_agrees(program, Chaining(program), {})


def test_an_empty_program_has_no_truths() -> None:
    found = Chaining({}).evaluate({"a": True})
    assert (found.truths, found.fired) == ({}, ())


def test_known_is_refused_by_name() -> None:
    with pytest.raises(NotImplementedError, match="`Known`"):
        Chaining({"rule": And((A, Known("a")))})


def test_a_node_of_another_kind_is_refused_by_name() -> None:
    class Sometimes:
        pass

    with pytest.raises(NotImplementedError, match="`Sometimes`"):
        Chaining({"rule": Sometimes()})  # type: ignore[dict-item]


def test_a_name_used_before_it_is_defined_is_refused() -> None:
    with pytest.raises(CannotCompileError, match="`later`"):
        Chaining({"rule": Ref("later"), "later": A})


def test_two_threads_at_once_get_their_own_answers() -> None:
    program = some_program(3, names=40)
    chaining, rng = Chaining(program), random.Random(3)
    patients = [some_facts(rng, program) for _ in range(200)]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda facts: chaining.evaluate(facts).truths, patients))
    assert found == [reference.evaluate(program, facts) for facts in patients]


def test_two_programs_in_two_threads_do_not_meet() -> None:
    programs = [some_program(seed) for seed in (4, 5)]

    def run(program: Program) -> None:
        chaining, rng = Chaining(program), random.Random(0)
        for _ in range(100):
            assert_agrees(program, chaining, some_facts(rng, program))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, programs))
