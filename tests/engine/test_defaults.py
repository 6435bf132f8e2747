"""What a rule base may leave out: soup without it loads, decides as before, and says what the format says instead."""

import re
from pathlib import Path
from random import Random

import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.noting.outcome import corrected_facts
from immunote.engine.reviewing.content import content_of
from immunote.engine.reviewing.tables import GRADING
from immunote.engine.shapes.about import NOT_RATED, RuleBaseFile
from immunote.engine.shapes.grading import OutcomeShape, StatusWords
from immunote.service.coverage.variants import Variant
from immunote.service.diffing.describing import described
from immunote.service.render.questions import rank_title
from tests.engine.bad_rules import copy_of_soup
from tests.engine.test_judged import HOT, SOUPS
from tests.support.patients import random_patient


def without(tmp_path: Path, file: str, *keys: str) -> Engine:
    """The engine on soup without some keys of a file, each with all that is indented below it."""
    folder = copy_of_soup(tmp_path)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    for key in keys:
        text, found = re.subn(rf"^{key}:.*\n(?:[ #].*\n)*", "", text, flags=re.MULTILINE)
        assert found == 1, key
    path.write_text(text, encoding="utf-8")
    return Engine.load(folder)


def test_without_a_correction_every_outcome_is_the_same_and_none_is_corrected(tmp_path: Path) -> None:
    engine = without(tmp_path, "grading.yaml", "once_corrected")
    assert engine.rulebase.once_corrected is None
    raws = [random_patient(SOUPS, Random(seed), (seed % 10 + 1) / 10) for seed in range(60)]
    for raw in (HOT, *raws):
        before, after = SOUPS.judge(SOUPS.patient(raw)).verdict, engine.judge(engine.patient(raw)).verdict
        assert (after.status, after.outcome, after.reachable) == (before.status, before.outcome, before.reachable)
        assert (after.leaning, after.certainty, after.missing) == (before.leaning, before.certainty, before.missing)
        assert [row.name for row in after.rows] == [row.name for row in before.rows]
        assert after.once_corrected == ()


def test_a_note_without_a_correction_names_no_corrected_grade(tmp_path: Path) -> None:
    engine = without(tmp_path, "grading.yaml", "once_corrected")
    before, after = SOUPS.note(HOT), engine.note(HOT)
    assert before.grade_once_corrected == "serve"
    assert "After that: " in before.headline
    assert (after.outcome, after.grade_once_corrected, after.reachable_once_corrected) == (before.outcome, None, ())
    assert after.headline == before.headline.replace(" After that: may be served.", "")


def test_what_reads_a_correction_reads_none(tmp_path: Path) -> None:
    engine = without(tmp_path, "grading.yaml", "once_corrected")
    patient = engine.patient(HOT)
    assert corrected_facts(engine.intake, patient) == patient.facts
    assert engine.corrected_diagram is engine.diagram
    assert "once corrected" in content_of(SOUPS.rulebase, GRADING)["itself"]
    assert "once corrected" not in content_of(engine.rulebase, GRADING)["itself"]
    turned = engine.rulebase.rows[0]
    assert Variant(engine, {f"row.{turned.name}": turned.when}).corrected_diagram.reachable(patient.facts) == ("wait",)
    assert "once_corrected" in described(SOUPS.rulebase)["rule_base"]
    assert "once_corrected" not in described(engine.rulebase)["rule_base"]


def test_statuses_that_are_left_out_are_said_in_the_words_of_the_format(tmp_path: Path) -> None:
    engine = without(tmp_path, "grading.yaml", "statuses")
    words = StatusWords()
    assert engine.note({}).headline == words.insufficient_data
    case = engine.rulebase.cases["FIRST"]
    assert engine.note(case.profile).headline == words.provisional
    headlines = {
        engine.judge(engine.patient(raw)).verdict.status: engine.note(raw).headline
        for raw in (random_patient(engine, Random(seed), (seed % 10 + 1) / 10) for seed in range(40))
    }
    assert set(headlines) == {"settled", "provisional", "insufficient_data"}
    assert all(headlines.values())


def test_an_open_flag_has_words_where_the_rule_base_gives_none(tmp_path: Path) -> None:
    engine = without(tmp_path, "grading.yaml", "statuses")
    raws = [random_patient(engine, Random(seed), (seed % 10 + 1) / 10) for seed in range(120)]
    notes = [engine.note(raw) for raw in raws]
    held_back = [note for note in notes if note.status == "provisional" and any(flag.open for flag in note.flags)]
    assert held_back
    assert all(note.headline.startswith("No grade yet. ") for note in held_back)


def test_a_rule_base_says_what_it_is_and_leaves_out_how_a_note_is_laid_out(tmp_path: Path) -> None:
    keys = ["ask_ranks", "strengths", "profile_line", "leaning_requires", "insufficient_unless_known", "not_for"]
    keys += ["words_never_used_except", "words_never_used", "also_now", "searched"]
    engine = without(tmp_path, "rulebase.yaml", *keys)
    note = engine.note(HOT)
    assert (note.outcome, note.profile) == ("wait", ())
    assert note.intended_use == SOUPS.rulebase.about.intended_use
    assert rank_title(engine.rulebase, 1) == ""
    assert rank_title(SOUPS.rulebase, 1) == "first"


def test_kinds_that_are_left_out_stand_in_sections_that_are() -> None:
    about = RuleBaseFile(id="x", version="1", title="X", evidence_as_of="now", intended_use="Nothing.")
    assert {kind.section for kind in about.kinds.values()} == set(about.sections)
    assert about.certainties == {NOT_RATED: "not rated"}


def test_what_is_not_rated_is_a_certainty_of_every_rule_base() -> None:
    given = {"low": "low", NOT_RATED: "nobody rated it"}
    words = {"id": "x", "version": "1", "title": "X", "evidence_as_of": "now", "intended_use": "Nothing."}
    assert RuleBaseFile(**words, certainties=given).certainties == given  # type: ignore[arg-type]
    added = RuleBaseFile(**words, certainties={"low": "low"}).certainties  # type: ignore[arg-type]
    assert list(added) == ["low", NOT_RATED]


def test_an_outcome_without_headlines_is_said_by_its_title(tmp_path: Path) -> None:
    folder = copy_of_soup(tmp_path)
    path = folder / "grading.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("    headlines: {not_rated: No soup.},\n") == 1
    path.write_text(text.replace("    headlines: {not_rated: No soup.},\n", ""), encoding="utf-8")
    engine = Engine.load(folder)
    assert engine.note({"is_a_soup": False}).headline == "No soup."
    assert engine.rulebase.outcomes["no_soup"].headlines.keys() == {NOT_RATED}


def test_an_outcome_that_rated_evidence_can_decide_needs_its_headline(tmp_path: Path) -> None:
    folder = copy_of_soup(tmp_path)
    path = folder / "grading.yaml"
    text = path.read_text(encoding="utf-8")
    line = "    headlines: {low: Served. How certain that is stays low.}\n"
    assert text.count(line) == 1
    path.write_text(text.replace(line, ""), encoding="utf-8")
    with pytest.raises(Refused, match="serve: low"):
        Engine.load(folder)
    assert OutcomeShape(title="x", grade=True).headlines == {}


def test_a_rule_base_without_numbers_needs_no_thresholds(tmp_path: Path) -> None:
    folder = copy_of_soup(tmp_path)
    (folder / "thresholds.yaml").unlink()
    with pytest.raises(Refused) as refused:
        Engine.load(folder)
    assert {fault.code for fault in refused.value.faults} <= {"R12", "R45"}
