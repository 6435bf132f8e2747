"""The decision list, and the tables beside it: products, checklist, dose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

from immunote.engine.faults import nearest, nearest_element
from immunote.engine.loading.conditions import OTHERWISE, Scope, parse
from immunote.engine.loading.dictionary import value_for
from immunote.engine.loading.folder import Folder
from immunote.engine.loading.phrases import basis_of, check_bases, phrases_of
from immunote.engine.loading.rules import detail_of, examples_of, text_place
from immunote.engine.loading.texts import SentenceChecker, surely_known
from immunote.engine.reader import Document, Path_
from immunote.engine.rulebase import Example, Gathered, Headlines, Named, Outcome, Row
from immunote.engine.shapes.about import NOT_RATED, RuleBaseFile
from immunote.engine.shapes.grading import GradingFile, OnceCorrectedShape
from immunote.engine.shapes.tables import ChecklistFile, ProductsFile
from immunote.engine.tables import ONCE_CORRECTED, ChecklistLine, Exclusion, OnceCorrected, Product, TakenOut
from immunote.engine.tree import Always, And, AtLeast, Node, Not, Or, Ref, refs_in, refs_under

STATUS_SLOTS = ("{leaning}", "{flags}", "{outcomes}", "{what}", "{count}")
"""What a status line may leave open for the note to fill."""


class Tables:
    """Reads the single files, with the same scope and the same checks of sentences."""

    def __init__(
        self,
        folder: Folder,
        about: RuleBaseFile,
        scope: Scope,
        texts: SentenceChecker,
        conditions: Mapping[str, Node],
    ) -> None:
        self.folder, self.about, self.scope, self.texts = folder, about, scope, texts
        self.conditions = dict(conditions)
        self.exclusion_conditions: dict[str, Node] = {}
        self.examples: dict[str, tuple[Example, ...]] = {}
        self.headlines = Headlines()

    def grading(self) -> tuple[dict[str, Outcome], tuple[Row, ...], OnceCorrected | None, dict[str, str]]:
        """Outcomes (grades best first), rows, what once-corrected means, and the words for each status."""
        for document, model in self.folder.of(GradingFile):
            self._headlines(document, model)
            outcomes = {key: self._outcome(document, model, key) for key in model.outcomes}
            rows = tuple(self._row(document, model, index) for index in range(len(model.rows)))
            _once_each(document, "rows", "row", [row.name for row in rows])
            for index, row in enumerate(rows):
                last = index == len(rows) - 1
                if (isinstance(row.when, Always) != last and model.rows[index].when.strip() == OTHERWISE) or (
                    last and model.rows[index].when.strip() != OTHERWISE
                ):
                    help_line = f"exactly the last row says when: {OTHERWISE}"
                    document.fault(("rows", index, "when"), "R32", row.name, help_line)
            statuses = {key: " ".join(text.split()) for key, text in model.statuses.model_dump().items()}
            for key, text in statuses.items():
                bare = reduce(lambda words, slot: words.replace(slot, ""), STATUS_SLOTS, text)
                self.texts.text(bare, document.place(("statuses", key)))
            correction = model.once_corrected
            once_corrected = None if correction is None else self._once_corrected(document, model, correction)
            return outcomes, rows, once_corrected, statuses
        return {}, (), None, {}

    def _headlines(self, document: Document, model: GradingFile) -> None:
        for name, shape in model.gathered.items():
            for key, found, known in (("kinds", shape.kinds, self.about.kinds), ("basis", shape.basis, model.bases)):
                for each in found:
                    if each not in known:
                        document.fault(("gathered", name, key), "R33", each, nearest(each, known))
        for name, basis in model.bases.items():
            if basis.choice == bool(basis.sources):
                document.fault(("bases", name), "R05", name, "a basis is a choice, or names kinds of `sources`")
        gathered = {
            name: Gathered(tuple(shape.kinds), tuple(shape.basis), shape.deciding, shape.joined)
            for name, shape in model.gathered.items()
        }
        also = phrases_of(document, ("also",), model.also, self.scope, self.texts, [*gathered, ONCE_CORRECTED])
        rows = [row.row for row in model.rows]
        for index, added in enumerate(model.also):
            for row in added.not_in_rows:
                if row not in rows:
                    document.fault(("also", index, "not_in_rows"), "R12", row, nearest(row, rows))
        bases = {name: basis_of(name, shape) for name, shape in model.bases.items()}
        self.headlines = Headlines(bases, gathered, also)

    def _outcome(self, document: Document, model: GradingFile, key: str) -> Outcome:
        shape = model.outcomes[key]
        path = ("outcomes", key)
        for certainty in shape.headlines:
            if certainty not in self.about.certainties:
                document.fault(
                    (*path, "headlines", certainty),
                    "R33",
                    certainty,
                    nearest(certainty, self.about.certainties),
                )
        for kind in shape.prints or []:
            if kind not in self.about.kinds:
                document.fault((*path, "prints"), "R33", kind, nearest(kind, self.about.kinds))
        written = shape.headlines or {NOT_RATED: f"{shape.title[:1].upper()}{shape.title[1:]}."}
        headlines = {
            certainty: self.texts.text(
                text, document.place((*path, "headlines", certainty)), None, [*self.headlines.gathered, ONCE_CORRECTED]
            )
            for certainty, text in written.items()
        }
        prints = tuple(shape.prints) if shape.prints is not None else None
        return Outcome(key, shape.title, shape.grade, headlines, prints, shape.indicator, shape.stops)

    def _row(self, document: Document, model: GradingFile, index: int) -> Row:
        shape = model.rows[index]
        path = ("rows", index)
        if shape.outcome not in model.outcomes:
            document.fault((*path, "outcome"), "R12", shape.outcome, nearest(shape.outcome, model.outcomes))
        when = parse(shape.when, text_place(document, (*path, "when")), self.scope, document.faults)
        reason = self.texts.text(shape.reason, text_place(document, (*path, "reason")))
        gathered = [*self.headlines.gathered, ONCE_CORRECTED]
        opens = phrases_of(document, (*path, "opens"), shape.opens, self.scope, self.texts, gathered)
        headline = tuple(
            phrases_of(document, (*path, "headline", place), ways, self.scope, self.texts, gathered)
            for place, ways in enumerate(shape.headline)
        )
        return Row(shape.row, shape.outcome, when, reason, document.place(path), opens, headline)

    def _once_corrected(self, document: Document, model: GradingFile, shape: OnceCorrectedShape) -> OnceCorrected:
        assume = {}
        for name, raw in shape.assume.items():
            element = self.scope.elements.get(name)
            value = value_for(element, raw) if element else None
            if value is None:
                help_line = nearest_element(name, self.scope.elements)
                document.fault(("once_corrected", "assume", name), "R36" if element else "R12", name, help_line)
            else:
                assume[name] = value
        if shape.outcome not in model.outcomes:
            help_line = nearest(shape.outcome, model.outcomes)
            document.fault(("once_corrected", "outcome"), "R12", shape.outcome, help_line)
        rows = [row.row for row in model.rows]
        if shape.without_row not in rows:
            document.fault(
                ("once_corrected", "without_row"), "R12", shape.without_row, nearest(shape.without_row, rows)
            )
        return OnceCorrected(shape.outcome, shape.without_row, assume, tuple(self._taken_out(document, shape)))

    def _taken_out(self, document: Document, correction: OnceCorrectedShape) -> Iterator[TakenOut]:
        for index, shape in enumerate(correction.takes_out):
            path: Path_ = ("once_corrected", "takes_out", index)
            for name in shape.elements:
                if name not in self.scope.elements:
                    document.fault((*path, "elements"), "R12", name, nearest(name, self.scope.elements))
                elif name in correction.assume:
                    document.fault((*path, "elements"), "R08", name, "it is assumed above; keep one of the two")
            when = None
            if shape.when is not None:
                when = parse(shape.when, document.text_place((*path, "when")), self.scope, document.faults)
                if refs := refs_in(when):
                    document.fault((*path, "when"), "R11", refs[0], "name elements, not definitions")
            yield TakenOut(tuple(shape.elements), when)

    def check_wording(self, outcomes: Mapping[str, Outcome], rows: tuple[Row, ...], named: Mapping[str, Named]) -> None:
        """Add R31 for each outcome without a headline for a certainty that it can have, and R61 as `check_bases`."""
        made = self.headlines
        openings = [text for outcome in outcomes.values() for text in outcome.headlines.values()]
        if outcomes:
            check_bases(
                made.bases, made.gathered, named, rows, made.also, openings, self.texts.sources, self.folder.faults
            )
        for document, model in self.folder.of(GradingFile):
            for index, row in enumerate(rows):
                outcome = outcomes.get(row.outcome)
                if outcome is None:
                    continue
                for certainty in self._certainties(row, named):
                    if certainty not in outcome.headlines:
                        path = ("outcomes", model.rows[index].outcome, "headlines")
                        help_line = f"row `{row.name}` can decide at that certainty; give it a headline"
                        document.fault(path, "R31", f"{row.outcome}: {certainty}", help_line)

    def _certainties(self, row: Row, named: Mapping[str, Named]) -> list[str]:
        """Return the certainties that the evidence behind a row can have; `not_rated` if it can hold without any."""
        kinds = self.about.kinds
        found = {
            named[name].certainty
            for name in refs_under(row.when, {name: each.when for name, each in named.items()})
            if named[name].kind in kinds and kinds[named[name].kind].evidence and named[name].certainty != NOT_RATED
        }
        if not self._rests_on_evidence(row.when, named):
            found.add(NOT_RATED)
        return [each for each in self.about.certainties if each in found]

    def _rests_on_evidence(self, node: Node, named: Mapping[str, Named]) -> bool:
        """Return whether some rule with rated evidence must hold whenever the condition does."""
        match node:
            case Ref(name) if name in named:
                rule = named[name]
                kind = self.about.kinds.get(rule.kind)
                rated = kind is not None and kind.evidence and rule.certainty != NOT_RATED
                return rated or self._rests_on_evidence(rule.when, named)
            case And(children):
                return any(self._rests_on_evidence(child, named) for child in children)
            case Or(children):
                return all(self._rests_on_evidence(child, named) for child in children)
            case AtLeast(count, children, _):
                return sum(not self._rests_on_evidence(child, named) for child in children) < count
            case Not(Always()):  # it never holds, so nobody is decided by it without evidence
                return True
        return False

    def products(self) -> tuple[dict[str, Product], str, tuple[Exclusion, ...]]:
        """Return the products, the sentence about those not listed, and the exclusions that drop a product."""
        for document, model in self.folder.of(ProductsFile):
            products = {
                key: Product(
                    key,
                    shape.name,
                    tuple(
                        detail_of(document, ("products", key, "properties", index), detail, self.scope, self.texts)
                        for index, detail in enumerate(shape.properties)
                    ),
                )
                for key, shape in model.products.items()
            }
            self.texts.text(model.not_listed, document.place(("not_listed",)))
            _once_each(document, "exclusions", "id", [shape.id for shape in model.exclusions])
            exclusions = tuple(self._exclusion(document, model, index) for index in range(len(model.exclusions)))
            return products, model.not_listed, exclusions
        return {}, "", ()

    def _exclusion(self, document: Document, model: ProductsFile, index: int) -> Exclusion:
        shape = model.exclusions[index]
        path = ("exclusions", index)
        condition = parse(shape.when, text_place(document, (*path, "when")), self.scope, document.faults)
        name = f"exclude.{shape.id}"
        self.exclusion_conditions[name] = condition
        if shape.product not in model.products:
            document.fault((*path, "product"), "R12", shape.product, nearest(shape.product, model.products))
        if not shape.cites and not shape.choice:
            document.fault(path, "R21", shape.id, "cite where it stands, or state the choice and its reason")
        child = Document(document.name)
        child.marks = {key[2:]: mark for key, mark in document.marks.items() if key[:2] == path}
        child.faults = document.faults
        self.examples[name] = examples_of(child, shape.examples)
        known = surely_known(condition, self.conditions)
        if shape.choice:
            self.texts.text(shape.choice, document.place((*path, "choice")), known)
        return Exclusion(
            shape.id,
            shape.product,
            shape.title,
            name,
            shape.wording,
            self.texts.text(shape.text, text_place(document, (*path, "text")), known),
            self.texts.cites(shape.cites, document.place((*path, "cites"))),
            shape.choice,
        )

    def checklist(self) -> tuple[ChecklistLine, ...]:
        """The checklist; only here may a condition ask whether something is recorded."""
        lines = []
        for document, model in self.folder.of(ChecklistFile):
            _once_each(document, "checklist", "id", [shape.id for shape in model.checklist])
            for index, shape in enumerate(model.checklist):
                path = ("checklist", index)
                if not shape.cites and not shape.choice:
                    document.fault(path, "R21", shape.id, "cite where it stands, or state the choice and its reason")
                parsed = {
                    key: parse(
                        text,
                        text_place(document, (*path, key)),
                        self.scope,
                        document.faults,
                        allow_known=True,
                    )
                    for key, text in (
                        ("when", shape.when),
                        ("recorded", shape.recorded),
                        ("compared", shape.compared),
                        ("abnormal", shape.abnormal),
                    )
                    if text is not None
                }
                if shape.compared is not None and shape.abnormal is None:
                    help_line = "what is compared needs `abnormal`: where it is beyond a limit"
                    document.fault((*path, "compared"), "R06", "abnormal", help_line)
                for place, name in enumerate(shape.shows):
                    if name not in self.scope.elements:
                        document.fault((*path, "shows", place), "R12", name, nearest(name, self.scope.elements))
                lines.append(
                    ChecklistLine(
                        shape.id,
                        shape.label,
                        shape.phase,
                        parsed.get("when", Always()),
                        parsed.get("recorded"),
                        parsed.get("compared"),
                        parsed.get("abnormal"),
                        tuple(shape.shows),
                        self.texts.text(shape.text, text_place(document, (*path, "text"))),
                        self.texts.cites(shape.cites, document.place((*path, "cites"))),
                        shape.choice,
                    )
                )
        return tuple(lines)


def _once_each(document: Document, key: str, id_key: str, names: list[str]) -> None:
    for index, name in enumerate(names):
        if name in names[:index]:
            document.fault((key, index, id_key), "R08", name, "another entry of this list has this name")
