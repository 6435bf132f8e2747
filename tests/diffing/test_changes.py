"""What changed, in words: nothing that is loaded can change without being told."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

pytest.importorskip("z3", reason="needs the extra `proof`")

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.loading import load
from immunote.engine.loading.folder import DECIDES_NOTHING
from immunote.engine.rulebase import RuleBase
from immunote.service.diffing.comparing import compared, moves_in
from immunote.service.diffing.describing import described
from immunote.service.diffing.model import Change
from immunote.service.diffing.renames import renames_between
from tests.diffing.support import RULES, SOUP, Edit, copy_of

# What of a rule base is no section of its own, and why.
NOT_A_SECTION = {
    "id": "in `rulebase`",
    "version": "in `rulebase`",
    "title": "in `rulebase`",
    "evidence_as_of": "in `rulebase`",
    "intended_use": "in `rulebase`",
    "named": "rules and definitions",
    "rules": "in `named`",
    "exclusion_conditions": "made of the product exclusions",
    "examples": "with what they are examples of",
    "content_hash": "in the heading of a comparison",
    "files_hash": "of the files as text, comments too; what they say is compared",
    "folder": "where it lies, not what it says",
    "synthetic": "what a synthetic cohort is drawn from: it decides nothing",
    "sign_offs": "who signed what: `immunote review status` tells what is stale",
}


@pytest.fixture(scope="module")
def soup() -> RuleBase:
    return load(SOUP)


def changes(tmp_path: Path, *edits: Edit, folder: Path = SOUP) -> tuple[Change, ...]:
    return compared(load(folder), load(copy_of(folder, tmp_path / "changed", *edits)))


def test_a_rule_base_does_not_differ_from_itself(soup: RuleBase, engine: Engine) -> None:
    assert compared(soup, load(SOUP)) == ()
    assert compared(engine.rulebase, load(RULES)) == ()


def test_a_threshold_shows_before_and_after_with_its_unit_and_what_reads_it(tmp_path: Path) -> None:
    (change,) = changes(tmp_path, ("thresholds.yaml", "value: 12, unit: g/l", "value: 13, unit: g/l"))
    assert (change.section, change.id, change.how) == ("thresholds", "salty_from", "changed")
    (field,) = change.fields
    assert (field.field, field.before, field.after) == ("value", ("12 g/l",), ("13 g/l",))
    assert change.read_by == ("soup_is_salty",)
    assert set(change.decides) == {"keep", "serve", "serve_with_care"}


def test_a_number_in_a_sentence_shows_where_it_is_printed(tmp_path: Path) -> None:
    found = changes(
        tmp_path,
        ("thresholds.yaml", "age_for_thrombosis:\n    value: 65", "age_for_thrombosis:\n    value: 60"),
        folder=RULES,
    )
    assert {(each.section, each.id) for each in found} == {
        ("thresholds", "age_for_thrombosis"),
        ("rules", "thrombosis_age"),
        ("rules", "age_for_thrombosis_differs"),
    }


def test_a_condition_shows_as_it_was_written(tmp_path: Path) -> None:
    (change,) = changes(tmp_path, ("definitions/soup_is_salty.yaml", '  flavour == "salty"\n  or', "  has_herbs or"))
    (field,) = change.fields
    assert field.field == "condition"
    assert field.before == ('flavour == "salty"\n  or salt_g_l >= salty_from'.replace("\n  ", "\n"),)
    assert field.after == ("has_herbs or salt_g_l >= salty_from",)


def test_what_a_short_form_stands_for_shows_where_the_condition_itself_stayed(tmp_path: Path) -> None:
    found = changes(tmp_path, ("profile/table.yaml", "members: [has_nuts, has_milk]", "members: [has_nuts]"))
    rule = next(each for each in found if each.id == "allergens_in_it")
    assert [field.field for field in rule.fields] == ["condition, short forms written out"]
    assert [(each.section, each.id) for each in found if each.section == "groups"] == [("groups", "allergens")]


def test_a_row_that_moved_is_told_with_its_places_and_no_other(tmp_path: Path) -> None:
    lines = (SOUP / "grading.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    mouldy, hot = (next(line for line in lines if f"row: {row}," in line) for row in ("mouldy", "hot"))
    (change,) = changes(tmp_path, ("grading.yaml", mouldy + hot, hot + mouldy))
    assert (change.section, change.how) == ("grading_list", "moved")
    assert change.id in ("hot", "mouldy")
    (field,) = change.fields
    assert field.field == "place"
    assert {field.before, field.after} == {("2 of 7",), ("3 of 7",)}


def test_names_that_were_only_added_between_have_not_moved() -> None:
    assert moves_in(["a", "b", "c"], ["new", "a", "b", "other", "c"]) == {}
    assert moves_in(["a", "b", "c", "d"], ["b", "c", "d", "a"]) == {"a": ("1 of 4", "4 of 4")}


def test_what_is_added_and_what_is_removed_stands_in_full(tmp_path: Path) -> None:
    rule = SOUP / "wait" / "too_hot.yaml"
    old, new = load(SOUP), load(SOUP)
    smaller = {name: each for name, each in new.named.items() if name != "spills"}
    object.__setattr__(new, "named", smaller)
    assert rule.is_file()
    (gone,) = [each for each in compared(old, new) if each.id == "spills"]
    (come,) = [each for each in compared(new, old) if each.id == "spills"]
    assert (gone.how, come.how) == ("removed", "added")
    assert {field.field for field in gone.fields} >= {"title", "condition", "wording", "kind", "file"}
    assert [(field.field, field.before) for field in gone.fields] == [(f.field, f.after) for f in come.fields]


def test_every_field_of_a_rule_base_is_compared_or_has_a_reason_not_to(soup: RuleBase) -> None:
    holders = {
        "about": "rule_base",
        "statuses": "rule_base",
        "once_corrected": "rule_base",
        "not_listed": "rule_base",
        "ordered_as": "rule_base",
        "speaks_where": "rule_base",
        "rows": "grading_list",
        "exclusions": "product_exclusions",
        "orders": "constraints",
        "spans": "constraints",
        "cases": "published_cases",
        "records": "record_mapping",
        "codes": "record_mapping",
        "headlines": "rule_base",
        "page": "rule_base",
        "form": "rule_base",
        "search": "rule_base",
        "vignettes": "rule_base",
        "headers": "rule_base",
        "worklist": "rule_base",
    }
    sections = set(described(soup))
    for field in fields(RuleBase):
        assert field.name in NOT_A_SECTION or holders.get(field.name, field.name) in sections, field.name


SCALAR = re.compile(
    r"(?<=[:,\[{] )(?P<number>[0-9]+(\.[0-9]+)?)|(?P<word>\b[a-z][a-z_]{3,}\b)(?=[^:\w]|$)", re.MULTILINE
)


def mutants() -> list[tuple[str, int, int, str]]:
    """Each number of the soup one more, and each word of it with a letter more: file, start, end, new text."""
    found = []
    for path in sorted(SOUP.rglob("*.yaml")):
        if path.name in DECIDES_NOTHING:
            continue
        text = path.read_text(encoding="utf-8")
        for match in SCALAR.finditer(text):
            new = f"{match['number']}1" if match["number"] else f"{match['word']}x"
            found.append((path.relative_to(SOUP).as_posix(), match.start(), match.end(), new))
    return found


def test_nothing_that_changes_the_content_hash_goes_untold(soup: RuleBase, tmp_path: Path) -> None:
    """Also proves itself: hundreds of the mutants load, and each has another hash."""
    folder = copy_of(SOUP, tmp_path / "soup")
    told = 0
    for file, start, end, new in mutants()[::4]:  # all of them take four times as long and were run once
        path = folder / file
        text = path.read_text(encoding="utf-8")
        path.write_text(text[:start] + new + text[end:], encoding="utf-8")
        try:
            changed = load(folder)
        except Refused:
            changed = soup  # most renamed things no longer load
        if changed.content_hash != soup.content_hash:
            told += 1
            assert compared(soup, changed), f"{file}: {text[start - 30 : end + 10]!r} became {new!r}"
        path.write_text(text, encoding="utf-8")
    assert told > 80


def _renamed(folder: Path) -> Path:
    """The soup's sources and findings under other ids, in every file; nothing else."""
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"\bgrandmother\b(?=\.|$)", "family-cook-1950", text, flags=re.MULTILINE)
        text = re.sub(r"(?<=family-cook-1950\.)spice\b", "chilli", text)
        if path.name == "grandmother.yaml":
            text = text.replace("\n  spice: ", "\n  chilli: ")
        path.write_text(text, encoding="utf-8")
    evidence = folder / "evidence"
    (evidence / "grandmother.yaml").rename(evidence / "family-cook-1950.yaml")
    return folder


def test_a_source_under_a_new_id_changes_nothing_that_cites_it(soup: RuleBase, tmp_path: Path) -> None:
    new = load(_renamed(copy_of(SOUP, tmp_path / "soup")))
    assert "grandmother" not in new.sources
    (change,) = compared(soup, new)
    assert (change.section, change.id, change.how) == ("sources", "family-cook-1950", "changed")
    assert [(each.field, each.before, each.after) for each in change.fields] == [
        ("id", ("grandmother",), ("family-cook-1950",)),
        ("ids of findings", ("spice",), ("chilli",)),
    ]
    (back,) = compared(new, soup)
    assert back.fields[0].after == ("grandmother",)


def test_two_sources_that_could_be_the_same_are_not_taken_for_it(soup: RuleBase) -> None:
    first, *_ = soup.sources.values()
    twin = replace(first, id="twin-1"), replace(first, id="twin-2")
    new = replace(soup, sources={**{k: v for k, v in soup.sources.items() if k != first.id}, **{t.id: t for t in twin}})
    assert not renames_between(soup, new).sources
