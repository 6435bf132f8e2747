"""YAML 1.2, read strictly: what stands there is what is read."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.engine.places import Place
from immunote.engine.reader import read_file, read_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("True", "True"),
        ("TRUE", "TRUE"),
        ("012", "012"),
        ("0o14", "0o14"),
        ("0x1F", "0x1F"),
        ("0b11", "0b11"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("1e5", "1e5"),
        (".5", ".5"),
        ("5.", "5."),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("NaN", "NaN"),
        ("2026-11-22", "2026-11-22"),
        ("null value", "null value"),
        ("Null", "Null"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("7.0", Decimal("7.0")),
        ("-0.07", Decimal("-0.07")),
        ('"7"', "7"),
        ("'true'", "true"),
        ('""', ""),
        ("|\n    7\n", "7\n"),
        (">-\n    a\n    b\n", "a b"),
        ("1" * 6000, Decimal("1" * 6000)),
    ],
)
def test_a_plain_scalar_is_read_as(text: str, value: object) -> None:
    document = read_yaml(f"key: {text}", "file.yaml")
    assert document.faults == []
    assert document.data == {"key": value}
    assert type(document.data["key"]) is type(value)


@pytest.mark.parametrize(
    ("text", "place", "code", "offending"),
    [
        ("a: 1\nb: 2\na: 3\n", "file.yaml:3:1", "R02", "a"),
        ("x:\n  - {k: 1, k: 2}\n", "file.yaml:2:12", "R02", "k"),
        ("a: &anchor 1\n", "file.yaml:1:4", "R03", "&anchor"),
        ("a: !!python/object:os.system {}\n", "file.yaml:1:4", "R03", "tag:yaml.org,2002:python/object:os.system"),
        ("a: !mine 1\n", "file.yaml:1:4", "R03", "!mine"),
        ('a: !!bool "false"\n', "file.yaml:1:4", "R03", "tag:yaml.org,2002:bool"),
        ("a: 1\n---\nb: 2\n", "file.yaml:1:1", "R03", "2 documents"),
        ("", "file.yaml:1:1", "R03", "0 documents"),
        ("# nothing\n", "file.yaml:1:1", "R03", "0 documents"),
        ("[a, b]: 1\n", "file.yaml:1:1", "R03", "a key that is a list or a mapping"),
        ("a: b: c\n", "file.yaml:1:5", "R01", "mapping values are not allowed in this context"),
        ("a: [1\n", "file.yaml:2:1", "R01", "did not find expected ',' or ']'"),
        ("\ta: 1\n", "file.yaml:1:1", "R01", "found character that cannot start any token"),
    ],
)
def test_a_file_is_refused_with_its_place(text: str, place: str, code: str, offending: str) -> None:
    (fault,) = read_yaml(text, "file.yaml").faults
    assert (fault.place, fault.code, fault.text) == (place, code, offending)
    assert fault.help


def test_an_alias_is_refused_and_not_expanded() -> None:
    laughs = "a: &a [x]\n" + "".join(
        f"{k}: &{k} [*{p}, *{p}, *{p}]\n" for p, k in zip("abcdefgh", "bcdefghi", strict=True)
    )
    document = read_yaml(laughs, "file.yaml")
    assert {fault.code for fault in document.faults} == {"R03"}
    assert "alias" in {fault.text for fault in document.faults}


def test_a_merge_key_is_an_ordinary_key() -> None:
    assert read_yaml("<<: {a: 1}\n", "file.yaml").data == {"<<": {"a": 1}}


def test_nesting_without_end_is_a_fault_and_not_a_crash() -> None:
    for text in ("[" * 100_000, "{a: " * 20_000, "- " * 20_000):
        assert {fault.code for fault in read_yaml(text, "file.yaml").faults} == {"R01"}


def test_marks_lead_back_to_key_value_and_text() -> None:
    document = read_yaml("top:\n  list:\n    - one\n    - when: |\n        a and\n        b\n  q: 'x'\n", "f.yaml")
    assert document.place(("top", "list", 0)) == Place("f.yaml", 3, 7)
    assert document.place(("top", "list", 1, "when")) == Place("f.yaml", 4, 7)
    assert document.text_place(("top", "list", 1, "when")) == Place("f.yaml", 5, 9)
    assert document.text_place(("top", "q")) == Place("f.yaml", 7, 7)
    assert document.place(("top", "list", 7, "nothing")) == Place("f.yaml", 2, 3)
    assert document.place(("nothing",)) == Place("f.yaml", 1, 1)


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"a: \xff\n")
    (tmp_path / "folder.yaml").mkdir()
    for name in ("latin.yaml", "folder.yaml", "nowhere.yaml"):
        (fault,) = read_file(tmp_path / name, tmp_path).faults
        assert (fault.place, fault.code) == (f"{name}:1:1", "R01")


def test_a_file_that_is_read_twice_has_its_own_faults_and_a_changed_one_its_own_data(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\n")
    first = read_file(file, tmp_path)
    first.fault(("a",), "R05", 1, "a word")
    assert read_file(file, tmp_path).faults == []
    file.write_text("a: 2\n")
    assert (first.data, read_file(file, tmp_path).data) == ({"a": 1}, {"a": 2})
    file.rename(tmp_path / "b.yaml")
    assert read_file(tmp_path / "b.yaml", tmp_path).place(("a",)) == Place("b.yaml", 1, 1)


_DATA = st.recursive(
    st.booleans() | st.none() | st.integers(-(10**6), 10**6) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=1, max_size=6), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(data=st.dictionaries(st.text(min_size=1, max_size=6), _DATA, max_size=4))
def test_json_is_yaml_and_means_the_same(data: dict[str, object]) -> None:
    document = read_yaml(json.dumps(data, ensure_ascii=False), "file.yaml")
    if not document.faults:  # YAML refuses some characters that JSON lets through
        assert document.data == data


@settings(deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    document = read_yaml(text, "file.yaml")
    assert all(fault.code in ("R01", "R02", "R03") for fault in document.faults)


@pytest.mark.parametrize("old", ["\u0085", "\u2028", "\u2029"])
@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_a_line_break_of_yaml_1_1_is_a_character_like_others(old: str, quote: str) -> None:
    document = read_yaml(f"one: {quote}a{old}b{quote}\ntwo: |\n  c{old}d\n{quote}k{old}e{quote}: last\n", "file.yaml")
    assert not document.faults
    assert document.data == {"one": f"a{old}b", "two": f"c{old}d\n", f"k{old}e": "last"}
    assert document.place(("two",)) == Place("file.yaml", 2, 1)
    assert document.text_place(("two",)) == Place("file.yaml", 3, 3)
    assert document.place((f"k{old}e",)) == Place("file.yaml", 4, 1)


def test_a_stand_in_is_never_a_character_of_the_text() -> None:
    text = "a: \ue000\u0085\ue001\n"
    assert read_yaml(text, "file.yaml").data == {"a": "\ue000\u0085\ue001"}
