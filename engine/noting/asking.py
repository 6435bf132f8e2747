"""Lists what is not recorded, what each answer could lead to, and which answers would settle or change the outcome."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from immunote.engine.cells import Cell
from immunote.engine.elements import Element
from immunote.engine.explain import Explanation
from immunote.engine.flags import HoldingFlag
from immunote.engine.intake import Patient
from immunote.engine.note import Answer, AnswerLeads, Line, Missing, OpenRule, QuestionsAsked, Settles, ShownFlag
from immunote.engine.noting.citing import Bibliography
from immunote.engine.noting.wording import Wording
from immunote.engine.profile import value_json
from immunote.engine.questions import asked_by_flags, in_order, places, stored_by
from immunote.engine.reference import evaluate, truth_of
from immunote.engine.rulebase import Named, RuleBase
from immunote.engine.tree import Atom, Compare, OneOf, Value, walk
from immunote.engine.truth import TRUE, UNKNOWN, Truth
from immunote.engine.words import BOUNDS, cell_words, elements_of_sentence, names_nobody, with_unit


def open_rules_of(
    rules: Sequence[Named],
    untouched: Mapping[str, OpenRule],
    explanation: Explanation,
    bibliography: Bibliography,
) -> tuple[OpenRule, ...]:
    """Return an entry for each of `rules` whose truth is unknown.

    `untouched`: the ready entries of rules that read nothing known; in a note with few facts nine in ten are such.
    """
    rulebase, facts = bibliography.wording.rulebase, explanation.facts
    known = facts.keys()

    def lines(rule: Named) -> tuple[Line, ...]:
        """Return the lines of a rule with evidence that can be shown already; none while no fact speaks for it."""
        reads = rulebase.elements_of[rule.name]
        evidence = rulebase.about.kinds[rule.kind].evidence
        if not evidence or all(facts.get(name) in (None, False) for name in reads):
            return ()
        return tuple(
            bibliography.line(detail, facts)
            for detail in rule.details
            if set(elements_of_sentence(rulebase, detail.text)) <= known
            and explanation.may_hold(detail.when)
            and not names_nobody(rulebase, detail.text, facts)
        )

    return tuple(
        untouched[rule.name]
        if known.isdisjoint(rulebase.read_of[rule.name])
        else _open_rule(rulebase, rule, explanation, lines(rule))
        for rule in rules
        if explanation.truths[rule.name] is UNKNOWN
    )


def is_asked(truths: Mapping[str, Truth], element: str) -> bool:
    """Whether an element is asked for: always, or where its own condition for that holds (`asked`)."""
    return truths.get(f"asked.{element}", TRUE) is TRUE


def untouched_rules_of(rulebase: RuleBase) -> dict[str, OpenRule]:
    """Return, for each rule, its entry while no element that it reads is known; such an entry has no lines."""
    nothing = Explanation(rulebase.program, {}, evaluate(rulebase.program, {}))
    return {rule.name: _open_rule(rulebase, rule, nothing, ()) for rule in rulebase.rules.values()}


def _open_rule(rulebase: RuleBase, rule: Named, explanation: Explanation, lines: tuple[Line, ...]) -> OpenRule:
    return OpenRule(
        rule=rule.name,
        title=rule.title,
        kind=rule.kind,
        section=rulebase.about.kinds[rule.kind].section,
        strength=rule.strength,
        certainty=rule.certainty,
        missing=tuple(name for name in explanation.open_elements(rule.name) if is_asked(explanation.truths, name)),
        lines=lines,
    )


def missing_of(
    wording: Wording,
    patient: Patient,
    leads: Mapping[str, Mapping[Cell, tuple[str, ...]]],
    rules: Sequence[OpenRule],
    flags: Sequence[HoldingFlag],
) -> tuple[Missing, ...]:
    """Return the unknown elements that leave the outcome or a rule open, in the order in which they are asked.

    First those that flags ask, then those on which the outcome depends, then the others. Within these they stand in the
    order of the question groups. Without groups the elements of `insufficient_unless_known` and `leaning_requires` come
    first, then the others by rank.
    """
    rulebase = wording.rulebase
    elements = rulebase.elements
    groups = in_order(rulebase, asked_by_flags(flag for flag in flags if flag.is_open))
    asked = places(groups)
    flagged: dict[str, list[str]] = defaultdict(list)
    for flag in flags:
        for name in flag.unanswered:
            flagged[name].append(flag.flag.id)
    keeps_open: dict[str, list[str]] = defaultdict(list)
    for rule in rules:
        for name in rule.missing:
            keeps_open[name].append(rule.rule)
    names = [name for name in elements if name in leads or name in keeps_open]
    about = rulebase.about
    first = dict.fromkeys((*about.insufficient_unless_known, *about.leaning_requires))
    place = {name: number for number, name in enumerate(first)}
    before = {name: number for number, name in enumerate(flagged)}
    if groups:
        names.sort(key=lambda name: (name not in leads, asked.get(name, (len(groups), 0))))
    else:
        names.sort(key=lambda name: (name not in leads, place.get(name, len(first)), elements[name].rank))
    names.sort(key=lambda name: before.get(name, len(before)))
    of = {name: groups[number].id for name, (number, _) in asked.items()}
    return tuple(
        _missing(
            wording,
            name,
            leads.get(name, {}),
            tuple(keeps_open.get(name, ())),
            patient,
            of.get(name),
            tuple(flagged.get(name, ())),
        )
        for name in names
    )


def questions_of(
    rulebase: RuleBase,
    patient: Patient,
    missing: Sequence[Missing],
    flags: Sequence[HoldingFlag],
    shown: Sequence[ShownFlag],
) -> tuple[QuestionsAsked, ...]:
    """Return the open questions by group, in the order to ask; groups that cannot change the outcome come last.

    `flags`, `shown`: the flags that hold, and as the note shows them. While a flag is open, the title of a group for
    flags names the values of the open flags.
    """
    asked = asked_by_flags(flag for flag in flags if flag.is_open)
    values = ", ".join(dict.fromkeys(flag.heading for flag in shown if flag.open))
    found = []
    for group in in_order(rulebase, asked):
        here = [each for each in missing if each.element in group.elements]
        names = [each.element for each in here]
        if group.for_flags:  # a known value that is too old is not missing, and is asked for all the same
            names += [name for name in asked if name in group.elements and name not in names]
        if not names:
            continue
        stores = stored_by(rulebase, group, patient.facts, names)
        is_flagged = group.for_flags and bool(asked)
        found.append(
            QuestionsAsked(
                group=group.id,
                title=f"{values}: {group.title[:1].lower()}{group.title[1:]}?" if is_flagged else group.title,
                elements=tuple(names),
                none_of_these=group.none_of_these if stores else None,
                stores=stores,
                changes_outcome=is_flagged or any(each.outcomes for each in here),
            )
        )
    return tuple(sorted(found, key=lambda each: not each.changes_outcome))


def _missing(
    wording: Wording,
    name: str,
    leads: Mapping[Cell, tuple[str, ...]],
    rules: tuple[str, ...],
    patient: Patient,
    group: str | None,
    flags: tuple[str, ...],
) -> Missing:
    rulebase = wording.rulebase
    element = rulebase.elements[name]
    host = element.only_if
    after = host if host is not None and host not in patient.facts else None
    asked_as = None if element.asked_as is None else wording.fill(element.asked_as, patient.facts)

    def made() -> Missing:
        possible = set().union(*leads.values())
        return Missing(
            element=name,
            label=element.label,
            question=asked_as or element.question,
            rank=element.rank,
            outcomes=tuple(outcome for outcome in rulebase.outcomes if outcome in possible),
            answers=tuple(_leads(wording, cell, outcomes) for cell, outcomes in leads.items()),
            rules=rules,
            after=after,
            group=group,
            flags=flags,
        )

    key = (Missing, name, rules, after, group, flags)
    return made() if leads or asked_as else wording.kept(key, made)


def _leads(wording: Wording, cell: Cell, outcomes: tuple[str, ...]) -> AnswerLeads:
    key = (AnswerLeads, cell.element, cell.index, outcomes)
    return wording.kept(key, lambda: AnswerLeads(answer=answer_of(wording, cell), outcomes=outcomes))


def answer_of(wording: Wording, cell: Cell) -> Answer:
    """Return a cell as an answer in words, with a sample value; the same for every patient."""
    return wording.kept((Answer, cell), lambda: _answer(wording.rulebase.elements[cell.element], cell))


def _answer(element: Element, cell: Cell) -> Answer:
    return Answer(
        element=element.name,
        label=element.label,
        answer=cell_words(element, cell),
        sample=value_json(element, cell.sample),
    )


def settles(wording: Wording, patient: Patient, found: Mapping[str, Iterable[Sequence[Cell]]]) -> tuple[Settles, ...]:
    """Return sets of cells as sets of answers; a "no" that needs other facts (`no_needs`) is given with them."""
    return tuple(
        Settles(
            outcome=outcome,
            title=wording.rulebase.outcomes[outcome].title,
            sets=tuple(_answers(wording, patient, cells) for cells in sets),
        )
        for outcome, sets in found.items()
        if sets
    )


def _answers(wording: Wording, patient: Patient, cells: Sequence[Cell]) -> tuple[Answer, ...]:
    elements = wording.rulebase.elements
    answers: dict[str, Answer] = {}
    for cell in cells:
        element = elements[cell.element]
        answers[cell.element] = answer_of(wording, cell)
        if element.no_needs is not None and cell.sample is False:
            for node in walk(element.no_needs):
                if isinstance(node, Atom) and truth_of(node, patient.facts, {}) is not TRUE:
                    answers.setdefault(node.element, _needed(elements[node.element], node))
    return tuple(answers.values())


def _needed(element: Element, atom: Atom) -> Answer:
    sample: Value
    match atom:
        case Compare(_, op, limit, _):
            step = Decimal(1).scaleb(-element.decimals)
            sample = limit + {"<": -step, ">": step}.get(op, Decimal(0))
            words = BOUNDS[op].format(with_unit(limit, element.unit))
        case OneOf(_, values):
            sample, words = values[0], " or ".join(element.values[value] for value in values)
        case _:
            sample, words = True, "yes"
    return Answer(element=element.name, label=element.label, answer=words, sample=value_json(element, sample))
