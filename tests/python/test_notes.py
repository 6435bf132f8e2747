"""`immunote.note`, `immunote.rules` and `immunote.engine`: the engine's own note, with ways to show it."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest

import immunote
from immunote.engine.api import Engine
from immunote.engine.noting.digest import note_json
from immunote.service.render.html import render_html
from immunote.service.render.markdown import render_markdown

SOUP = Path(__file__).parents[1] / "rulebases" / "soup"


@pytest.fixture(scope="module")
def case(engine: Engine) -> dict[str, object]:
    return dict(engine.rulebase.cases["A12"].profile)


def test_it_is_the_note_that_the_engine_writes(engine: Engine, case: dict[str, object], tmp_path: Path) -> None:
    wanted = engine.note(case)
    note = immunote.note(case)
    assert isinstance(note, immunote.PatientNote)
    assert note.json() == note_json(wanted).decode()
    text = json.dumps(case, default=float)
    file = tmp_path / "patient.json"
    file.write_text(text, encoding="utf-8")
    for given in (text, text.encode(), file):
        assert immunote.note(given).digest == wanted.digest


def test_it_is_written_out_as_everywhere(engine: Engine, case: dict[str, object]) -> None:
    note = immunote.note(case)
    assert note.html() == render_html(engine.note(case), engine.rulebase)
    assert note.markdown() == render_markdown(engine.note(case), engine.rulebase)
    assert str(note) == note.text()
    assert note.page().headline.upper() in note.text()
    assert len(note.text().splitlines()) <= 60 < len(note.text(full=True).splitlines())
    assert note.line in repr(note)


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(case: dict[str, object]) -> None:
    note = immunote.note(case)
    shown = note._repr_html_()
    head, _, rest = shown.partition(' srcdoc="')
    page, _, tail = rest.partition('"')
    assert "sandbox" in head
    assert "<" not in page
    assert unescape(page) == note.html()
    assert tail.endswith("</iframe>")


def test_a_profile_is_refused_with_every_fault() -> None:
    with pytest.raises(immunote.Refused) as refused:
        immunote.note({"age_years": 156, "nobody": 1})
    assert {fault.code for fault in refused.value.faults} == {"P07", "P04"}


def test_a_rule_base_by_name_by_folder_or_as_an_engine(engine: Engine) -> None:
    assert immunote.engine() is immunote.engine("ssc_ivig")
    assert immunote.rules().content_hash == engine.rulebase.content_hash
    assert immunote.engine(engine) is engine
    for folder in (SOUP, str(SOUP)):
        assert immunote.rules(folder).id == "soup"
    assert immunote.note({}, rules=SOUP).provenance.rulebase == "soup"


def test_a_name_that_no_rule_base_has() -> None:
    with pytest.raises(immunote.Refused) as refused:
        immunote.engine("ssc_ivg")
    (fault,) = refused.value.faults
    assert (fault.code, fault.text) == ("R09", "ssc_ivg")
    assert fault.help == "did you mean `ssc_ivig`? A folder is given as a path, such as `./ssc_ivg`"
