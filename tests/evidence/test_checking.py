"""What a hit means, what leans on it, and which logged decisions did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.loading.retractions import cited_by
from immunote.engine.rulebase import RuleBase
from immunote.engine.truth import TRUE
from immunote.service.evidence.checking import checked, with_log
from immunote.service.evidence.leaning import CONDITION, FALLS, LOWER, STAYS, leaning_parts, rules_on
from immunote.service.evidence.newer import read_newer
from immunote.service.evidence.retractions import read_retractions
from tests.evidence.lists import SANGES, csv_file, row


def state(engine: Engine, folder: Path, *kinds: tuple[str, str]) -> tuple[str, bool, str]:
    rows = [row(doi=SANGES, nature=nature, on=on) for nature, on in kinds]
    (hit,) = checked(engine.rulebase, [read_retractions(csv_file(folder, *rows), engine.rulebase.sources)], []).hits
    return hit.state, hit.marked, hit.line


LINE = '{{on: "{}", notice: "10.1000/notice"}}'


@pytest.mark.parametrize(
    ("kinds", "expected", "line"),
    [
        ([("Retraction", "5/1/2026 0:00")], "retracted", "retracted: " + LINE.format("2026-05-01")),
        ([("Expression of concern", "1/2/2026 0:00")], "concern", "concern: " + LINE.format("2026-01-02")),
        ([("Correction", "2026-03-04")], "corrected", "corrected: " + LINE.format("2026-03-04")),
        ([("Retraction", "1/1/2020 0:00"), ("Reinstatement", "1/1/2021 0:00")], "counts again", ""),
        # the order of the dates counts, not that of the rows
        ([("Reinstatement", "1/1/2021 0:00"), ("Retraction", "1/1/2020 0:00")], "counts again", ""),
        (
            [("Reinstatement", "1/1/2020 0:00"), ("Retraction", "1/1/2021 0:00")],
            "retracted",
            "retracted: " + LINE.format("2021-01-01"),
        ),
        ([("Removal", "1/1/2021 0:00")], "unknown", ""),
    ],
)
def test_each_kind_of_notice_has_its_meaning(
    engine: Engine, tmp_path: Path, kinds: list[tuple[str, str]], expected: str, line: str
) -> None:
    assert state(engine, tmp_path, *kinds) == (expected, expected == "counts again", line)


def test_everything_that_cites_or_prints_a_source_leans_on_it(engine: Engine) -> None:
    rulebase = engine.rulebase
    parts = leaning_parts(rulebase)
    for name, rule in rulebase.rules.items():
        for source in cited_by(rule):
            assert any((each.kind, each.name) == ("rule", name) for each in parts[source]), (name, source)
    for name, threshold in rulebase.thresholds.items():
        for cite in threshold.cites:
            assert any(each.name == name and each.says == CONDITION for each in parts[cite.partition(".")[0]])
    assert all(parts.values()), "the loader refuses a source that nothing cites"


def test_a_sentence_is_named_in_full_with_its_place(engine: Engine) -> None:
    said = {(each.name, each.at): each.says for each in leaning_parts(engine.rulebase)["sanges-2017"]}
    at = next(at for name, at in said if name == "muscle_target" and "1069" in said[name, at])
    assert at.startswith("benefit/muscle_target.yaml:")
    assert "weakness 45% to 21% (p = 0.01)" in said["muscle_target", at]


def test_what_a_retraction_would_do_is_said_for_each_rule(engine: Engine) -> None:
    effects = rules_on(engine.rulebase, "sanges-2017")
    assert effects["muscle_target"] == FALLS
    assert effects["joints_target"] == LOWER
    assert effects["severe_events_in_ssc"] == STAYS


@pytest.fixture
def database(tmp_path: Path) -> Iterator[object]:
    pytest.importorskip("sqlalchemy", reason="needs the extra `service`")
    from immunote.service.settings.storage import StorageSettings
    from immunote.service.storage.database import connect

    made = connect(StorageSettings(url=f"sqlite:///{tmp_path / 'log.db'}"))
    yield made
    made.dispose()


def test_the_logged_decisions_that_leaned_on_a_hit_are_named_and_no_fact_of_a_patient(
    engine: Engine, tmp_path: Path, database: object
) -> None:
    import sqlalchemy

    from immunote.service.storage.decisions import DecisionLog, RecordedDecision

    assert isinstance(database, sqlalchemy.Engine)
    log = DecisionLog(database)
    leaning = set(rules_on(engine.rulebase, "sanges-2017"))
    expected = []
    cases = [*engine.rulebase.cases.values()]
    for number, case in enumerate(cases, 1):
        patient = engine.patient(case.profile)
        note = engine.note(case.profile)
        truths = {name: truth.name.lower() for name, truth in engine.reference(patient.facts).items()}
        held = {name for name, truth in engine.reference(patient.facts).items() if truth is TRUE}
        expected += [number] if held & leaning else []
        log.append(
            RecordedDecision(
                digest=note.digest,
                rulebase_hash=engine.rulebase.content_hash if number % 5 else "f" * 64,
                engine_version="0",
                status=note.status,
                outcome=note.outcome,
                truths=truths,
                facts={"age_years": number},
                caller="c",
                entry="rest",
                request_id=f"r{number}",
                at=datetime(2026, 11, 1, tzinfo=UTC),
            )
        )

    def rules_of(content_hash: str) -> RuleBase | None:
        return engine.rulebase if content_hash == engine.rulebase.content_hash else None

    found = read_retractions(csv_file(tmp_path, row(doi=SANGES)), engine.rulebase.sources)
    check = with_log(checked(engine.rulebase, [found], []), log.entries(), rules_of)
    (hit,) = check.hits
    assert check.logged == len(cases)
    assert check.not_kept == len(cases) // 5
    assert [each.sequence for each in hit.decisions] == [number for number in expected if number % 5]
    assert 0 < len(hit.decisions) < len(cases)
    assert all(set(each.rules) <= leaning for each in hit.decisions)


def newer(folder: Path, text: str) -> Path:
    path = folder / "newer.csv"
    path.write_text(f"source,newer,kind,on,note\n{text}\n", encoding="utf-8")
    return path


def test_a_newer_version_is_found_by_id_or_doi_and_needs_work(engine: Engine, tmp_path: Path) -> None:
    text = (
        f"bsr-ssc-2024,10.1000/next,edition,2026-05-01,\nhttps://doi.org/{SANGES},10.1000/more,update,2026-01-01,longer"
    )
    found = read_newer(newer(tmp_path, text), engine.rulebase.sources)
    check = checked(engine.rulebase, [], found)
    assert [(each.source, each.state) for each in check.hits] == [
        ("bsr-ssc-2024", "newer alone"),
        ("sanges-2017", "newer alone"),
    ]
    assert check.needs_work


def test_every_wrong_cell_of_our_own_list_is_told_at_once(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_newer(newer(tmp_path, "bsr-ssc-2042,,new,May,"), engine.rulebase.sources)
    assert {each.code for each in refused.value.faults} == {"V94"}
    assert {each.text for each in refused.value.faults} == {"nothing", "bsr-ssc-2042", "new", "May"}
