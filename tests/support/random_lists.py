"""Small random decision lists, and what is true of them by trying every patient."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import chain, combinations, product

from immunote.engine.cells import Cell
from immunote.engine.elements import Constraint, Element
from immunote.engine.places import Place
from immunote.engine.tree import (
    Always,
    And,
    AtLeast,
    Atom,
    Compare,
    Facts,
    Is,
    Node,
    Not,
    OneOf,
    Or,
    Program,
    Ref,
    Value,
    atom_holds,
    children_of,
    walk,
)

HERE = Place("a.yaml", 1)
MEMBERS = ("red", "green", "blue", "grey")
OPS = ("<", "<=", ">", ">=", "==")
Answers = tuple[Cell, ...]
Decided = tuple[dict[str, Value], str]
"""A complete patient and the outcome."""


def boolean(name: str) -> Element:
    return Element(name, name, name, "boolean", HERE)


def colour(name: str, members: Sequence[str] = MEMBERS) -> Element:
    return Element(name, name, name, "enumeration", HERE, values={m: m for m in members})


def integer(name: str, low: int | None = 0, high: int | None = 4) -> Element:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return Element(name, name, name, "integer", HERE, low=ends[0], high=ends[1])


def decimal(name: str, low: str = "0", high: str = "0.5", decimals: int = 1) -> Element:
    return Element(name, name, name, "decimal", HERE, decimals=decimals, low=Decimal(low), high=Decimal(high))


def all_values(element: Element) -> list[Value]:
    """Every value that an element can hold; needs a range."""
    if element.type == "boolean":
        return [False, True]
    if element.type == "enumeration":
        return list(element.values)
    assert element.low is not None
    assert element.high is not None
    step = Decimal(1).scaleb(-element.decimals)
    count = int((element.high - element.low) / step)
    return [element.low + step * i for i in range(count + 1)]


def holds(node: Node, program: Program, patient: Facts) -> bool:
    """Two-valued truth of a condition for a complete patient; shares no code with the diagram."""
    if isinstance(node, Is | Compare | OneOf):
        return atom_holds(node, patient[node.element])
    if isinstance(node, Ref):
        return holds(program[node.name], program, patient)
    truths = [holds(child, program, patient) for child in children_of(node)]
    match node:
        case Not():
            return not truths[0]
        case And() | Always():
            return all(truths)
        case Or():
            return any(truths)
        case AtLeast(count):
            return sum(truths) >= count
    raise AssertionError(node)


@dataclass(frozen=True)
class SmallList:
    """A decision list small enough to try every patient."""

    rows: tuple[tuple[str, Node], ...]
    program: dict[str, Node]
    elements: dict[str, Element]
    constraints: tuple[Constraint, ...]

    @cached_property
    def patients(self) -> list[Decided]:
        """Every patient whom the constraints allow, with the outcome of the first row that holds."""
        found = []
        for values in product(*map(all_values, self.elements.values())):
            patient = dict(zip(self.elements, values, strict=True))
            if all(any(holds(x, self.program, patient) for x in c.literals) for c in self.constraints):
                found.append((patient, next(o for o, when in self.rows if holds(when, self.program, patient))))
        return found

    def like(self, facts: Facts) -> list[Decided]:
        """The patients who agree with the facts."""
        return [(p, o) for p, o in self.patients if all(p[e] == v for e, v in facts.items())]

    def outcomes_of(self, facts: Facts, answers: Answers = ()) -> set[str]:
        """The outcomes of the patients who agree with the facts and the answers."""
        return {o for p, o in self.like(facts) if all(c.holds(p[c.element]) for c in answers)}

    @cached_property
    def read(self) -> set[str]:
        """The elements that the rows read, themselves or through a definition."""
        found: set[str] = set()
        waiting = [condition for _, condition in self.rows]
        for node in waiting:
            waiting += [self.program[each.name] for each in walk(node) if isinstance(each, Ref)]
            found.update(each.element for each in walk(node) if isinstance(each, Is | Compare | OneOf))
        return found

    def kinds(self, facts: Facts) -> list[Decided]:
        """One of each kind of the patients who agree with the facts: values that no condition tells apart are one."""
        nodes = [*self.program.values(), *(when for _, when in self.rows)]
        nodes += [literal for c in self.constraints for literal in c.literals]
        atoms = [atom for node in nodes for atom in walk(node) if isinstance(atom, Is | Compare | OneOf)]
        found = {tuple(atom_holds(a, p[a.element]) for a in atoms): (p, o) for p, o in reversed(self.like(facts))}
        return list(found.values())

    def missing(self, facts: Facts) -> set[str]:
        """The elements that rows read, alone or with others left open by some record of all else, each enough then.

        Every set of elements and every record is tried.
        """
        like = self.kinds(facts)
        unknown = [e for e in self.elements if e not in facts]
        found: set[str] = set()
        for size in range(1, len(unknown) + 1):
            for left_open in combinations(unknown, size):
                recorded = [e for e in self.elements if e not in left_open]
                for group in _by_values(like, recorded):
                    if _is_open(group) and not any(map(_is_open, chain(*(_by_values(group, [e]) for e in left_open)))):
                        found |= {*left_open} & self.read
        return found

    def depends_on_alone(self, facts: Facts, element: str) -> bool:
        """Whether two patients who agree with the facts differ in this element alone and in outcome."""
        return any(map(_is_open, _by_values(self.like(facts), [e for e in self.elements if e != element])))

    def smallest(
        self, facts: Facts, cells: Mapping[str, Sequence[Cell]], limit: int, known: bool
    ) -> dict[str, list[Answers]]:
        """For each outcome the first of the smallest sets of answers (or of changes of known facts) leaving it."""
        open_ = [e for e in cells if (e in facts) == known]
        found: dict[str, list[Answers]] = {}
        for size in range(len(open_) + 1):
            here: dict[str, list[Answers]] = {}
            for chosen in combinations(open_, size):
                others = [[c for c in cells[e] if not (known and c.holds(facts[e]))] for e in chosen]
                rest = {e: v for e, v in facts.items() if e not in chosen}
                for answers in product(*others):
                    outcomes = self.outcomes_of(rest, answers)
                    if len(outcomes) == 1:
                        here.setdefault(outcomes.pop(), []).append(answers)
            for outcome, sets in here.items():
                place = {e: i for i, e in enumerate(cells)}
                sets.sort(key=lambda s: [(place[c.element], c.index) for c in s])
                found.setdefault(outcome, sets[:limit])
        return found


def random_list(rng: random.Random, most_elements: int = 5) -> SmallList:
    """A list over all types of element, with shared atoms and definitions, and some constraints."""
    makers = (boolean, boolean, colour, integer, decimal)
    elements = {}
    for i in range(rng.randint(2, most_elements)):
        element = rng.choice(makers)(f"e{i}")
        elements[element.name] = element
    atoms = [_random_atom(rng, rng.choice(list(elements.values()))) for _ in range(8)]
    program: dict[str, Node] = {}
    for i in range(rng.randint(0, 3)):
        program[f"d{i}"] = _random_condition(rng, atoms, list(program), 2)
    outcomes = ["a", "b", "c", "d"][: rng.randint(2, 4)]
    rows = [(rng.choice(outcomes), _random_condition(rng, atoms, list(program), 2)) for _ in range(rng.randint(1, 5))]
    clauses = [[_random_literal(rng, atoms) for _ in range(rng.randint(1, 3))] for _ in range(rng.randint(0, 4))]
    return SmallList(
        rows=(*rows, (rng.choice(outcomes), Always())),
        program=program,
        elements=elements,
        constraints=tuple(Constraint(tuple(clause), "", HERE) for clause in clauses),
    )


def tied_lists(count: int, most_elements: int = 4) -> Iterator[tuple[SmallList, random.Random]]:
    """Random lists whose constraints make parts equivalent, or exclude each other with one of them always true.

    Of some elements only constraints know: the rows are drawn before these are added.
    """
    for seed in range(count):
        rng = random.Random(seed)
        small = random_list(rng, rng.randint(2, most_elements - 1))
        elements = dict(small.elements)
        for i in range(rng.randint(0, most_elements - len(elements))):
            element = rng.choice((boolean, colour, integer))(f"t{i}")
            elements[element.name] = element
        clauses = list(small.constraints[: rng.randint(0, 2)])
        for _ in range(rng.randint(1, 3)):
            one, other, third = (
                _random_literal(rng, [_random_atom(rng, rng.choice(pool))]) for pool in _pools(rng, elements)
            )
            if rng.random() < 0.3:
                other = rng.choice((And, Or))((other, third))
            clauses += [Constraint((one, Not(other)), "", HERE), Constraint((Not(one), other), "", HERE)]
        tied = SmallList(small.rows, small.program, elements, tuple(clauses))
        if tied.patients:
            yield tied, rng


def random_lists(count: int, most_elements: int = 5) -> Iterator[tuple[SmallList, random.Random]]:
    """Random lists that leave some patient possible, each with its own source of chance."""
    for seed in range(count):
        rng = random.Random(seed)
        small = random_list(rng, most_elements)
        if small.patients:
            yield small, rng


def some_facts(rng: random.Random, small: SmallList, known: float = 0.5) -> dict[str, Value]:
    """What is recorded of one of the patients."""
    patient = rng.choice(small.patients)[0]
    return {e: v for e, v in patient.items() if rng.random() < known}


def _pools(rng: random.Random, elements: Mapping[str, Element]) -> list[list[Element]]:
    """Two different elements, and then any."""
    every = list(elements.values())
    one, other = rng.sample(every, 2)
    return [[one], [other], every]


def _by_values(patients: list[Decided], elements: Sequence[str]) -> Iterable[list[Decided]]:
    """The patients who agree in these elements, together."""
    groups: dict[tuple[Value, ...], list[Decided]] = {}
    for patient, outcome in patients:
        groups.setdefault(tuple(patient[e] for e in elements), []).append((patient, outcome))
    return groups.values()


def _is_open(patients: Iterable[Decided]) -> bool:
    return len({outcome for _, outcome in patients}) > 1


def _random_atom(rng: random.Random, element: Element) -> Atom:
    if element.type == "boolean":
        return Is(element.name)
    if element.type == "enumeration":
        return OneOf(element.name, tuple(sorted(rng.sample(MEMBERS, rng.randint(1, 3)))))
    return Compare(element.name, rng.choice(OPS), Decimal(rng.choice(all_values(element))), "t")


def _random_literal(rng: random.Random, atoms: list[Atom]) -> Node:
    atom = rng.choice(atoms)
    return Not(atom) if rng.random() < 0.5 else atom


def _random_condition(rng: random.Random, atoms: list[Atom], names: list[str], depth: int) -> Node:
    if depth == 0 or rng.random() < 0.2:
        return Ref(rng.choice(names)) if names and rng.random() < 0.4 else rng.choice(atoms)
    children = tuple(_random_condition(rng, atoms, names, depth - 1) for _ in range(rng.randint(1, 4)))
    match rng.randrange(4):
        case 0:
            return And(children)
        case 1:
            return Or(children)
        case 2:
            return Not(children[0])
        case _:
            return AtLeast(rng.randint(1, len(children)), children, "t")
