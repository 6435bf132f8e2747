"""From a folder to a checked rule base. A bad rule base is refused whole, with all its faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from immunote.engine.elements import Element
from immunote.engine.faults import Fault, Refused, listed, nearest
from immunote.engine.loading.at_intake import check_formulas, with_intake
from immunote.engine.loading.code_checks import read_codes
from immunote.engine.loading.conditions import Scope
from immunote.engine.loading.constraints import clauses_of_orders, read_constraints
from immunote.engine.loading.dictionary import check_names, read_elements, read_groups, read_thresholds
from immunote.engine.loading.dose import DoseReader
from immunote.engine.loading.flags import read_flags
from immunote.engine.loading.folder import Folder
from immunote.engine.loading.form_checks import read_form
from immunote.engine.loading.grading import Tables
from immunote.engine.loading.header_checks import read_headers
from immunote.engine.loading.hook_checks import read_ordered_as, read_speaks_where
from immunote.engine.loading.page_checks import read_page
from immunote.engine.loading.property_checks import read_properties
from immunote.engine.loading.question_checks import read_questions
from immunote.engine.loading.quotations import check_quotations
from immunote.engine.loading.record_checks import read_records
from immunote.engine.loading.retractions import without_retracted
from immunote.engine.loading.reviews import read_reviews
from immunote.engine.loading.rules import conditions_of, drafts_in, named_of, unused_definitions
from immunote.engine.loading.search_checks import read_search
from immunote.engine.loading.sources import read_sources
from immunote.engine.loading.synthetic_checks import read_synthetic
from immunote.engine.loading.texts import SentenceChecker
from immunote.engine.loading.titles import check_titles
from immunote.engine.loading.vignette_checks import read_vignettes
from immunote.engine.loading.wholeness import FOLLOWS, not_whole, other_rule_bases
from immunote.engine.loading.worklist_checks import read_worklist
from immunote.engine.rulebase import Named, Row, RuleBase, Source
from immunote.engine.shapes.about import RuleBaseFile
from immunote.engine.shapes.rules import CaseFile
from immunote.engine.tables import Case
from immunote.engine.tree import Node, elements_in, refs_under, walk

__all__ = ["load"]


def load(path: Path) -> RuleBase:
    """Load the rule base in the folder `path`. Raises Refused with every fault found (codes R01 to R45, V31)."""
    if elsewhere := other_rule_bases(path):
        raise Refused(elsewhere)
    folder = Folder(path)
    about = next((model for _, model in folder.of(RuleBaseFile)), None)
    if about is None or folder.is_incomplete:  # without these files every other name would be reported as unknown
        raise Refused(sorted(set(folder.faults)))
    elements, thresholds, sources = read_elements(folder), read_thresholds(folder), read_sources(folder)
    places = {name: each.place for name, each in elements.items()}
    groups = read_groups(folder, elements)
    misnamed = check_names(folder, elements)
    places |= {name: each.place for name, each in thresholds.items()}
    drafts = drafts_in(folder, places)
    scope = Scope(elements, thresholds, groups, frozenset(drafts), used_thresholds=misnamed)
    quoted = about.words_never_used_except
    texts = SentenceChecker(elements, thresholds, sources, about.words_never_used, folder.faults, groups, quoted)
    conditions = conditions_of(drafts, scope)
    tables = Tables(folder, about, scope, texts, conditions)
    outcomes, rows, once_corrected, statuses = tables.grading()
    products, not_listed, exclusions = tables.products()
    flags, flag_examples = read_flags(folder, scope, texts, conditions, outcomes)
    constraints, orders, spans = read_constraints(folder, scope)
    elements = with_intake(folder, scope, texts)
    check_formulas(folder, elements.values(), constraints)
    every = [*conditions.values(), *(row.when for row in rows), *tables.exclusion_conditions.values()]
    every += flags.conditions.values()
    atoms = [node for condition in every for node in walk(condition)]
    atoms += [node for clause in constraints for literal in clause.literals for node in walk(literal)]
    constraints += list(clauses_of_orders(orders, atoms))
    named = named_of(drafts, conditions, about, scope, texts)
    named, rows, tables.headlines = without_retracted(named, rows, tables.headlines, sources, about)
    tables.check_wording(outcomes, rows, named)
    checklist, dose = tables.checklist(), DoseReader(folder, scope, texts).dose()
    elements, records, codes = read_codes(folder, elements, read_records(folder, elements, thresholds))
    ordered_as, speaks_where = read_ordered_as(folder, elements), read_speaks_where(folder, scope)
    properties = read_properties(folder, scope, named, outcomes, about.kinds)
    sign_offs = read_reviews(folder)
    question_groups = read_questions(folder, elements, _outcomes_hang_on(elements, rows, conditions))
    form = read_form(folder, elements, question_groups)
    synthetic = read_synthetic(folder, scope, texts)
    page, headers = read_page(folder, about, outcomes, named, elements, texts), read_headers(folder, elements)
    search = read_search(folder, _searched(elements, sources, named))
    vignettes, worklist = read_vignettes(folder, elements, about.kinds), read_worklist(folder, elements, outcomes)
    for threshold in thresholds.values():
        texts.cites(threshold.cites, threshold.place)
    _check_about(folder, about, elements)
    check_titles(folder, drafts)
    check_quotations(folder, about, named, texts)
    unused_definitions(drafts, scope.used_names, folder.faults)
    _unused(scope, texts, folder.faults)
    _raise(folder, scope.is_whole)
    return RuleBase(
        id=about.id,
        version=about.version,
        title=about.title,
        evidence_as_of=about.evidence_as_of,
        intended_use=" ".join(f"{about.intended_use} {about.not_for}".split()),
        about=about,
        elements=elements,
        groups=scope.groups,
        constraints=tuple(constraints),
        orders=tuple(orders),
        spans=tuple(spans),
        thresholds=thresholds,
        sources=sources,
        named=named,
        outcomes=outcomes,
        rows=rows,
        once_corrected=once_corrected,
        statuses=statuses,
        products=products,
        not_listed=not_listed,
        exclusions=exclusions,
        checklist=checklist,
        dose=dose,
        exclusion_conditions=tables.exclusion_conditions,
        examples={**{name: each.examples for name, each in named.items()}, **tables.examples, **flag_examples},
        cases={
            model.case: Case(
                model.case,
                model.title,
                model.cite,
                model.about,
                model.profile,
                model.completed,
                tuple(model.notes),
                document.place(()),
            )
            for document, model in folder.of(CaseFile)
        },
        content_hash=folder.content_hash,
        files_hash=folder.files_hash,
        folder=str(path),
        records=records,
        codes=codes,
        properties=properties,
        sign_offs=sign_offs,
        synthetic=synthetic,
        ordered_as=ordered_as,
        headers=headers,
        worklist=worklist,
        speaks_where=speaks_where,
        question_groups=question_groups,
        flags=flags,
        headlines=tables.headlines,
        page=page,
        search=search,
        vignettes=vignettes,
        form=form,
    )


def _searched(
    elements: Mapping[str, Element], sources: Mapping[str, Source], named: Mapping[str, Named]
) -> Iterator[str]:
    """The texts that a search looks through."""
    for name, rule in named.items():
        yield f"{name.replace('_', ' ')} {rule.title}"
        yield from (text.template for text in rule.sentences)
        yield from (detail.text.template for detail in rule.details)
    for source in sources.values():
        yield " ".join((source.id.replace("-", " "), source.label, *source.citation.values()))
    yield from (f"{element.label} {element.question}" for element in elements.values())


def _outcomes_hang_on(
    elements: Mapping[str, Element], rows: Iterable[Row], conditions: Mapping[str, Node]
) -> tuple[str, ...]:
    """Return the elements that the decision list reads, directly or through names, and those in their `no_needs`."""
    names: set[str] = set()
    for row in rows:
        for node in (row.when, *(conditions[name] for name in refs_under(row.when, conditions))):
            names.update(elements_in(node))
    for name in tuple(names):
        element = elements.get(name)
        if element is not None and element.no_needs is not None:
            names.update(elements_in(element.no_needs))
    return tuple(name for name in elements if name in names)


def _check_about(folder: Folder, about: RuleBaseFile, elements: dict[str, Element]) -> None:
    document = next(document for document, model in folder.of(RuleBaseFile))
    for key in ("leaning_requires", "insufficient_unless_known", "profile_line"):
        for index, name in enumerate(getattr(about, key)):
            if name not in elements:
                document.fault((key, index), "R12", name, "an element of the data dictionary")
    for index, name in enumerate(about.reviewers):
        help_line = "leave it out: who reviewed what stands in reviews.yaml, by `immunote review sign`"
        document.fault(("reviewers", index), "R05", name, help_line)
    place = elements.get("jurisdiction")
    if place is not None and list(place.values) != list(about.jurisdictions):
        text = ", ".join(about.jurisdictions)
        help_line = f"`jurisdiction` has {listed(list(place.values))}"
        document.fault(("jurisdictions",), "R18", text, help_line, subjects=about.jurisdictions)
    for index, kind in enumerate(about.also_now):
        if kind not in about.kinds:
            document.fault(("also_now", index), "R33", kind, nearest(kind, about.kinds))
    for kind, shape in about.kinds.items():
        if shape.section not in about.sections:
            document.fault(("kinds", kind, "section"), "R33", shape.section, "one of `sections`")


def _unused(scope: Scope, texts: SentenceChecker, faults: list[Fault]) -> None:
    for threshold in scope.thresholds.values():
        if threshold.name not in scope.used_thresholds | texts.used_thresholds:
            help_line = "use it in a condition, or delete it"
            faults.append(Fault.at(threshold.place, "R24", threshold.name, help_line))
    for source in texts.sources.values():
        if source.id not in texts.used_sources:
            help_line = "cite it in a rule, a definition or a table, or delete the file"
            faults.append(Fault.at(source.place, "R23", source.id, help_line))


def _raise(folder: Folder, conditions_are_whole: bool) -> None:
    """Raise Refused with all faults found, without those that only follow from a refused file or condition."""
    faults = list(folder.faults)
    for document in dict.fromkeys(document for document, _ in folder.shaped):
        faults += document.faults
    if folder.lost or not conditions_are_whole:
        faults = [fault for fault in faults if fault.code not in ("R27", "R31", "R43")]
    if any(
        fault.code in ("R12", "R36") for fault in faults
    ):  # a misspelt name or leaning can be why a question seems to be missing
        faults = [fault for fault in faults if fault.code != "R43"]
    if folder.lost:
        faults = [
            fault
            for fault in faults
            if fault.code not in ("R23", "R24", "R39", "R43")
            and not (fault.code in _OF_NAMES and folder.lost & set(fault.subjects))
        ]
    if faults:
        missing = not_whole(faults)
        faults = [fault for fault in faults if not (missing and fault.code in FOLLOWS)]
        raise Refused([*missing, *sorted(set(faults))])


_OF_NAMES = ("R12", "R18", "R22", "R33")
