"""Writes down the knowledge of a rule base: its sources numbered once, its sentences with places for the patient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from immunote.engine.diagram import Diagram
from immunote.engine.lean.known import (
    KnownCheck,
    KnownCourse,
    KnownDose,
    KnownElement,
    KnownExclusion,
    KnownFlag,
    KnownFlagQuestion,
    KnownGroup,
    KnownRule,
    KnownSource,
    KnownThreshold,
    SharedKnowledge,
)
from immunote.engine.note import Json, Line, OpenRule
from immunote.engine.noting.asking import answer_of
from immunote.engine.noting.citing import citation_of
from immunote.engine.noting.wording import Wording
from immunote.engine.profile import number_json
from immunote.engine.rulebase import Named, RuleBase
from immunote.engine.sentences import Detail, Text, figures_in, listing_of, placeholders_in
from immunote.engine.tables import Dose
from immunote.engine.tree import Atom, Compare, walk
from immunote.engine.words import fill


class KnowledgeGrounds(Protocol):
    """What knowledge is written from."""

    @property
    def rulebase(self) -> RuleBase:
        """The rule base itself."""
        ...

    @property
    def diagram(self) -> Diagram:
        """The decision list, compiled."""
        ...

    @property
    def wording(self) -> Wording:
        """The sentences, and the parts that are kept."""
        ...

    @property
    def untouched_rules(self) -> Mapping[str, OpenRule]:
        """What is said of a rule that cannot be decided and of which nothing is known."""
        ...


def knowledge_of(grounds: KnowledgeGrounds) -> SharedKnowledge:
    """The knowledge of a rule base; the same for the same content hash."""
    rulebase = grounds.rulebase
    about, flags = rulebase.about, rulebase.flags
    numbers = fixed_numbers(rulebase)

    def cited(cites: Iterable[str]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(numbers[cite.partition(".")[0]] for cite in cites))

    def line(detail: Detail) -> Line:
        return Line(
            text=template(rulebase, detail.text),
            role=detail.role,
            citations=cited((*detail.cites, *figures_in(detail.text))),
            choice=detail.choice,
        )

    def rule(each: Named) -> KnownRule:
        kind = about.kinds[each.kind]
        says = () if each.says is None else (each.says,)
        return KnownRule(
            title=each.title,
            kind=each.kind,
            section=kind.section,
            mark=kind.mark,
            domain=each.domain,
            strength=each.strength,
            certainty=each.certainty,
            sentences=tuple(template(rulebase, text) for text in (*(one.text for one in each.says_instead), *says)),
            short=tuple(template(rulebase, phrase.text) for phrase in each.short),
            citations=cited((*(figure for text in each.sentences for figure in figures_in(text)), *each.cites)),
            choice=None if each.choice is None else template(rulebase, each.choice),
            lines=tuple(line(detail) for detail in each.details),
            certainty_because=tuple(line(detail) for detail in each.certainty_because),
            missing=grounds.untouched_rules[each.name].missing,
            facts=facts_of(grounds.wording, each),
        )

    def dose(each: Dose) -> KnownDose:
        return KnownDose(
            flag=template(rulebase, each.flag_text),
            flag_citations=cited(each.flag_cites),
            courses={
                course.id: KnownCourse(label=course.label, citations=cited(course.cites)) for course in each.courses
            },
            notes=tuple(line(note) for note in (*each.weight_against, *each.notes)),
            weight_choices=weight_choices(each),
        )

    return SharedKnowledge(
        rulebase=rulebase.id,
        version=rulebase.version,
        title=rulebase.title,
        content_hash=rulebase.content_hash,
        evidence_as_of=rulebase.evidence_as_of,
        intended_use=rulebase.intended_use,
        titles={name: outcome.title for name, outcome in rulebase.outcomes.items()},
        sections=about.sections,
        certainties=about.certainties,
        strengths=about.strengths,
        sources=_sources(rulebase, grounds.wording, numbers),
        rules={each.name: rule(each) for each in rulebase.rules_as_shown},
        rows={row.name: template(rulebase, row.reason) for row in rulebase.rows},
        elements=_elements(grounds),
        thresholds={
            name: KnownThreshold(
                value=number_json(each.value), unit=each.unit, citations=cited(each.cites), choice=each.choice
            )
            for name, each in rulebase.thresholds.items()
        },
        flags={
            each.id: KnownFlag(
                title=each.title,
                text=template(rulebase, each.says),
                citations=cited(each.cites),
                choice=None if each.choice is None else template(rulebase, each.choice),
            )
            for each in flags.flags
        },
        flag_questions={
            name: KnownFlagQuestion(asked_as=words, question=rulebase.elements[name].question)
            for name, words in flags.asked_as.items()
        },
        flag_values={
            each.element: KnownFlagQuestion(
                asked_as=template(rulebase, each.asked_as), question=template(rulebase, each.words)
            )
            for each in flags.values
        },
        groups={
            each.id: KnownGroup(
                title=each.title, elements=each.elements, none_of_these=each.none_of_these, stores=each.stores
            )
            for each in rulebase.question_groups
        },
        checklist={
            each.id: KnownCheck(
                label=each.label,
                phase=each.phase,
                is_recorded=each.recorded is not None,
                text=template(rulebase, each.text),
                citations=cited((*each.cites, *figures_in(each.text))),
                choice=each.choice,
            )
            for each in rulebase.checklist
        },
        exclusions={
            each.id: KnownExclusion(
                product=each.product,
                name=rulebase.products[each.product].name,
                reason=each.title,
                wording=each.wording,
                text=template(rulebase, each.text),
                citations=cited((*each.cites, *figures_in(each.text))),
                choice=None if each.choice is None else template(rulebase, each.choice),
            )
            for each in rulebase.exclusions
        },
        products_not_listed=rulebase.not_listed,
        dose=None if rulebase.dose is None else dose(rulebase.dose),
    )


def fixed_numbers(rulebase: RuleBase) -> dict[str, int]:
    """The number that each source has in every lean note of this rule base: its place in it, from one."""
    return {name: number for number, name in enumerate(rulebase.sources, 1)}


def template(rulebase: RuleBase, text: Text | str) -> str:
    """A sentence with thresholds and figures of sources in their places; braces are left where a patient's words go."""
    written = text.template if isinstance(text, Text) else text
    return fill(rulebase, written, {}, {name: f"{{{name}}}" for name in _filled_by_a_patient(rulebase, written)})


def of_patient(wording: Wording, written: str) -> tuple[str, ...]:
    """The placeholders of a sentence that a patient's values fill."""
    return wording.once(("of a patient", written), lambda: _filled_by_a_patient(wording.rulebase, written))


def _filled_by_a_patient(rulebase: RuleBase, written: str) -> tuple[str, ...]:
    names = dict.fromkeys(placeholders_in(written))
    return tuple(name for name in names if name in rulebase.elements or name.startswith("@") or listing_of(name))


def answers(grounds: KnowledgeGrounds, element: str) -> dict[str, Json]:
    """The answers in words that a note may name for an element that decides, each with a value of it."""

    def made() -> dict[str, Json]:
        found = [answer_of(grounds.wording, cell) for cell in grounds.diagram.cells.get(element, ())]
        return {each.answer: each.sample for each in found}

    return grounds.wording.once(("answers", element), made)


def weight_choices(dose: Dose) -> tuple[str, ...]:
    """The choices that a weight can rest on."""
    return tuple(dict.fromkeys(basis.choice for basis in dose.bases if basis.choice is not None))


def facts_of(wording: Wording, rule: Named) -> tuple[str, ...]:
    """All that a rule reads, directly or through definitions and other rules, in order, each with its comparison."""
    rulebase = wording.rulebase

    def made() -> tuple[str, ...]:
        conditions = (rule.when, *(rulebase.program[name] for name in rulebase.names_under(rule.when)))
        atoms = (node for condition in conditions for node in walk(condition) if isinstance(node, Atom))
        return tuple(dict.fromkeys(fact_words(each.element, _comparison(each)) for each in atoms))

    return wording.once(("facts", rule.name), made)


def _comparison(atom: Atom) -> tuple[str, str] | None:
    return (atom.op, atom.threshold) if isinstance(atom, Compare) else None


def fact_words(element: str | int, compared: tuple[str, str] | None) -> str:
    """A fact as one text: its element, with the comparison and the threshold where it is held against one."""
    return str(element) if compared is None else " ".join([str(element), *compared])


def _sources(rulebase: RuleBase, wording: Wording, numbers: Mapping[str, int]) -> tuple[KnownSource, ...]:
    cited = (citation_of(wording, numbers[each.id], each, each.figures) for each in rulebase.sources.values())
    return tuple(KnownSource(**each.__dict__) for each in cited)


def _elements(grounds: KnowledgeGrounds) -> dict[str, KnownElement]:
    found = {}
    for name, each in grounds.rulebase.elements.items():
        asked = each.question if each.asked_as is None else template(grounds.rulebase, each.asked_as)
        found[name] = KnownElement(
            label=each.label,
            unit=each.unit,
            question=asked or each.question,
            rank=each.rank,
            values=each.values,
            answers=answers(grounds, name),
        )
    return found
