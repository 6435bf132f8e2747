"""One patient in, one note out, with ways to show it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from immunote.engine.api import Decided, Engine
from immunote.engine.lean import lean_json
from immunote.engine.lean.model import LeanNote
from immunote.engine.note import Note
from immunote.engine.noting.digest import note_json
from immunote.engine.paging.model import Page
from immunote.engine.parsing import parse_text
from immunote.service.python.rulebases import Given, engine
from immunote.service.rulebases import SHIPPED

_FRAME = '<iframe title="Note" sandbox srcdoc="{}" style="width: 100%; height: 36em; border: 0"></iframe>'


class PatientNote(Note):
    """A note together with the rule base that words it. Its fields are those of the note's JSON schema."""

    __slots__ = ("_decided", "_engine")  # beside the fields, so that they are in no JSON
    _decided: Decided
    _engine: Engine

    @classmethod
    def of(cls, decided: Decided, engine: Engine) -> PatientNote:
        """A note that the engine wrote, as it is."""
        made = cls(**engine.whole(decided).__dict__)
        object.__setattr__(made, "_decided", decided)
        object.__setattr__(made, "_engine", engine)
        return made

    def json(self, *, indented: bool = False) -> str:
        """All of the note as JSON; `indented`: by two, for people."""
        return note_json(self, indented=indented).decode()

    def page(self) -> Page:
        """The note on one page, as data."""
        from immunote.engine.paging import page_of

        return page_of(self, self._engine.rulebase)

    def answer(self) -> LeanNote:
        """The lean form: line, page, facts for a machine; the dossier by reference into the engine's `knowledge`."""
        return self._engine.lean(self._decided)

    def answer_json(self) -> str:
        """The lean form as JSON, under 25 kB."""
        return lean_json(self.answer()).decode()

    def text(self, width: int = 100, *, full: bool = False) -> str:
        """The note as it prints in a terminal: one page; `full`: all of it."""
        from immunote.service.render.page_text import render_page
        from immunote.service.render.text import render_text

        return render_text(self, self._engine.rulebase, width) if full else render_page(self.page(), width)

    def markdown(self) -> str:
        """The note in Markdown."""
        from immunote.service.render.markdown import render_markdown

        return render_markdown(self, self._engine.rulebase)

    def html(self) -> str:
        """The note as one HTML document that fetches nothing and runs nothing."""
        from immunote.service.render.html import render_html

        return render_html(self, self._engine.rulebase)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<PatientNote {self.status}: {self.line}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the document in a frame of its own, so that its styles touch nothing else."""
        from immunote.service.html.environment import filled

        return filled(_FRAME, self.html())


def note(profile: Mapping[str, Any] | str | bytes | Path, *, rules: Given = SHIPPED) -> PatientNote:
    """The note of one patient.

    `profile`: a mapping of elements to values, the same as text in JSON or YAML, or the path of a file of it. Left out,
    None and "unknown" all mean not known. `rules`: as in `immunote.engine`.

    >>> case = immunote.rules().cases["A12"]
    >>> note = immunote.note(case.profile)
    >>> note.status, note.outcome in note.reachable
    ('settled', True)

    Raises Refused with every fault of the profile, and NoAnswer where the engine gives no note.
    """
    decides = engine(rules)
    raw = profile if isinstance(profile, Mapping) else parse_text(_content(profile))
    return PatientNote.of(decides.decide(decides.patient(raw)), decides)


def _content(profile: str | bytes | Path) -> str | bytes:
    return profile.read_bytes() if isinstance(profile, Path) else profile
