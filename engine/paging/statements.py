"""Blocks made from statements: what speaks for it, one item a domain, and lists of statements such as risks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from immunote.engine.note import Line, OpenRule, Statement
from immunote.engine.paging.material import Material, filled
from immunote.engine.paging.model import MARKED, PageItem, PageLine
from immunote.engine.shapes.page import PageBlockShape
from immunote.engine.words import SEPARATOR

_NAMES_OPEN = 2
_LONGEST_NAMES = 420
_LEAST = 2
_SECOND_FIGURE_GOES, _NAMES_SHRINK, _ALL_FIGURES_GO = 3, 9, 10


def target_items(material: Material, shape: PageBlockShape) -> list[PageItem]:
    """One item for each domain: what holds in it, with figures and counter-examples; domains that decide first."""
    statements = material.of_kinds(shape)
    merged = [each for each in material.statements if each.kind in shape.merged]
    open_rules = _partly_known(material, shape)
    domains = list(dict.fromkeys(each.domain for each in statements if each.decides))
    domains += [each.domain for each in statements if each.domain not in domains]
    domains += [domain for rule in open_rules if (domain := _domain(material, rule.rule)) not in domains]
    items = []
    for place, domain in enumerate(dict.fromkeys(domains)):
        here = [each for each in statements if each.domain == domain]
        beside = [each for each in merged if each.domain == domain]
        still_open = [] if here else [rule for rule in open_rules if _domain(material, rule.rule) == domain]
        items.append(_target(material, shape, here, beside, still_open[:1], place))
    return items[: max(material.most(shape), _LEAST)]


def _target(
    material: Material,
    shape: PageBlockShape,
    here: Sequence[Statement],
    beside: Sequence[Statement],
    still_open: Sequence[OpenRule],
    place: int,
) -> PageItem:
    figures = _figures(material, shape, place)
    texts = [each.text for each in here]
    for rule in still_open:
        names = material.labels(_missing_for(material, rule.rule))
        missing = material.shortened(names, _NAMES_OPEN)
        texts.append(filled(material.words.open, title=rule.title, names=missing) + ".")
    lines = [line for each in here for line in each.lines] + [line for rule in still_open for line in rule.lines]
    said = [each.text for each in beside if each.text not in texts]
    return PageItem(
        text=" ".join([*texts, *said]),
        mark="holds" if here else "partly",
        aside=_certainty(material, here),
        cites=material.cites(number for each in here if not each.lines for number in each.citations),
        lines=tuple(lines_of(material, lines, figures)),
        rules=(*(each.rule for each in (*here, *beside)), *(rule.rule for rule in still_open)),
        names=tuple(name for each in here for name in material.names(each)),
    )


def _figures(material: Material, shape: PageBlockShape, place: int) -> int:
    """How many figures a target may show: the first target most, the others one where room is short."""
    if material.level >= _ALL_FIGURES_GO:
        return 0
    return min(shape.figures, 1) if material.level >= (_SECOND_FIGURE_GOES if place == 0 else 1) else shape.figures


def _certainty(material: Material, statements: Iterable[Statement]) -> str:
    rated = [each.certainty for each in statements if each.certainty_because]
    return material.rulebase.about.certainties.get(rated[0], rated[0]) if rated else ""


def lines_of(material: Material, lines: Iterable[Line], figures: int) -> list[PageLine]:
    """The first figures, and every counter-example."""
    shown: list[PageLine] = []
    for line in lines:
        if line.role == "figure" and figures > 0:
            figures -= 1
            shown.append(PageLine(line.text, material.cites(line.citations)))
    against = [line for line in lines if line.role == "against"]
    texts = dict.fromkeys((filled(material.words.against, text=line.text), line.citations) for line in against)
    shown += [PageLine(text, material.cites(cites), against=True) for text, cites in texts]
    return shown


def _partly_known(material: Material, shape: PageBlockShape) -> list[OpenRule]:
    """The open rules of the block's kinds of which something is recorded that is not known of every patient."""
    about = material.rulebase.about
    recorded = {fact.element for fact in material.note.recorded if fact.value is not False}
    recorded -= set(about.insufficient_unless_known)
    kinds = {kind for kind in shape.kinds if about.kinds[kind].evidence}
    reads = material.rulebase.elements_of
    found = [rule for rule in material.note.open_rules if rule.kind in kinds and recorded & set(reads[rule.rule])]
    if not shape.active:
        return found
    return [rule for rule in found if shape.active.get(_domain(material, rule.rule) or "") in recorded]


def _missing_for(material: Material, rule: str) -> list[str]:
    return [each.element for each in material.note.missing if rule in each.rules]


def _domain(material: Material, rule: str) -> str | None:
    return material.rulebase.named[rule].domain


def statement_items(material: Material, shape: PageBlockShape) -> list[PageItem]:
    """The statements of a block, those of some kinds together on one line; the last ones by name, and counted.

    One whose names an item above has said already is left to the dossier, and so is its counter-example.
    """
    items: list[PageItem] = []
    by_name: list[Statement] = []
    named: set[str] = set()
    most = material.most(shape)
    together: set[str] = set()
    statements = material.of_kinds(shape)
    most -= sum(each.rule in shape.always for each in statements) if most else 0
    for statement in statements:
        names = material.names(statement)
        if statement.kind in shape.together:
            if statement.kind not in together:
                together.add(statement.kind)
                items.append(_joined(material, shape, statement.kind))
                named.update(items[-1].names)
            continue
        if statement.mark == "risk" and statement.short and set(names) <= named:
            continue
        named.update(names)
        if len(items) < most or (most > -len(shape.always) and statement.rule in shape.always):
            items.append(_item(material, shape, statement))
        elif statement.mark == "risk":
            by_name.append(statement)
    return [*items, *_by_name(material, by_name, named_before=items)]


def _item(material: Material, shape: PageBlockShape, statement: Statement) -> PageItem:
    lines = lines_of(material, statement.lines, 0)
    text, cites = statement.text, material.cites(statement.citations)
    if shape.inline:  # a counter-example follows in the same paragraph
        text = " ".join([text, *(line.text for line in lines)])
        cites = tuple(dict.fromkeys((*cites, *(number for line in lines for number in line.cites))))
    return PageItem(
        text=text,
        mark=MARKED.get(statement.mark, "none"),
        cites=cites,
        lines=() if shape.inline else tuple(lines),
        rules=(statement.rule,),
        names=material.names(statement),
    )


def _joined(material: Material, shape: PageBlockShape, kind: str) -> PageItem:
    """All statements of a kind as one item, by name, with their counter-examples below it."""
    here = [each for each in material.of_kinds(shape) if each.kind == kind]
    names = tuple(dict.fromkeys(name for each in here for name in material.names(each)))
    lines = [line for each in here for line in each.lines]
    return PageItem(
        text=filled(shape.together[kind], names=", ".join(names)),
        mark=MARKED.get(here[0].mark, "none"),
        cites=material.cites(dict.fromkeys(number for each in here for number in each.citations[:1])),
        lines=tuple(lines_of(material, lines, 0)),
        rules=tuple(each.rule for each in here),
        names=names,
    )


def _by_name(material: Material, statements: Sequence[Statement], named_before: Sequence[PageItem]) -> list[PageItem]:
    """What has no room as a sentence: by name, unless a block of names has it already."""
    before = {name for item in named_before for name in item.names}
    for shape in material.rulebase.page.blocks:
        if shape.of == "names":
            before.update(name for each in material.of_kinds(shape) for name in material.names(each))
    names = [name for each in statements for name in material.names(each) if name not in before]
    return _names(material, names, statements, material.words.also)


def name_items(material: Material, shape: PageBlockShape) -> list[PageItem]:
    """The names of all statements of some kinds, the worst first, but for those that the headline has."""
    statements = material.of_kinds(shape)
    said = " ".join([material.note.headline, *material.note.also])
    names = [name for each in statements for name in material.names(each) if name not in said]
    return _names(material, names, statements, "{names}")


def _names(material: Material, names: Sequence[str], statements: Sequence[Statement], template: str) -> list[PageItem]:
    """Names on one line, the first and worst in full, the others counted."""
    names = list(dict.fromkeys(names))
    if not names:
        return []
    room = _LONGEST_NAMES if material.level < _NAMES_SHRINK else _LONGEST_NAMES // 2
    shown = 1
    while shown < len(names) and len(SEPARATOR.join(names[: shown + 1])) <= room:
        shown += 1
    text = filled(template, names=material.shortened(names, shown, SEPARATOR))
    mark = MARKED.get(statements[0].mark, "none")
    return [PageItem(f"{text}.", mark, rules=tuple(each.rule for each in statements), names=tuple(names[:shown]))]
