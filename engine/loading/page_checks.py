"""Whether `page.yaml` names what there is; and the blocks of a page where a rule base has no such file."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from immunote.engine.elements import Element
from immunote.engine.faults import nearest, nearest_element
from immunote.engine.loading.folder import Folder
from immunote.engine.loading.texts import SentenceChecker
from immunote.engine.reader import Document, Path_
from immunote.engine.rulebase import Named, Outcome
from immunote.engine.sentences import PLACEHOLDER
from immunote.engine.shapes.about import RuleBaseFile
from immunote.engine.shapes.page import PageBlockShape, PageFile, PageWords, PanelShape

_OF_STATEMENTS = {"statements", "targets", "names"}
_KEYS: dict[str, set[str]] = {
    "merged": {"targets"},
    "figures": {"targets"},
    "plots": {"targets"},
    "active": {"targets"},
    "together": {"statements"},
    "always": {"statements"},
    "beside": {"statements"},
    "kinds": {"statements", "targets", "names", "questions"},
}


def read_page(
    folder: Folder,
    about: RuleBaseFile,
    outcomes: Mapping[str, Outcome],
    named: Mapping[str, Named],
    elements: Mapping[str, Element],
    texts: SentenceChecker,
) -> PageFile:
    """What stands on a page, checked against the rule base; default blocks where the file names none."""
    rules = {name for name, each in named.items() if each.is_rule}
    for document, model in folder.of(PageFile):
        for outcome in model.outcomes:
            if outcome not in outcomes:
                document.fault(("outcomes", outcome), "R12", outcome, nearest(outcome, outcomes))
            texts.text(model.outcomes[outcome], document.text_place(("outcomes", outcome)))
        _check_words(document, ("words",), model.words, PageWords(), texts)
        _check_blocks(document, model, about, rules, texts)
        _check_active(document, model, about, elements)
        _check_risks(document, model, about)
        _check_panel(document, model, about, rules, elements, texts)
        return model if model.blocks else model.model_copy(update={"blocks": default_blocks(about)})
    return PageFile(blocks=default_blocks(about))


def _check_words(
    document: Document,
    path: Path_,
    words: PageWords | PanelShape,
    default: PageWords | PanelShape,
    texts: SentenceChecker,
) -> None:
    """Words may keep the placeholders of the words that they replace, and no others."""
    for key in words.model_fields_set:
        text, known = getattr(words, key), getattr(default, key)
        if isinstance(text, str) and isinstance(known, str):
            _template(document, (*path, key), text, PLACEHOLDER.findall(known), texts)


def _template(document: Document, path: Path_, text: str, known: Collection[str], texts: SentenceChecker) -> None:
    for name in PLACEHOLDER.findall(text):
        if name not in known:
            document.fault(path, "R12", name, nearest(name, known))
    texts.text(PLACEHOLDER.sub(" ", text), document.text_place(path))


def _check_blocks(
    document: Document, model: PageFile, about: RuleBaseFile, rules: Collection[str], texts: SentenceChecker
) -> None:
    seen: set[str] = set()
    for index, shape in enumerate(model.blocks):
        path: Path_ = ("blocks", index)
        if shape.block in seen:
            document.fault((*path, "block"), "R08", shape.block, "give each block its own name")
        seen.add(shape.block)
        texts.text(shape.title, document.text_place((*path, "title")))
        for key, of in _KEYS.items():
            if key in shape.model_fields_set and shape.of not in of:
                help_line = f"a block of {shape.of} has no such key; leave it out"
                document.fault((*path, key), "R04", key, help_line)
        if shape.of in _OF_STATEMENTS and not [*shape.kinds, *shape.together, *shape.always]:
            document.fault(path, "R06", "kinds", "name the kinds of rule whose statements stand here")
        for key, kinds in (("kinds", shape.kinds), ("merged", shape.merged)):
            for place, kind in enumerate(kinds):
                if kind not in about.kinds:
                    document.fault((*path, key, place), "R33", kind, nearest(kind, about.kinds))
        for kind, text in shape.together.items():
            if kind not in shape.kinds:
                document.fault((*path, "together", kind), "R33", kind, "one of this block's `kinds`")
            _template(document, (*path, "together", kind), text, ["names"], texts)
        for place, name in enumerate(shape.always):
            if name not in rules:
                document.fault((*path, "always", place), "R12", name, nearest(name, rules))
        for name, others in shape.beside.items():
            for each in (name, *others):
                if each not in rules:
                    document.fault((*path, "beside", name), "R12", each, nearest(each, rules))


def _check_active(document: Document, model: PageFile, about: RuleBaseFile, elements: Mapping[str, Element]) -> None:
    for index, shape in enumerate(model.blocks):
        for domain, name in shape.active.items():
            path: Path_ = ("blocks", index, "active", domain)
            if domain not in about.domains:
                document.fault(path, "R33", domain, nearest(domain, about.domains))
            if name not in elements:
                document.fault(path, "R12", name, nearest_element(name, elements))
            elif elements[name].type != "boolean":
                document.fault(path, "R13", name, "name a yes-or-no element")


def _check_risks(document: Document, model: PageFile, about: RuleBaseFile) -> None:
    """A page that could leave off a risk is refused: each kind marked so stands in a block of names or statements."""
    shown = {kind for shape in model.blocks if shape.of in ("names", "statements") for kind in shape.kinds}
    for kind, kind_shape in about.kinds.items():
        if model.blocks and kind_shape.mark == "risk" and kind not in shown:
            help_line = "a risk that holds stands on every page: name this kind in a block of names or of statements"
            document.fault(("blocks",), "R06", kind, help_line)


def _check_panel(
    document: Document,
    model: PageFile,
    about: RuleBaseFile,
    rules: Collection[str],
    elements: Mapping[str, Element],
    texts: SentenceChecker,
) -> None:
    panel = model.panel
    _check_words(document, ("panel",), panel, PanelShape(), texts)
    blocks = [shape.block for shape in model.blocks]
    for key in ("ehr", "card"):
        for place, name in enumerate(getattr(model, key)):
            if name not in blocks:
                document.fault((key, place), "R12", name, nearest(name, blocks))
    for index, field in enumerate(panel.fields):
        path: Path_ = ("panel", "fields", index)
        texts.text(field.label, document.text_place((*path, "label")))
        for place, name in enumerate(field.elements):
            if name not in elements:
                document.fault((*path, "elements", place), "R12", name, nearest_element(name, elements))
        for key, names, known in (("blocks", field.blocks, blocks), ("rules", field.rules, rules)):
            for place, name in enumerate(names):
                if name not in known:
                    document.fault((*path, key, place), "R12", name, nearest(name, known))
        for place, kind in enumerate(field.kinds):
            if kind not in about.kinds:
                document.fault((*path, "kinds", place), "R33", kind, nearest(kind, about.kinds))


def default_blocks(about: RuleBaseFile) -> list[PageBlockShape]:
    """The blocks of a page whose rule base names none, by the marks of its kinds and the names of its sections."""
    holds = [kind for kind, shape in about.kinds.items() if shape.mark == "holds" and shape.evidence]
    risks = [kind for kind, shape in about.kinds.items() if shape.mark == "risk"]
    others = [kind for kind, shape in about.kinds.items() if shape.mark == "holds" and not shape.evidence]
    rest = [kind for kind, shape in about.kinds.items() if shape.mark in ("none", "choice")]
    blocks = [PageBlockShape(block="flags", of="flags", title="Asked before any grade")]
    if risks:
        blocks.append(PageBlockShape(block="risks", of="names", title="Risks", kinds=risks, inline=True))
    for key, of, title, kinds in (
        ("decided", "statements", "Decides", others),
        ("for", "targets", "For", holds),
        ("against", "statements", "Against", risks),
    ):
        if kinds:
            blocks.append(PageBlockShape.model_validate({"block": key, "of": of, "title": title, "kinds": kinds}))
    stops = [kind for kind in risks if about.kinds[kind].section == next(iter(about.sections))]
    blocks.append(PageBlockShape(block="ask", of="questions", title="Ask first", kinds=stops, most=5))
    if rest:
        blocks.append(PageBlockShape(block="also", of="statements", title="Also", kinds=rest, most=6, gives_way=1))
    blocks.append(PageBlockShape(block="change", of="changes", title="What would change this", most=3, gives_way=2))
    blocks.append(PageBlockShape(block="dose", of="dose", title="Dose, for orientation", inline=True))
    blocks.append(PageBlockShape(block="checklist", of="checklist", title="Before", inline=True))
    blocks.append(PageBlockShape(block="products", of="products", title="Products"))
    return blocks
