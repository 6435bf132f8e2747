"""Whether the figures of `synthetic.yaml` can be drawn: names, members, ranges, shares, the order of drawing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

from immunote.engine.elements import Element
from immunote.engine.faults import listed, nearest, nearest_element
from immunote.engine.loading.conditions import Scope, parse
from immunote.engine.loading.folder import Folder
from immunote.engine.loading.texts import SentenceChecker
from immunote.engine.reader import Document, Path_
from immunote.engine.shapes.base import Number
from immunote.engine.shapes.dictionary import DictionaryFile
from immunote.engine.shapes.synthetic import CaseShape, DrawnShape, SyntheticFile
from immunote.engine.synthetic import DrawCase, Drawn, RecordKind, Synthetic
from immunote.engine.tree import Always, Value, elements_in

_WAYS = ("value", "share", "weights", "quantiles")
_WAY_OF = {"boolean": "share", "enumeration": "weights", "integer": "quantiles", "decimal": "quantiles"}
_CANNOT = "R41"


def read_synthetic(folder: Folder, scope: Scope, texts: SentenceChecker) -> Synthetic | None:
    """The figures, every one of them checked; None where there is no such file.

    None also while the dictionary has faults. Faults go to the document: R08, R12, R13, R15, R18, R21, R22, R36, R41.
    What is used here does not count as used elsewhere: a threshold or a source that only a synthetic cohort names is
    one that nothing uses.
    """
    found = next(folder.of(SyntheticFile), None)
    if found is None:
        return None
    if folder.lost or any(dictionary.faults for dictionary, _ in folder.of(DictionaryFile)):
        return None  # what would be found here could be no more than a consequence
    document, model = found
    own_scope = Scope(scope.elements, scope.thresholds, scope.groups, frozenset())
    own_texts = SentenceChecker(scope.elements, scope.thresholds, texts.sources, (), document.faults)
    return _SyntheticReading(document, model, own_scope, own_texts).read()


class _SyntheticReading:
    def __init__(self, document: Document, model: SyntheticFile, scope: Scope, texts: SentenceChecker) -> None:
        self.document, self.model, self.scope, self.texts = document, model, scope, texts
        self.drawn: dict[str, Drawn] = {}

    def read(self) -> Synthetic:
        model = self.model
        for place, block in enumerate(model.blocks):
            if block.choice is None and any(not shape.cites for shape in block.draws.values()):
                help_line = "give what it draws `cites: [source.figure]`, or the block a `choice` with its reason"
                self.document.fault(("blocks", place, "block"), "R21", block.block, help_line)
            for name, shape in block.draws.items():
                self._element(("blocks", place, "draws", name), name, shape, block.choice)
        for name, each in model.together.items():
            self._share(("together", name, "missing"), each.missing)
        for name, kind in model.records.items():
            self._share(("records", name, "share"), kind.share)
            if kind.missing_times < 0:
                self._cannot(("records", name, "missing_times"), kind.missing_times, "a number from zero on")
        if sum(kind.share for kind in model.records.values()) <= 0:
            self._cannot(("records",), 0, "at least one share above zero")
        self._share(("at_thresholds",), model.at_thresholds)
        return Synthetic(
            model.about,
            float(model.at_thresholds),
            tuple(RecordKind(name, float(k.share), float(k.missing_times)) for name, k in model.records.items()),
            {name: float(each.missing) for name, each in model.together.items()},
            tuple(self.drawn.values()),
        )

    def _element(self, path: Path_, name: str, shape: DrawnShape, choice: str | None) -> None:
        element = self.scope.elements.get(name)
        if element is None:
            self.document.fault(path, "R12", name, nearest_element(name, self.scope.elements))
            return
        if name in self.drawn:
            self.document.fault(path, "R08", name, "it is drawn once; keep one of the two")
            return
        self._share((*path, "missing"), shape.missing)
        if shape.together is not None and shape.together not in self.model.together:
            self.document.fault(
                (*path, "together"), "R12", shape.together, nearest(shape.together, self.model.together)
            )
        self._host(path, element)
        self._derived(path, element)
        if shape.step is not None and not (element.is_number and _on_grid(element, shape.step) and shape.step > 0):
            help_line = f"a number above zero with at most {element.decimals} decimals"
            self._cannot((*path, "step"), shape.step, help_line)
        if shape.no_less_than is not None:
            self._no_less_than((*path, "no_less_than"), element, shape.no_less_than)
        self.drawn[name] = Drawn(
            name,
            tuple(self._cases((*path, "cases"), element, shape.cases)),
            float(shape.missing),
            shape.together,
            None if shape.step is None else float(shape.step),
            shape.no_less_than,
            self.texts.cites(shape.cites, self.document.place((*path, "cites"))),
            None if shape.cites else choice,
        )

    def _host(self, path: Path_, element: Element) -> None:
        if element.only_if is not None and element.only_if not in self.drawn:
            help_line = f"draw `{element.only_if}` before it: it has a meaning only where that is true"
            self._cannot(path, element.name, help_line)

    def _derived(self, path: Path_, element: Element) -> None:
        """An element and what it is worked out from could contradict each other, so just one side is drawn."""
        for other in self.drawn:
            for upper, lower in ((element.name, other), (other, element.name)):
                derivations = self.scope.elements[upper].derivations
                if any(lower in derivation.inputs for derivation in derivations):
                    help_line = f"`{upper}` is worked out from `{lower}`; draw one of the two"
                    self._cannot(path, element.name, help_line)

    def _no_less_than(self, path: Path_, element: Element, name: str) -> None:
        other = self.scope.elements.get(name)
        if other is None or name not in self.drawn:
            self.document.fault(path, "R12", name, f"an element drawn before it; {nearest(name, self.drawn)}")
        elif not (other.is_number and element.is_number):
            self.document.fault(path, "R13", name, "both are numbers")
        elif (other.unit, other.decimals) != (element.unit, element.decimals):
            self.document.fault(path, "R15", name, f"`{name}` is in {other.unit}, `{element.name}` in {element.unit}")

    def _cases(self, path: Path_, element: Element, shapes: list[CaseShape]) -> Iterable[DrawCase]:
        for place, shape in enumerate(shapes):
            here = (*path, place)
            is_last = place == len(shapes) - 1
            if is_last != (shape.when is None):
                help_line = "the last case has no `when`, each before it has one"
                self._cannot(here, shape.when or "when", help_line)
            given = [way for way in _WAYS if getattr(shape, way) is not None]
            if len(given) != 1:
                self._cannot(here, ", ".join(given) or "nothing", f"just one of {listed(_WAYS)}")
                continue
            if given[0] not in ("value", _WAY_OF[element.type]):
                help_line = f"`{element.name}` is of type {element.type}: give `value` or `{_WAY_OF[element.type]}`"
                self.document.fault((*here, given[0]), "R13", given[0], help_line)
                continue
            yield self._case(here, element, shape)

    def _case(self, path: Path_, element: Element, shape: CaseShape) -> DrawCase:
        node = Always()
        if shape.when is not None:
            at = self.document.text_place((*path, "when"))
            parsed = parse(shape.when, at, self.scope, self.document.faults)
            for name in elements_in(parsed):
                if name not in self.drawn:
                    self._cannot((*path, "when"), name, "a condition reads what was drawn before; draw it above")
            node = parsed  # type: ignore[assignment]
        value: Value | None = None
        if shape.value is not None:
            value = self._held((*path, "value"), element, shape.value)
        if shape.share is not None:
            self._share((*path, "share"), shape.share)
        if shape.weights is not None:
            self._weights((*path, "weights"), element, shape.weights)
        quantiles = None
        if shape.quantiles is not None:
            quantiles = self._quantiles((*path, "quantiles"), element, shape.quantiles)
        weights = None if shape.weights is None else {name: float(each) for name, each in shape.weights.items()}
        return DrawCase(node, value, None if shape.share is None else float(shape.share), weights, quantiles)

    def _held(self, path: Path_, element: Element, value: bool | Decimal | int | str) -> Value | None:
        number = not isinstance(value, bool | str)
        if element.type == "boolean":
            fits = isinstance(value, bool)
        elif element.type == "enumeration":
            fits = isinstance(value, str) and value in element.values
        else:
            fits = number and self._within(element, Decimal(value)) and _on_grid(element, Decimal(value))
        if not fits:
            self.document.fault(path, "R36", value, f"`{element.name}` cannot hold it")
            return None
        return Decimal(value) if number else value  # type: ignore[return-value]

    def _weights(self, path: Path_, element: Element, weights: Mapping[str, Number]) -> None:
        for member, weight in weights.items():
            if member not in element.values:
                self.document.fault((*path, member), "R18", member, nearest(member, element.values))
            if weight < 0:
                self._cannot((*path, member), weight, "a weight is zero or more")
        if not any(weights.values()):
            self._cannot(path, 0, "at least one weight above zero")

    def _quantiles(
        self, path: Path_, element: Element, given: Mapping[str, Number]
    ) -> tuple[tuple[float, float], ...] | None:
        percents = [float(each) if each.replace(".", "", 1).isdigit() else -1.0 for each in given]
        numbers = list(given.values())
        if percents[:1] != [0] or percents[-1:] != [100] or not all(a < b for a, b in pairwise(percents)):
            self._cannot(path, ", ".join(given), "percents from 0 to 100 in rising order, both ends among them")
            return None
        if not all(a <= b for a, b in pairwise(numbers)):
            self._cannot(path, ", ".join(map(str, numbers)), "numbers that do not fall as the percents rise")
        for key, number in given.items():
            if not self._within(element, Decimal(number)):
                low, high = element.accepted
                self._cannot((*path, key), number, f"`{element.name}` is accepted from {low} to {high}")
        return tuple(zip(percents, map(float, numbers), strict=True))

    def _within(self, element: Element, number: Decimal) -> bool:
        low, high = element.accepted
        return (low is None or low <= number) and (high is None or number <= high)

    def _share(self, path: Path_, share: Number) -> None:
        if not 0 <= share <= 1:
            self._cannot(path, share, "a share lies from 0 to 1")

    def _cannot(self, path: Path_, text: object, help_line: str) -> None:
        self.document.fault(path, _CANNOT, text, help_line)


def _on_grid(element: Element, number: Number) -> bool:
    scaled = Decimal(number).scaleb(element.decimals)
    return scaled == scaled.to_integral_value()
