"""A note as PDF, read back: page one is one A4 sheet and whole, the annex, and what is said where none can be drawn."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from immunote.engine.paging import page_of
from immunote.service.render.pdf import render_pdf
from immunote.service.render.words import clean
from tests.engine.test_page import many_risks
from tests.engine.test_properties import ENGINE
from tests.service.test_html_page import lines_of
from tests.support import pdf_needs
from tests.support.every_outcome import CHANGED, notes_of_every_outcome

DAY = "29 Nov 2026"
NOTES = {**notes_of_every_outcome(ENGINE, ("A01", "A10", "A12")), "many risks": many_risks()}
A4 = pytest.approx((595.3, 841.9), abs=0.1)  # points
COMMAND = [sys.executable, "-m", "immunote", "note", "-", "--format", "pdf"]
FONTS = '<?xml version="1.0"?><fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>'

pytestmark = pytest.mark.usefixtures("needs")


@pytest.fixture(scope="module")
def needs() -> None:
    pdf_needs.provide()


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def letters(text: str) -> str:
    """Text without blanks and capitals: how a line is set is no part of what it says."""
    return re.sub(r"\s", "", text).casefold()


def run(
    given: bytes = b"{}", *arguments: str, before: str = "", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own; `before`: what Python does first in it."""
    start = [sys.executable, "-c", f"{before}; from immunote.service.cli import main; main()", *COMMAND[3:]]
    command = start if before else COMMAND
    return subprocess.run(
        [*command, *arguments], input=given, capture_output=True, check=False, env=os.environ | environment
    )


def fonts(folder: Path) -> str:
    """A configuration of Fontconfig by which the fonts in a folder are all that there are."""
    file = folder / "fonts.conf"
    file.write_text(FONTS.format(fonts=folder, cache=folder / "cache"), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("name", NOTES)
def test_the_page_alone_is_one_sheet_and_holds_all_of_the_page(name: str) -> None:
    note = NOTES[name]
    pdf = read(render_pdf(note, ENGINE.rulebase, DAY))
    assert len(pdf.pages) == 1
    assert tuple(map(float, pdf.pages[0].mediabox.upper_right)) == A4
    text = pdf.pages[0].extract_text()
    page = page_of(note, ENGINE.rulebase, DAY)
    for line in lines_of(page):
        assert letters(clean(line)) in letters(text)
    assert f"{page.title} · {DAY} · Digest {note.digest} 1 / 1" in " ".join(text.split())


def test_the_patients_have_every_outcome() -> None:
    assert {note.outcome for note in NOTES.values()} == {None, *ENGINE.rulebase.outcomes} > {*CHANGED}


def test_its_links_are_dois_and_pmids_and_sources_on_the_page() -> None:
    pdf = read(render_pdf(NOTES["A01"], ENGINE.rulebase, DAY))
    actions = [each.get_object().get("/A") for each in pdf.pages[0]["/Annots"]]
    addresses = [str(each["/URI"]) for each in actions if each is not None and "/URI" in each]
    assert addresses
    assert all(each.startswith(("https://doi.org/10.", "https://pubmed.ncbi.nlm.nih.gov/")) for each in addresses)
    assert not any("source-" in name for name in pdf.named_destinations)


def test_the_dossier_follows_as_an_annex_with_page_numbers_and_digest_on_every_sheet() -> None:
    note = NOTES["A12"]
    pdf = read(render_pdf(note, ENGINE.rulebase, DAY, full=True))
    texts = [" ".join(page.extract_text().split()) for page in pdf.pages]
    assert len(texts) > 1
    for number, text in enumerate(texts, 1):
        assert f"{DAY} · Digest {note.digest} {number} / {len(texts)}" in text
    assert texts[1].startswith("Dossier")
    whole = letters("".join(texts[1:]))
    for statement in note.every_statement:
        assert letters(statement.text) in whole


def test_a_note_and_a_day_give_the_same_bytes() -> None:
    first, second, other = (render_pdf(NOTES["A12"], ENGINE.rulebase, day) for day in (DAY, DAY, "30 Nov 2026"))
    assert first == second != other


def test_the_command_writes_it_to_a_pipe() -> None:
    done = run(b'{"has_systemic_sclerosis": true, "age_years": 56}')
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(read(done.stdout).pages) == 1


def test_nothing_is_written_on_a_terminal() -> None:
    ours, terminal = pty.openpty()
    done = subprocess.run(COMMAND, input=b"{}", stdout=terminal, stderr=subprocess.PIPE, check=False)
    os.close(terminal)
    with pytest.raises(OSError, match="Input/output error"):  # closed at the other end, with nothing to be read
        os.read(ours, 1)
    os.close(ours)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("stdout: Q05 a file that is not written on a terminal: `--format pdf`")
    assert "> note.pdf" in done.stderr.decode()


def test_without_weasyprint_the_extra_is_named() -> None:
    done = run(before="import sys; sys.modules['weasyprint'] = None")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "extra pdf: E03 packages that are not installed: `weasyprint`" in done.stderr.decode()
    assert "[pdf]'`" in done.stderr.decode()


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are hidden in the way of Linux")
def test_without_pango_it_is_named_and_how_to_install_it(tmp_path: Path) -> None:
    for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"):
        (tmp_path / name).touch()  # found first, and no library
    done = run(LD_LIBRARY_PATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, b"")
    said = done.stderr.decode()
    assert said.startswith("PDF: E06 libraries of the system that are not installed: `Pango, PangoFT2`")
    assert "`apt-get install libpangoft2-1.0-0`" in said


def test_without_any_font_one_is_named(tmp_path: Path) -> None:
    done = run(FONTCONFIG_FILE=fonts(tmp_path))
    assert (done.returncode, done.stdout) == (2, b"")
    said = done.stderr.decode()
    assert said.startswith("fonts: E07 no font, or none that has a character: `no font`")
    assert "`apt-get install fonts-dejavu-core`" in said


def test_a_character_that_no_font_has_is_named(tmp_path: Path) -> None:
    from fontTools.subset import main as subset

    found = subprocess.run(["fc-match", "--format=%{file}", "DejaVu Sans"], capture_output=True, text=True, check=True)
    unicodes = "--unicodes=U+0020-017F,U+2192,U+2026,U+25CB,U+25CF,U+25B2,U+2013,U+2018-201D"
    subset([found.stdout, unicodes, f"--output-file={tmp_path / 'some.ttf'}"])
    done = run(FONTCONFIG_FILE=fonts(tmp_path))
    assert (done.returncode, done.stdout) == (2, b"")
    assert "E07 no font, or none that has a character: `◐`" in done.stderr.decode()
