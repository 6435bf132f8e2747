"""The page of a note: what one patient's note says on one sheet, decided here once for every format.

What may stand on it, in which order and how much of it comes from `page.yaml` of the rule base; every sentence comes
from the note. Where there is more than fits, blocks give way step by step; a risk that holds is then still named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from immunote.engine.note import Citation, Note
from immunote.engine.paging.asking import change_items, flag_items, question_items
from immunote.engine.paging.effects import effects_of
from immunote.engine.paging.material import Material, filled
from immunote.engine.paging.measure import rows
from immunote.engine.paging.model import Page, PageBlock, PageItem, PageLine, PageSource
from immunote.engine.paging.plots import with_plots
from immunote.engine.paging.practice import checklist_items, dose_items, product_items
from immunote.engine.paging.statements import name_items, statement_items, target_items
from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.page import PageBlockShape
from immunote.engine.words import SEPARATOR, capital, dated, review_words

__all__ = ["Page", "page_of", "page_to_draw"]

_LAST_LEVEL = 12
_LONGEST_HEADLINE = 64
_DIGEST = 12
_ASIDE = re.compile(r" *[;:(]|, (?![0-9])")
_DETAIL = re.compile(r" *[,;:(]| (?:of|on|with|in|by|from|after|for) ")
_ITEMS: dict[str, Callable[[Material, PageBlockShape], list[PageItem]]] = {
    "statements": statement_items,
    "targets": target_items,
    "names": name_items,
    "questions": question_items,
    "flags": flag_items,
    "changes": change_items,
    "dose": dose_items,
    "checklist": checklist_items,
    "products": product_items,
}


def page_of(note: Note, rulebase: RuleBase, day: str = "") -> Page:
    """The page of a note. `day`: the day to print on it; the engine knows none."""
    limits = rulebase.page
    effects = effects_of(note, rulebase)
    page = _page(Material(note, rulebase, 0, effects), day)
    for level in range(1, _LAST_LEVEL + 1):
        if rows(page) <= limits.lines and len(page.sources) <= limits.sources:
            break
        page = _page(Material(note, rulebase, level, effects), day)
    return page


def page_to_draw(note: Note, rulebase: RuleBase, day: str = "") -> Page:
    """The page of a note for a format that can draw: the same, with plots where there is room."""
    return with_plots(page_of(note, rulebase, day), rulebase)


def _page(material: Material, day: str) -> Page:
    note, rulebase, words = material.note, material.rulebase, material.words
    headline, said = _headline(note, rulebase)
    blocks, sources = _numbered(material, tuple(_blocks(material)))
    jurisdiction = rulebase.about.jurisdictions.get(note.jurisdiction or "", "")
    no_jurisdiction = words.no_jurisdiction if rulebase.about.jurisdictions else ""
    who = [each for each in note.profile if each != jurisdiction]
    edition = filled(words.edition, version=note.provenance.version)
    certainty = rulebase.about.certainties.get(note.certainty, note.certainty)
    return Page(
        title=rulebase.title,
        day=day,
        who=capital(SEPARATOR.join(who)) or capital(words.nobody),
        jurisdiction=jurisdiction or no_jurisdiction,
        searched=dated(rulebase),
        edition=f"{edition}, {review_words(note.review)}",
        status=note.status,
        outcome=note.outcome,
        headline=headline,
        certainty=filled(words.certainty, certainty=certainty),
        said=said,
        line=note.line,
        blocks=blocks,
        sources=sources,
        legend=" ".join([words.legend, words.judgement, filled(words.digest, digest=f"{note.digest[:_DIGEST]}…")]),
        digest=note.digest,
        dossier=filled(words.dossier, statements=len(material.statements), sources=len(note.citations)),
    )


def _headline(note: Note, rulebase: RuleBase) -> tuple[str, tuple[str, ...]]:
    """The first words of the headline, up to a full stop or a colon, and the sentences that follow."""
    first, mark, rest = _split(note.headline)
    if note.leaning is not None and note.outcome is None:
        first, mark, rest = _split(rulebase.statuses["provisional"])[0], ".", note.headline
    elif not mark or len(first) > _LONGEST_HEADLINE:
        title = note.titles.get(note.outcome or "", "") or _split(rulebase.statuses["provisional"])[0]
        first, rest = (first, "") if len(first) <= _LONGEST_HEADLINE else (title, note.headline)
    said = [capital(rest)] if rest else []
    said += note.also
    once = [note.grade_once_corrected] if note.grade_once_corrected else [*note.reachable_once_corrected]
    titles = [note.titles.get(each, each) for each in once]
    if titles and not all(title in note.headline for title in titles):
        said.append(f"{capital(' or '.join(titles))}.")
    return first, tuple(said)


def _split(text: str) -> tuple[str, str, str]:
    found = re.search(r"[.:?](?: |$)", text)
    if found is None:
        return text, "", ""
    return text[: found.start()], found.group().strip(), text[found.end() :]


def _blocks(material: Material) -> Iterator[PageBlock]:
    note = material.note
    for shape in material.rulebase.page.blocks:
        items = tuple(_ITEMS[shape.of](material, shape))
        if not items:
            continue
        aside = ""
        if shape.of == "questions" and str(note.answers_needed or "") not in note.headline:
            aside = filled(material.words.answers_needed, count=note.answers_needed)
        title = "" if shape.of == "questions" and note.status == "settled" else shape.title
        yield PageBlock(shape.block, title, items, aside, shape.inline)


def _numbered(
    material: Material, blocks: tuple[PageBlock, ...]
) -> tuple[tuple[PageBlock, ...], tuple[PageSource, ...]]:
    """The blocks with the page's own numbers of sources, in the order in which they are printed.

    At the last level a line whose source has no room says that it is in the dossier.
    """
    order: dict[int, int] = {}
    room = material.rulebase.page.sources if material.level == _LAST_LEVEL else len(material.note.citations)
    cited = {each.number: each for each in material.note.citations}

    def numbers(cites: tuple[int, ...]) -> tuple[int, ...]:
        for cite in cites:
            if cite not in order and len(order) < room:
                order[cite] = len(order) + 1
        return tuple(sorted(order[cite] for cite in cites if cite in order))

    def text(words: str, cites: tuple[int, ...], kept: tuple[int, ...]) -> str:
        return f"{words} ({material.words.in_the_dossier})" if cites and not kept else words

    def line(each: PageLine) -> PageLine:
        kept = numbers(each.cites)
        return replace(each, cites=kept, text=text(each.text, each.cites, kept))

    def item(each: PageItem) -> PageItem:
        kept = numbers(each.cites)
        lines = tuple(line(below) for below in each.lines)
        return replace(each, cites=kept, text=text(each.text, each.cites, kept), lines=lines)

    numbered = tuple(replace(block, items=tuple(item(each) for each in block.items)) for block in blocks)
    sources = tuple(_source(material, cited[in_note], number) for in_note, number in order.items())
    return numbered, sources


def _source(material: Material, found: Citation, number: int) -> PageSource:
    parts = [_DETAIL.split(found.design)[0]]
    if found.n:
        parts.append(f"n = {_ASIDE.split(found.n)[0]}")
    parts.append(filled(material.words.read, read=_ASIDE.split(found.read)[0]))
    return PageSource(number, found.source, found.label, ", ".join(parts), found.text, found.number)
