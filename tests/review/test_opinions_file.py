"""Opinions of the page taken home: sign-offs bound to their hashes, disagreements as failing scenarios."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.loading import load
from immunote.engine.loading.reviews import hash_of
from immunote.service.review.disputes import write
from immunote.service.review.opinions import file_of
from immunote.service.review.opinions_file import TakenHome, read_opinions, sign_all
from immunote.service.review.sign_off_states import standings
from immunote.service.review.vignettes import vignette_of
from immunote.service.scenarios.features import read_features
from immunote.service.scenarios.running import Runner
from immunote.service.storage.opinions import KeptOpinion
from tests.review.support import PART, changed, copy_of, reviewed_of

WHO = {"reviewer": "A. Tester", "role": "tester of this program", "date": "2026-11-22"}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return copy_of(tmp_path)


@pytest.fixture(scope="module")
def vignette_content(engine: Engine) -> Callable[[str], str]:
    return lambda name: vignette_of(engine, name).content


def opinion(subject: str, content: str, verdict: str = "agree", comment: str = "") -> KeptOpinion:
    return KeptOpinion(subject=subject, content=content, verdict=verdict, comment=comment, **WHO)


def on_part(rules: Path, part: str = PART, **more: str) -> KeptOpinion:
    return opinion(f"part:{part}", hash_of(reviewed_of(rules).content(part)), **more)


def read(rules: Path, *opinions: KeptOpinion) -> TakenHome:
    path = rules.parent / "opinions.json"
    path.write_text(file_of(load(rules), opinions), encoding="utf-8")
    reviewed = reviewed_of(rules)
    return read_opinions(path, reviewed, Runner(Engine(reviewed.rulebase)))


def test_sign_offs_of_the_page_are_those_of_the_command_line(rules: Path) -> None:
    found = read(rules, on_part(rules), on_part(rules, "thresholds.yaml"))
    sign_all(lambda: reviewed_of(rules), found.to_sign)
    states = {
        each.part: each.state for each in standings(reviewed_of(rules), [PART, "thresholds.yaml", "grading.yaml"])
    }
    assert states == {PART: "agreed", "thresholds.yaml": "agreed", "grading.yaml": "never"}
    again = read(rules, on_part(rules), on_part(rules, "thresholds.yaml"))
    assert (again.to_sign, again.signed_before) == ((), 2)


def test_a_changed_threshold_makes_the_initials_stale(rules: Path) -> None:
    found = read(rules, on_part(rules, "thresholds.yaml"))
    sign_all(lambda: reviewed_of(rules), found.to_sign)
    changed(rules / "thresholds.yaml", "value: 65", "value: 66")
    (standing,) = standings(reviewed_of(rules), ["thresholds.yaml"])
    assert standing.state == "changed"
    assert ("66" in str(standing.changes), "65" in str(standing.changes)) == (True, True)


def test_an_opinion_on_what_has_changed_is_refused_and_nothing_is_signed(rules: Path) -> None:
    mine = on_part(rules)
    changed(rules / "thresholds.yaml", "value: 65", "value: 66")
    grading = on_part(rules, "thresholds.yaml")
    old = replace(grading, content="0" * 64)
    with pytest.raises(Refused) as refused:
        read(rules, mine, old)
    assert {fault.code for fault in refused.value.faults} == {"V25"}


def test_of_each_reviewer_the_last_word_counts(rules: Path) -> None:
    found = read(rules, on_part(rules, verdict="disagree", comment="no"), on_part(rules))
    assert [each.verdict for each in found.to_sign] == ["agree"]


@pytest.mark.parametrize("verdict", ["too_strong", "too_weak", "unsafe"])
def test_a_disagreement_with_a_vignette_becomes_a_scenario_that_fails(
    rules: Path, vignette_content: Callable[[str], str], verdict: str
) -> None:
    given = opinion("vignette:a01-completed", vignette_content("a01-completed"), verdict, "# not\n@so: <b>")
    found = read(rules, given)
    root = rules.parent.parent / "features"
    (path,) = write(found.disputes, root)
    (feature,) = read_features(path)
    (scenario,) = feature.scenarios
    assert scenario.tags == ("disputed",)
    assert not Runner(Engine(load(rules))).run(scenario).passed


def test_agreement_and_comments_are_counted(rules: Path, vignette_content: Callable[[str], str]) -> None:
    content = vignette_content("a12")
    other = replace(opinion("vignette:a12", content, "comment", "well put"), reviewer="B. Tester")
    found = read(rules, opinion("vignette:a12", content), other)
    assert (found.agreed, [each.comment for each in found.comments], found.disputes) == (1, ["well put"], ())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"subject": "vignette:none"}, "V26"),
        ({"subject": "part:none"}, "V26"),
        ({"subject": "none"}, "V26"),
        ({"verdict": "maybe"}, "V28"),
        ({"verdict": "disagree"}, "V28"),
        ({"reviewer": " "}, "V28"),
        ({"date": "yesterday"}, "V28"),
    ],
)
def test_what_is_not_certain_is_refused(rules: Path, change: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(rules, replace(on_part(rules), **change))
    assert [fault.code for fault in refused.value.faults] == [code]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"kind": "other"}', '{"opinions": 1}', "\x00", '"' * 10_000])
def test_a_file_that_is_none_of_opinions_is_refused(rules: Path, text: str) -> None:
    path = rules.parent / "opinions.json"
    path.write_text(text, encoding="utf-8")
    reviewed = reviewed_of(rules)
    with pytest.raises(Refused) as refused:
        read_opinions(path, reviewed, Runner(Engine(reviewed.rulebase)))
    assert [fault.code for fault in refused.value.faults] == ["V20"]


def test_opinions_on_another_rule_base_are_refused(rules: Path) -> None:
    path = rules.parent / "opinions.json"
    about = {"kind": "immunote opinions", "rulebase": "soup", "version": "1", "opinions": [asdict(on_part(rules))]}
    path.write_text(json.dumps(about), encoding="utf-8")
    reviewed = reviewed_of(rules)
    with pytest.raises(Refused) as refused:
        read_opinions(path, reviewed, Runner(Engine(reviewed.rulebase)))
    assert [fault.code for fault in refused.value.faults] == ["V25"]
