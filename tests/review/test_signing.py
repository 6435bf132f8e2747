"""A sign-off holds for what was signed and nothing else; it changes no digest; what changed since is told in words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("gherkin", reason="needs the extra `proof`")

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.loading import load
from immunote.engine.loading.reviews import hash_of
from immunote.engine.note import Review
from immunote.engine.reviewing.signed import states_of_rules
from immunote.engine.words import review_words
from immunote.service.render.text import render_text
from immunote.service.render.words import clean
from immunote.service.review.reviewed import Reviewed
from immunote.service.review.sign_off_states import removed, standings
from immunote.service.review.signing import Signature, is_day, parts_below, sign
from immunote.service.settings.storage import StorageSettings
from immunote.service.storage.database import connect
from immunote.service.storage.rulebases import RuleBaseStore
from tests.review.support import PART, ROOT, SOMEBODY, as_mapping, changed, copy_of, reviewed_of

EXPECTED = Path(__file__).parent / "expected"
PATIENT = {
    "has_systemic_sclerosis": True,
    "muscle_is_active": True,
    "azathioprine_outcome": "not_tolerated",
    "rituximab_outcome": "contraindicated",
}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return copy_of(tmp_path)


@pytest.fixture
def signed(rules: Path) -> Path:
    sign(reviewed_of(rules), [PART, "grading.yaml"], SOMEBODY)
    return rules


def state(rules: Path, part: str = PART) -> str:
    return standings(reviewed_of(rules), [part])[0].state


def test_what_nobody_signed_says_so(rules: Path) -> None:
    engine = Engine.load(rules)
    note = engine.note(PATIENT)
    assert (note.reviewed_by_clinician, note.review.signed, note.review.disputed, note.review.changed) == (
        False,
        0,
        0,
        0,
    )
    assert note.review.of > 5
    assert "not reviewed by a clinician yet" in render_text(note, engine.rulebase)


def test_what_ships_names_only_reviewers_whose_content_is_kept(engine: Engine) -> None:
    for each in engine.rulebase.sign_offs:
        assert hash_of(each.kept) == each.content


def test_signing_changes_neither_the_content_hash_nor_any_digest(rules: Path) -> None:
    before = Engine.load(rules)
    sign(reviewed_of(rules), list(reviewed_of(rules).titles), SOMEBODY)
    after = Engine.load(rules)
    assert after.rulebase.content_hash == before.rulebase.content_hash
    for profile in (PATIENT, {}, {"has_systemic_sclerosis": False}):
        one, other = before.note(profile), after.note(profile)
        assert (one.digest, one.reviewed_by_clinician) == (other.digest, False)
        assert other.reviewed_by_clinician
        assert other.review.signed == other.review.of
    assert "reviewed by a clinician" in render_text(other, after.rulebase)


def test_a_note_counts_what_it_rests_on_that_is_signed(signed: Path) -> None:
    engine = Engine.load(signed)
    note = engine.note(PATIENT)
    assert (note.review.signed, note.reviewed_by_clinician) == (2, False)
    assert f"2 of {note.review.of} rules and tables here reviewed by a clinician" in render_text(note, engine.rulebase)
    elsewhere = engine.note({"has_systemic_sclerosis": False})
    assert elsewhere.review.signed == 1, "only the decision list"


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (Review(of=9, signed=0, disputed=0, changed=0), "not reviewed by a clinician yet"),
        (Review(of=9, signed=9, disputed=0, changed=0), "reviewed by a clinician"),
        (Review(of=9, signed=8, disputed=0, changed=0), "8 of 9 rules and tables here reviewed by a clinician"),
        (
            Review(of=9, signed=0, disputed=1, changed=0),
            "0 of 9 rules and tables here reviewed by a clinician, 1 disputed",
        ),
        (
            Review(of=9, signed=1, disputed=2, changed=3),
            "1 of 9 rules and tables here reviewed by a clinician, 2 disputed, 3 changed since",
        ),
    ],
)
def test_the_true_state_in_words(review: Review, words: str) -> None:
    assert review_words(review) == words


CHANGES = {
    "a threshold": ("thresholds.yaml", "two_drugs_not_usable:\n    value: 2", "two_drugs_not_usable:\n    value: 3"),
    "the reason of a choice": ("thresholds.yaml", "two are taken as enough", "two are held to be enough"),
    "how much of a source was read": ("evidence/refractory-ssc-2011.yaml", "read: whole", "read: part of the"),
    "a figure of a source": (
        "evidence/refractory-ssc-2011.yaml",
        "no definition of refractory",
        "no accepted definition of refractory",
    ),
    "the wording": ("benefit/unusable_drugs_domain.yaml", "Refractory: {named", "Refractory now: {named"),
    "a definition": ("definitions/drugs_unusable_for_domain.yaml", "count_of(", "not count_of("),
    "a group": ("profile/drugs.yaml", "for_muscle:\n        - methotrexate_outcome\n", "for_muscle:\n"),
    "the label of a question": ("profile/muscle.yaml", "label: active muscle disease", "label: active muscle illness"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_behind_a_rule_makes_its_sign_off_stale(signed: Path, what: str) -> None:
    file, old, new = CHANGES[what]
    changed(signed / file, old, new)
    (standing,) = standings(reviewed_of(signed), [PART])
    assert standing.state == "changed"
    assert any(before != after for _, before, after in standing.changes)
    assert states_of_rules(load(signed))[PART] == "changed"


def test_a_change_is_told_before_and_after_in_words(signed: Path) -> None:
    changed(signed / "thresholds.yaml", "two_drugs_not_usable:\n    value: 2", "two_drugs_not_usable:\n    value: 3")
    changed(signed / "benefit/unusable_drugs_domain.yaml", "Refractory: {named", "Refractory now: {named")
    (standing,) = standings(reviewed_of(signed), [PART])
    told = as_mapping(standing.changes)
    assert told["thresholds › two_drugs_not_usable › value"] == ("2", "3")
    before, after = told["says"]
    assert ("Refractory: " in before, "Refractory now: " in after) == (True, True)


def test_a_changed_scenario_makes_the_sign_off_stale_too(signed: Path) -> None:
    path = next(
        path
        for path in (signed.parent.parent / "features").rglob("*.feature")
        if "azathioprine" in path.read_text("utf-8")
    )
    name = "Two drugs that cannot be used make muscle disease refractory"
    changed(path, name, name + " indeed")
    (standing,) = standings(reviewed_of(signed), [PART])
    assert standing.state == "changed"
    assert {where.split(" › ")[0] for where, _, _ in standing.changes} == {"scenarios"}
    assert any(name in where and after == "" for where, _, after in standing.changes)


def test_what_is_only_laid_out_otherwise_stays_signed(signed: Path) -> None:
    path = signed / "benefit" / "unusable_drugs_domain.yaml"
    path.write_text(
        "# a comment\n" + path.read_text(encoding="utf-8").replace("rank: 2", "rank:   2"), encoding="utf-8"
    )
    moved = next((signed.parent.parent / "features").rglob("*.feature"))
    moved.rename(moved.with_name("renamed.feature"))
    assert state(signed) == "agreed"


def test_a_change_elsewhere_leaves_a_sign_off_as_it_is(signed: Path) -> None:
    changed(signed / "benefit" / "joint_pain_without_synovitis.yaml", "title: ", "title: Now ")
    assert state(signed) == "agreed"


def test_a_dispute_counts_until_its_own_reviewer_takes_it_back(signed: Path) -> None:
    against = Signature("B. Tester", "tester", "disagree", "2026-11-23", "one failure is too few")
    sign(reviewed_of(signed), [PART], against)
    assert state(signed) == "disputed"
    sign(reviewed_of(signed), [PART], SOMEBODY)
    assert state(signed) == "disputed"
    assert states_of_rules(load(signed))[PART] == "disputed"
    sign(reviewed_of(signed), [PART], replace(against, verdict="agree", date="2026-11-24"))
    assert state(signed) == "agreed"
    assert len(load(signed).sign_offs) == 5, "nothing that was signed is lost"


def test_all_rules_of_a_folder_are_signed_at_once(rules: Path) -> None:
    reviewed = reviewed_of(rules)
    parts = parts_below(reviewed.rulebase, "defer/")
    sign(reviewed, parts, SOMEBODY)
    assert {standing.part for standing in standings(reviewed_of(rules)) if standing.state == "agreed"} == set(parts)
    assert len(parts) == len(list((rules / "defer").glob("*.yaml")))
    with pytest.raises(Refused) as refused:
        parts_below(reviewed.rulebase, "deferr")
    assert [(fault.code, "`defer`" in fault.help) for fault in refused.value.faults] == [("Q02", True)]


def test_a_sign_off_that_lacks_something_is_refused_whole_and_writes_nothing(rules: Path) -> None:
    with pytest.raises(Refused) as refused:
        sign(reviewed_of(rules), [PART, "unusable_drug_muscle"], Signature(" ", "", "maybe", "2026-02-30"))
    assert [(fault.place, fault.code, fault.text) for fault in refused.value.faults] == [
        ("--reviewer", "V30", "nothing"),
        ("--role", "V30", "nothing"),
        ("--verdict", "V30", "maybe"),
        ("--date", "V30", "2026-02-30"),
        ("PART", "Q02", "unusable_drug_muscle"),
    ]
    assert not (rules / "reviews.yaml").exists()
    assert not (rules / "reviews").exists()


def test_a_disagreement_needs_a_reason(rules: Path) -> None:
    with pytest.raises(Refused) as refused:
        sign(reviewed_of(rules), [PART], replace(SOMEBODY, verdict="disagree"))
    assert [(fault.place, fault.code) for fault in refused.value.faults] == [("--comment", "V30")]


def test_only_the_content_that_was_read_can_be_signed(signed: Path) -> None:
    (standing,) = standings(reviewed_of(signed), [PART])
    sign(reviewed_of(signed), [PART], SOMEBODY, standing.content[:12])
    changed(signed / "benefit" / "unusable_drugs_domain.yaml", "Refractory: {named", "Refractory now: {named")
    for content, words in ((standing.content[:12], "it was that and has changed"), ("0" * 64, "nothing of that hash")):
        with pytest.raises(Refused) as refused:
            sign(reviewed_of(signed), [PART], SOMEBODY, content)
        assert [(fault.code, fault.text) for fault in refused.value.faults] == [("V31", content)]
        assert words in refused.value.faults[0].help


@pytest.mark.parametrize("how", ["never kept", "altered", "of another rule", "no JSON"])
def test_a_sign_off_of_a_hash_that_never_existed_stops_the_loading(signed: Path, how: str) -> None:
    found = load(signed).sign_offs[0]
    kept = signed / "reviews" / f"{found.content}.json"
    reviews = signed / "reviews.yaml"
    if how == "never kept":
        changed(reviews, found.content, "0" * 64)
    elif how == "altered":
        changed(kept, "Refractory: ", "Not refractory: ")
    elif how == "of another rule":
        changed(reviews, f'part: "{PART}"', 'part: "unusable_drugs_joints"')
    else:
        kept.write_text("[", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load(signed)
    assert [(fault.code, fault.place.split(":")[0]) for fault in refused.value.faults] == [("V31", "reviews.yaml")]
    if how == "never kept":
        assert str(refused.value.faults[0]) == (EXPECTED / "V31.txt").read_text(encoding="utf-8").rstrip("\n")


def test_what_cannot_be_written_is_said(rules: Path) -> None:
    (rules / "reviews").write_text("a file where a folder belongs", encoding="utf-8")
    reviewed = reviewed_of(rules)
    with pytest.raises(Refused) as refused:
        sign(reviewed, [PART], SOMEBODY)
    assert str(refused.value.faults[0]) == (EXPECTED / "V33.txt").read_text(encoding="utf-8").rstrip("\n")


def test_a_sign_off_of_a_rule_that_is_gone_is_listed(signed: Path) -> None:
    reviewed = reviewed_of(signed)
    fewer = {name: named for name, named in reviewed.rulebase.named.items() if name != PART}
    gone = Reviewed(replace(reviewed.rulebase, named=fewer), [])
    assert [each.part for each in removed(gone)] == [PART]
    assert PART not in states_of_rules(gone.rulebase)


def test_names_in_rulebase_yaml_are_believed_by_nobody(rules: Path) -> None:
    path = rules / "rulebase.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "reviewers: [A. Tester]\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load(rules)
    assert [(fault.code, fault.text) for fault in refused.value.faults] == [("R05", "A. Tester")]


@settings(max_examples=40, deadline=None)
@given(words=st.tuples(*[st.text(st.characters(exclude_categories=["Cs"]), max_size=40)] * 3))
def test_whatever_is_written_reads_back_as_words(
    words: tuple[str, str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    reviewer, role, comment = words
    if not clean(reviewer) or not clean(role):
        return
    from immunote.engine.reader import read_yaml
    from immunote.service.review.signing import _lines

    pairs = {"part": PART, "reviewer": reviewer, "role": role, "comment": comment}
    document = read_yaml("sign_offs:\n" + "".join(_lines(pairs)), "reviews.yaml")
    assert document.faults == []
    (entry,) = document.data["sign_offs"]
    assert entry["reviewer"] == clean(reviewer)
    assert entry.get("comment", "") == clean(comment)


@pytest.mark.parametrize(
    ("text", "is_one"), [("2026-11-22", True), ("2026-2-3", False), ("20261122", False), ("", False)]
)
def test_a_day_is_written_in_one_way(text: str, is_one: bool) -> None:
    assert is_day(text) is is_one


def test_a_signed_rule_base_is_kept_and_replayed_without_its_sign_offs(signed: Path, tmp_path: Path) -> None:
    database = connect(StorageSettings(url=f"sqlite:///{tmp_path / 'kept.sqlite'}"))
    store, rulebase = RuleBaseStore(database), load(signed)
    assert store.keep(rulebase)
    again = store.load(rulebase.content_hash)
    assert (again.content_hash, again.sign_offs) == (rulebase.content_hash, ())


def test_a_second_sign_off_keeps_the_first_word_for_word(signed: Path) -> None:
    before = (signed / "reviews.yaml").read_text(encoding="utf-8")
    sign(reviewed_of(signed), ["products.yaml"], SOMEBODY)
    assert (signed / "reviews.yaml").read_text(encoding="utf-8").startswith(before)


def test_a_rule_base_about_something_else_is_signed_in_the_same_way(tmp_path: Path) -> None:
    import shutil

    rules = tmp_path / "rules" / "soup"
    shutil.copytree(ROOT / "tests" / "rulebases" / "soup", rules)
    sign(Reviewed(load(rules), []), ["mould", "checklist.yaml"], SOMEBODY)
    assert states_of_rules(load(rules)) == {"mould": "agreed", "checklist.yaml": "agreed"}
    kept = json.loads(next((rules / "reviews").glob("*.json")).read_text(encoding="utf-8"))
    assert set(kept) == {"part", "rules", "scenarios"}


def test_the_page_of_the_rule_base_names_who_signed_and_how_much(signed: Path) -> None:
    from immunote.service.rest import pages, serializers

    found = Engine.load(signed)
    page = pages.rulebase_page(serializers.rulebase(found), found.rulebase)
    assert "A. Tester" in page
    assert f"2 of {len(reviewed_of(signed).titles)} rules and tables are signed as they stand." in page
    (signed / "reviews.yaml").unlink()
    nobody = Engine.load(signed)
    assert "No clinician has reviewed these rules." in pages.rulebase_page(
        serializers.rulebase(nobody), nobody.rulebase
    )
