"""Whether `records.yaml` names only what the rule base has: elements, members, code systems, factors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from immunote.engine.elements import Element
from immunote.engine.faults import listed, nearest, nearest_element
from immunote.engine.loading.folder import Folder
from immunote.engine.reader import Document, Path_
from immunote.engine.shapes.records import Codes, RecordsFile


def read_records(
    folder: Folder, elements: Mapping[str, Element], thresholds: Mapping[str, object]
) -> RecordsFile | None:
    """The file, with every name, code system, member and factor in it checked; None where there is none."""
    found = next(folder.of(RecordsFile), None)
    if found is None:
        return None
    document, model = found
    _check_names(document, model, elements)
    _check_members(document, model, elements)
    known = {*model.systems, *model.families}
    for path, codes in _codes_in(model):
        for system in codes:
            if system not in known:
                document.fault((*path, system), "R33", system, nearest(system, known))
    for name, speaks in model.speaks_for.items():
        for side, named in (("above", speaks.above), ("below", speaks.below)):
            for of, threshold in named.items():
                if threshold not in thresholds:
                    document.fault(("speaks_for", name, side, of), "R12", threshold, nearest(threshold, thresholds))
    for path, system in _systems_in(model):
        if system not in model.systems:
            document.fault(path, "R33", system, nearest(system, model.systems))
    return model


def _systems_in(model: RecordsFile) -> Iterator[tuple[Path_, str]]:
    """Where a single system is named, and not a family of them."""
    yield from ((("hierarchical", index), system) for index, system in enumerate(model.hierarchical))
    yield from ((("notations", system), system) for system in model.notations)
    for family, systems in model.families.items():
        yield from ((("families", family, index), system) for index, system in enumerate(systems))


def _names_in(model: RecordsFile) -> Iterator[tuple[Path_, str, str | None]]:
    """Where an element is named, and the type that it has there."""
    yield from ((("units", name), name, "number") for name in model.units)
    yield from ((("either_factor", name), name, "number") for name in model.either_factor)
    yield from ((("person", key, "element"), each.element, "enumeration") for key, each in model.person.items())
    for name, duration in model.durations.items():
        yield ("durations", name), name, "number"
        if duration.of is not None:
            yield ("durations", name, "of"), duration.of, "number" if duration.since == "value" else "boolean"
    yield from ((("ever", index), name, "boolean") for index, name in enumerate(model.ever))
    yield from ((("lasting", index), name, "boolean") for index, name in enumerate(model.lasting))
    yield from ((("answers", name), name, None) for name in model.answers)
    yield from ((("denied", name), name, "boolean") for name in model.denied)
    for index, each in enumerate(model.raises):
        yield from ((("raises", index, "elements", place), name, None) for place, name in enumerate(each.elements))
    yield from ((("reactions", name), name, "enumeration") for name in model.reactions)
    yield from ((("lowest_of_a_day", name), name, "number") for name in model.lowest_of_a_day)
    for name, of in model.upper_limit_of.items():
        yield ("upper_limit_of", name), name, "number"
        yield ("upper_limit_of", name), of, "number"
    for name, before in model.before.items():
        yield ("before", name), name, "number"
        yield ("before", name, "of"), before.of, "number"
        yield ("before", name, "days"), before.days, "number"
    for name, amount in model.amounts.items():
        yield ("amounts", name), name, "number"
        yield ("amounts", name, "among"), amount.among, "boolean"
    yield from _more_names_in(model)


def _more_names_in(model: RecordsFile) -> Iterator[tuple[Path_, str, str | None]]:
    yield from ((("passing", name), name, "boolean") for name in model.passing)
    yield from ((("spoken_of", name), name, None) for name in model.spoken_of)
    yield from ((("contrary", name), name, None) for name in model.contrary)
    for name, speaks in model.speaks_for.items():
        yield ("speaks_for", name), name, "boolean"
        yield from ((("speaks_for", name, "above", of), of, "number") for of in speaks.above)
        yield from ((("speaks_for", name, "below", of), of, "number") for of in speaks.below)
    for index, way in enumerate(model.ways):
        yield from ((("ways", index, "elements", place), name, None) for place, name in enumerate(way.elements))
    for index, stopped in enumerate(model.stopped):
        for place, name in enumerate(stopped.elements):
            yield ("stopped", index, "elements", place), name, "enumeration"
    yield from ((("given", name), name, "boolean") for name in model.given)
    yield from ((("in_place", index), name, "boolean") for index, name in enumerate(model.in_place))
    yield from ((("patterns", name), name, "boolean") for name in model.patterns)
    yield from ((("answer_words", name), name, None) for name in model.answer_words)
    yield from ((("worded_numbers", name), name, "number") for name in model.worded_numbers)


def _check_names(document: Document, model: RecordsFile, elements: Mapping[str, Element]) -> None:
    for path, name, wanted in _names_in(model):
        element = elements.get(name)
        if element is None:
            document.fault(path, "R12", name, nearest_element(name, elements))
            continue
        kind = "number" if element.is_number else element.type
        if wanted is not None and kind != wanted:
            document.fault(path, "R13", name, f"`{name}` is a {element.type}; here stands a {wanted}")
    for name, duration in model.durations.items():
        if (duration.of is None) != (duration.since == "birth"):
            document.fault(("durations", name), "R06", "of", "a value or an onset needs `of`, birth does not")
    for name, told in model.worded_numbers.items():
        units = model.units.get(name, {})
        if told.unit.split()[:1] not in ([unit] for unit in units):
            document.fault(
                ("worded_numbers", name, "unit"), "R05", told.unit, f"begin with one of: {listed(list(units))}"
            )
    for path, factors in _factors_in(model):
        for unit, factor in factors.items():
            if not _is_factor(factor):
                document.fault((*path, unit), "R05", factor, "write an exact decimal above zero as quoted text")


def _factors_in(model: RecordsFile) -> Iterator[tuple[Path_, dict[str, str]]]:
    yield from ((("units", name), factors) for name, factors in model.units.items())
    for name, either in model.either_factor.items():
        for place in range(max((len(each) for each in either.values()), default=0)):
            yield ("either_factor", name), {unit: each[place] for unit, each in either.items() if place < len(each)}
    yield from ((("amounts", name, "units"), amount.units) for name, amount in model.amounts.items())


def _is_factor(text: str) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and number > 0


def _check_members(document: Document, model: RecordsFile, elements: Mapping[str, Element]) -> None:
    def check(path: Path_, name: str, members: Iterable[str]) -> None:
        known = ("true", "false") if elements[name].type == "boolean" else tuple(elements[name].values)
        for member in members:
            if member not in known:
                document.fault((*path, member), "R18", member, nearest(member, known))

    for name, answers in model.answers.items():
        if name in elements:
            check(("answers", name), name, answers)
    for key, field in model.person.items():
        if field.element in elements:
            check(("person", key, "values"), field.element, field.values.values())
    for name, reaction in model.reactions.items():
        if name in elements:
            check(("reactions", name, "sets"), name, [reaction.sets])
    for name, worded in model.answer_words.items():
        if name in elements:
            check(("answer_words", name), name, worded)
    for index, stopped in enumerate(model.stopped):
        for name in (each for each in stopped.elements if each in elements):
            check(("stopped", index, "members"), name, stopped.members)
            check(("stopped", index, "otherwise"), name, [stopped.otherwise])


def _codes_in(model: RecordsFile) -> Iterator[tuple[Path_, Codes]]:
    if model.truths is not None:
        yield ("truths", "yes"), model.truths.yes
        yield ("truths", "no"), model.truths.no
    for name, answers in model.answers.items():
        yield from ((("answers", name, member), codes) for member, codes in answers.items())
    yield from ((("denied", name), codes) for name, codes in model.denied.items())
    yield from ((("raises", index, "codes"), each.codes) for index, each in enumerate(model.raises))
    yield from ((("reactions", name, "codes"), each.codes) for name, each in model.reactions.items())
    yield from ((("amounts", name, "codes"), each.codes) for name, each in model.amounts.items())
    yield from ((("durations", name, "not_dated_by"), each.not_dated_by) for name, each in model.durations.items())
    yield ("panels",), model.panels
    if model.another_person is not None:
        yield ("another_person", "codes"), model.another_person.codes
    yield ("codes_against",), model.codes_against
    yield ("codes_past",), model.codes_past
    yield from ((("contrary", name, "codes"), each.codes) for name, each in model.contrary.items())
    yield from ((("speaks_for", name, "codes"), each.codes) for name, each in model.speaks_for.items())
    for index, way in enumerate(model.ways):
        yield ("ways", index, "counts"), way.counts
        yield ("ways", index, "does_not_count"), way.does_not_count
    for index, stopped in enumerate(model.stopped):
        for member, stated in stopped.members.items():
            yield ("stopped", index, "members", member, "codes"), stated.codes
    yield from ((("given", name, "codes"), each.codes) for name, each in model.given.items())
    yield from ((("patterns", name, "codes"), each.codes) for name, each in model.patterns.items())
    if model.reviewed_list is not None:
        yield ("reviewed_list", "codes"), model.reviewed_list.codes
