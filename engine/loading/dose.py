"""`dose.yaml`: the numbers of the dose arithmetic, and which weight sets a dose."""

from __future__ import annotations

from decimal import Decimal

from immunote.engine.elements import Threshold
from immunote.engine.faults import nearest, nearest_element
from immunote.engine.loading.conditions import Scope, parse
from immunote.engine.loading.dictionary import exact
from immunote.engine.loading.folder import Folder
from immunote.engine.loading.rules import detail_of, text_place
from immunote.engine.loading.texts import SentenceChecker
from immunote.engine.reader import Document, Path_
from immunote.engine.shapes.tables import DoseFile, WeightShape
from immunote.engine.tables import Course, Dose, DosingBasis
from immunote.engine.tree import Always, Node


class DoseReader:
    """Reads the file, with the same scope and the same checks of sentences as the tables beside it."""

    def __init__(self, folder: Folder, scope: Scope, texts: SentenceChecker) -> None:
        self.folder, self.scope, self.texts = folder, scope, texts

    def dose(self) -> Dose | None:
        """The numbers of the dose arithmetic; None where the rule base has none."""
        for document, model in self.folder.of(DoseFile):
            weight = model.weight
            for key in (weight.element, weight.height, weight.sex, model.planned_days):
                if key not in self.scope.elements:
                    document.fault(("weight",), "R12", key, nearest_element(key, self.scope.elements))
            flag = self.scope.thresholds.get(model.flag.threshold)
            if flag is None:
                known = self.scope.thresholds
                document.fault(("flag", "threshold"), "R12", model.flag.threshold, nearest(model.flag.threshold, known))
                flag = Threshold("", Decimal(0), "", (), (), None, document.place(()))
            self.scope.used_thresholds.add(model.flag.threshold)
            return Dose(
                weight=weight.element,
                height=weight.height,
                sex=weight.sex,
                bases=self._bases(document, weight),
                ideal={
                    member: (
                        exact(document, ("weight", "ideal", member, "base"), each.base),
                        exact(document, ("weight", "ideal", member, "per_inch"), each.per_inch),
                    )
                    for member, each in weight.ideal.items()
                },
                above_inches=exact(document, ("weight", "above_inches"), weight.above_inches),
                factor=exact(document, ("weight", "factor"), weight.factor),
                weight_cites=self.texts.cites(weight.cites, document.place(("weight", "cites"))),
                weight_against=tuple(
                    detail_of(document, ("weight", "against", index), detail, self.scope, self.texts)
                    for index, detail in enumerate(weight.against)
                ),
                courses=tuple(
                    Course(
                        course.id,
                        course.label,
                        exact(document, ("courses", index, "g_per_kg"), course.g_per_kg) if course.g_per_kg else None,
                        course.element,
                        self.texts.cites(course.cites, document.place(("courses", index, "cites"))),
                    )
                    for index, course in enumerate(model.courses)
                ),
                days=tuple(model.days),
                planned_days=model.planned_days,
                flag=flag,
                flag_text=self.texts.text(model.flag.text, document.place(("flag", "text"))),
                flag_cites=self.texts.cites(model.flag.cites, document.place(("flag", "cites"))),
                notes=tuple(
                    detail_of(document, ("notes", index), detail, self.scope, self.texts)
                    for index, detail in enumerate(model.notes)
                ),
            )
        return None

    def _bases(self, document: Document, weight: WeightShape) -> tuple[DosingBasis, ...]:
        """The bases in order. The last has no `when`, so that one always counts. `adjusted_when` makes two of them."""

        def condition(text: str, path: Path_) -> Node:
            return parse(text, text_place(document, path), self.scope, document.faults)

        if (weight.adjusted_when is None) == (not weight.bases):
            document.fault(("weight",), "R06", "bases", "a weight has either `bases` or `adjusted_when`")
        if weight.adjusted_when is not None:
            when = condition(weight.adjusted_when, ("weight", "adjusted_when"))
            return (DosingBasis(when, "adjusted", None, (), None), DosingBasis(Always(), "actual", None, (), None))
        bases = []
        for index, shape in enumerate(weight.bases):
            path = ("weight", "bases", index)
            is_last = index == len(weight.bases) - 1
            if (shape.when is None) != is_last:
                help_line = "the last basis, and only the last, has no `when`"
                document.fault(path, "R06" if shape.when is None else "R05", "when", help_line)
            if not shape.cites and not shape.choice:
                document.fault(path, "R21", shape.words, "cite where it stands, or state the choice and its reason")
            when = Always() if shape.when is None else condition(shape.when, (*path, "when"))
            words = self.texts.text(shape.words, text_place(document, (*path, "words")))
            cites = self.texts.cites(shape.cites, document.place((*path, "cites")))
            bases.append(DosingBasis(when, shape.basis, words, cites, shape.choice))
        return tuple(bases)
