"""What is left of a diagram answer by answer: equal to asking it with all that is known at once."""

from immunote.engine.diagram import Diagram
from tests.support.random_lists import random_lists, some_facts, tied_lists


def test_narrowing_answer_by_answer_is_as_asking_at_once() -> None:
    steps = 0
    for lists in (random_lists(150), tied_lists(100)):
        for small, rng in lists:
            diagram = Diagram(small.rows, small.program, small.elements, small.constraints)
            facts = some_facts(rng, small, 1.0)
            order = rng.sample(list(facts), len(facts))
            left = diagram.narrowing({})
            for count in range(1, len(order) + 1):
                known = {name: facts[name] for name in order[:count]}
                left, anew = left.to(known), diagram.narrowing(known)
                assert left.reachable == anew.reachable
                assert [left.matters(name) for name in small.elements] == [
                    anew.matters(name) for name in small.elements
                ]
                steps += len(left.reachable) > 1
    assert steps > 50


def test_an_answer_that_replaces_another_starts_anew() -> None:
    for small, rng in random_lists(50):
        diagram = Diagram(small.rows, small.program, small.elements, small.constraints)
        one, other = some_facts(rng, small, 0.8), some_facts(rng, small, 0.8)
        left = diagram.narrowing(one).to(other)
        assert left.reachable == diagram.narrowing(other).reachable
