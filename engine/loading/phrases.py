"""Phrases: words of a sentence that print only where what they show is known and what they require holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from immunote.engine.faults import Fault, nearest
from immunote.engine.loading.conditions import OTHERWISE, Scope, parse
from immunote.engine.loading.texts import SentenceChecker
from immunote.engine.reader import Document, Path_
from immunote.engine.rulebase import Basis, Gathered, Named, Row, Source
from immunote.engine.sentences import PLACEHOLDER, Phrase, Text
from immunote.engine.shapes.phrases import AddShape, PhraseShape, RestsOnShape
from immunote.engine.shapes.rules import RuleFile


def phrases_of(
    document: Document,
    path: Path_,
    shapes: str | PhraseShape | Sequence[str | PhraseShape],
    scope: Scope,
    texts: SentenceChecker,
    lists: Collection[str] = (),
    basis: str | None = None,
) -> tuple[Phrase, ...]:
    """The phrases at `path`: one, or a list of them. `lists`: those that a phrase may name as `{@list}`."""
    if isinstance(shapes, str | PhraseShape):
        return (_phrase(document, path, shapes, scope, texts, lists, basis),)
    return tuple(
        _phrase(document, (*path, index), shape, scope, texts, lists, basis) for index, shape in enumerate(shapes)
    )


def _phrase(
    document: Document,
    path: Path_,
    shape: str | PhraseShape,
    scope: Scope,
    texts: SentenceChecker,
    lists: Collection[str],
    basis: str | None,
) -> Phrase:
    if isinstance(shape, str):
        return Phrase(texts.text(shape, document.text_place(path), None, lists), basis=basis)
    conditions = {
        key: parse(text, document.text_place((*path, key)), scope, document.faults, allow_known=True)
        for key, text in (("when", shape.when), ("unless", shape.unless))
        if text is not None and text.strip() != OTHERWISE
    }
    text = texts.text(shape.text, document.text_place((*path, "text")), None, lists)
    return Phrase(
        text if shape.text else Text("", text.place),
        conditions.get("when"),
        conditions.get("unless"),
        shape.when is not None and shape.when.strip() == OTHERWISE,
        shape.basis or basis,
        texts.cites(shape.cites, document.place((*path, "cites"))),
        tuple(shape.not_in_rows) if isinstance(shape, AddShape) else (),
    )


def wordings_of(
    document: Document, shape: RuleFile, scope: Scope, texts: SentenceChecker, known: frozenset[str]
) -> tuple[Text, tuple[Phrase, ...], dict[str, tuple[Phrase, ...]], tuple[Phrase, ...]]:
    """What a rule says, its other wordings, its lists and its phrases for a headline.

    The last wording stands where none before it prints, so it shows only what is known whenever the rule holds, and
    names only lists that are never empty.
    """
    lists = {name: phrases_of(document, ("lists", name), shapes, scope, texts) for name, shapes in shape.lists.items()}
    never_empty = {name for name, phrases in lists.items() if any(_always(phrase, known) for phrase in phrases)}
    wordings = [shape.says] if isinstance(shape.says, str) else list(shape.says)
    path: Path_ = ("says",) if isinstance(shape.says, str) else ("says", len(wordings) - 1)
    last = wordings[-1] if wordings else ""
    if isinstance(last, PhraseShape):
        if last.when is not None or last.unless is not None:
            document.fault(path, "R60", last.text, "the last wording stands without `when` and `unless`")
        path, last = (*path, "text"), last.text
    if not wordings:
        document.fault(path, "R60", shape.rule, "give the rule words of its own")
    says = texts.text(last, document.text_place(path), known, lists)
    for name in PLACEHOLDER.findall(last):
        if name[1:] in lists and name[1:] not in never_empty:
            help_line = f"let a phrase of `{name[1:]}` print always, or give one the condition `{OTHERWISE}`"
            document.fault(path, "R60", name, help_line)
    instead = phrases_of(document, ("says",), wordings[:-1], scope, texts, lists)
    short = phrases_of(document, ("short",), shape.short, scope, texts, lists, shape.basis)
    return says, instead, lists, short


def _always(phrase: Phrase, known: frozenset[str]) -> bool:
    shows = [name for name in PLACEHOLDER.findall(phrase.text.template) if "." not in name and name[0] not in "=@"]
    return phrase.when is None and phrase.unless is None and known.issuperset(shows)


def check_bases(
    bases: Mapping[str, Basis],
    gathered: Mapping[str, Gathered],
    named: Mapping[str, Named],
    rows: Sequence[Row],
    also: Sequence[Phrase],
    openings: Sequence[Text],
    sources: Mapping[str, Source],
    faults: list[Fault],
) -> None:
    """Add R61 where a headline could name a basis (such as a label) on which its words do not rest.

    A phrase with a basis cites a source of one of its kinds, unless the basis is a choice. The words of the basis stand
    in the phrase or in every sentence that gathers it. A sentence that has the words of a basis gathers phrases of it.
    """
    sentences = [(phrase.text, gathers_in(phrase.text, gathered)) for phrase in also]
    sentences += [(text, gathers_in(text, gathered)) for text in openings]
    for row in rows:
        for phrase in (*row.opens, *(each for ways in row.headline for each in ways)):
            sentences.append((phrase.text, gathers_in(phrase.text, gathered)))

    def fault(text: Text, words: str, help_line: str) -> None:
        place = text.place
        faults.append(Fault.at(place, "R61", words, help_line))

    for rule in named.values():
        for phrase in rule.short:
            if phrase.basis is None:
                continue
            basis = bases.get(phrase.basis)
            if basis is None:
                fault(phrase.text, phrase.basis, nearest(phrase.basis, bases))
                continue
            if not basis.choice:
                cited = {cite.partition(".")[0] for cite in (*phrase.cites, *rule.cites)}
                kinds = {sources[each].kind for each in cited if each in sources}
                if not kinds & set(basis.sources):
                    fault(phrase.text, phrase.text.template, f"cite one of: {', '.join(basis.sources)}")
            for other in bases.values():
                if (
                    not basis.choice
                    and other.id != basis.id
                    and _says(phrase.text, other)
                    and not _says(phrase.text, basis)
                ):
                    fault(phrase.text, phrase.text.template, f"its basis is `{basis.id}`, not `{other.id}`")
            if _says(phrase.text, basis):
                continue
            for text, names in sentences:
                takes = [gathered[name].basis for name in names if rule.kind in gathered[name].kinds]
                if any(not each or basis.id in each for each in takes) and not _says(text, basis):
                    words = " or ".join(basis.words)
                    fault(text, text.template, f"it gathers what rests on `{basis.id}`: say {words}")
    for text, names in sentences:
        for basis in bases.values():
            if basis.choice or not _says(text, basis):
                continue
            if not any(basis.id in gathered[name].basis for name in names):
                fault(text, text.template, f"it says what rests on `{basis.id}` and gathers nothing that does")


def gathers_in(text: Text, gathered: Mapping[str, Gathered]) -> list[str]:
    """Return the names of the gathered lists (`@name`) that a sentence contains."""
    return [name[1:] for name in PLACEHOLDER.findall(text.template) if name[0] == "@" and name[1:] in gathered]


def _says(text: Text, basis: Basis) -> bool:
    return any(word.lower() in text.template.lower() for word in basis.words)


def basis_of(name: str, shape: RestsOnShape) -> Basis:
    """A basis as loaded."""
    return Basis(name, shape.title, tuple(shape.words), tuple(shape.sources), shape.choice)
