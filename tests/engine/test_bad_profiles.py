"""Every mistake of tests/bad_profiles/ gives the faults that stand beside it: place, code, offending text and help."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.faults import CODES, Refused
from immunote.engine.note import Note
from immunote.engine.parsing import LARGEST, parse_text
from immunote.service.cli.inputs import read_profile

FOLDER = Path(__file__).parent.parent / "bad_profiles"
PROFILES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".json", ".yaml"))
NOT_IN_A_FILE = {"P11": "made in the test: ten megabytes", "P16": "a file that is not there"}


def expected_of(path: Path) -> str:
    """What stands beside a bad profile, without the line that says what it is about."""
    text = path.with_name(f"{path.stem}.expected.txt").read_text(encoding="utf-8")
    about, _, expected = text.partition("\n")
    assert about.startswith("# ")
    return expected.rstrip("\n")


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_bad_profile_is_refused_with_just_the_faults_expected(path: Path, engine: Engine) -> None:
    with pytest.raises(Refused) as refused:
        engine.note_of_text(path.read_bytes())
    assert "\n".join(map(str, refused.value.faults)) == expected_of(path)
    codes = [fault.code for fault in refused.value.faults]
    assert path.stem.startswith("several") or path.stem[:3] in codes


def test_each_code_of_a_profile_has_a_bad_one() -> None:
    assert len(PROFILES) >= 30
    in_files = {path.stem[:3] for path in PROFILES if not path.stem.startswith("several")}
    assert in_files | set(NOT_IN_A_FILE) == {code for code in CODES if code.startswith("P")}
    assert {path.stem for path in PROFILES} == {each.name.split(".")[0] for each in FOLDER.glob("*.expected.txt")}


def codes_of(text: bytes | str) -> set[str]:
    with pytest.raises(Refused) as refused:
        parse_text(text)
    return {fault.code for fault in refused.value.faults}


@pytest.mark.parametrize(
    "text",
    [
        '{"age_years": 56' + " " * 10_000_000 + "}",
        "[" + ",".join(['{"age_years": 56}'] * 600_000) + "]",
        '{"age_years": "' + "9" * 10_000_000 + '"}',
        "age_years: 56\n" * 800_000,
    ],
    ids=["spaces", "patients", "digits", "yaml"],
)
def test_ten_megabytes_are_refused_at_once(text: str) -> None:
    started = time.process_time()
    assert codes_of(text) == {"P11"}
    assert codes_of(text.encode()) == {"P11"}
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 50_000,
        '{"age_years": ' + "[" * 1000 + "]" * 1000 + "}",
        "a: " + "[" * 60_000,
        "- " * 60_000,
        "? " * 60_000,
        "\n".join(" " * n + "a:" for n in range(400)),
    ],
    ids=["lists", "objects", "closed", "yaml lists", "yaml dashes", "yaml keys", "yaml indents"],
)
def test_nesting_without_end_is_refused(text: str, engine: Engine) -> None:
    assert codes_of(text) <= {"P12", "P01"}
    with pytest.raises(Refused):
        engine.note_of_text(text)


def test_a_value_nested_without_end_is_refused_also_where_the_text_was_read_elsewhere(engine: Engine) -> None:
    value: Any = 56
    for _ in range(100_000):
        value = [value]
    with pytest.raises(Refused, match="P05"):
        engine.note({"age_years": value})


def test_thousands_of_unknown_keys_are_refused_at_once(engine: Engine) -> None:
    started = time.process_time()
    with pytest.raises(Refused, match="P11"):
        engine.note({f"age_years_{number}": 1 for number in range(30_000)})
    assert time.process_time() - started < 1


def test_brackets_in_a_text_do_not_count_as_nesting() -> None:
    assert parse_text(json.dumps({"note": "[" * 100 + '\\"{{{'})) == {"note": "[" * 100 + '\\"{{{'}


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for name in ("nowhere.json", "."):
        with pytest.raises(Refused) as refused:
            read_profile(str(tmp_path / name))
        assert [fault.code for fault in refused.value.faults] == ["P16"]


def test_the_largest_profile_is_larger_than_any_real_one(engine: Engine) -> None:
    every = dict.fromkeys(engine.rulebase.elements, "unknown")
    assert len(json.dumps(every, indent=4)) * 10 < LARGEST


def is_refused_or_a_note(write: Callable[[], Note]) -> None:
    """Nothing else may come out: no other exception, and no fault that could not be printed."""
    try:
        assert isinstance(write(), Note)
    except Refused as refused:
        faults = refused.faults
    else:
        return
    assert faults
    for fault in faults:
        assert fault.code in CODES
        assert fault.text.isprintable()
        assert str(fault).encode()


_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | st.decimals(allow_nan=True),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(data=st.data())
def test_any_object_is_refused_or_gives_a_note(data: st.DataObject, engine: Engine) -> None:
    names = st.sampled_from([*engine.rulebase.elements]) | st.text(max_size=12)
    raw = data.draw(st.dictionaries(names, _ANY_JSON, max_size=8))
    is_refused_or_a_note(lambda: engine.note(raw))


@FEW
@given(data=st.data())
def test_any_known_element_with_any_simple_value_is_refused_or_gives_a_note(
    data: st.DataObject, engine: Engine
) -> None:
    elements = engine.rulebase.elements
    raw: dict[str, Any] = {}
    for name in data.draw(st.lists(st.sampled_from([*elements]), max_size=12, unique=True)):
        element = elements[name]
        values: st.SearchStrategy[Any] = st.sampled_from([None, "unknown", True, False, *element.values])
        low, high = element.low, element.high
        if low is not None and high is not None:
            decimals: st.SearchStrategy[Any] = st.decimals(low, high, places=element.decimals)
            values = values | decimals | st.integers(int(low), int(high))
        raw[name] = data.draw(values)
    is_refused_or_a_note(lambda: engine.note_of_text(json.dumps(raw, default=float)))


@FEW
@given(text=st.text(max_size=80) | st.binary(max_size=80))
def test_any_text_is_refused_or_gives_a_note(text: str | bytes, engine: Engine) -> None:
    is_refused_or_a_note(lambda: engine.note_of_text(text))


@FEW
@given(raw=st.dictionaries(st.text(max_size=8), _ANY_JSON, max_size=4), cut=st.integers(0, 60))
def test_json_cut_anywhere_is_refused_or_gives_a_note(raw: dict[str, Any], cut: int, engine: Engine) -> None:
    text = json.dumps(raw, default=str)
    is_refused_or_a_note(lambda: engine.note_of_text(text[: max(len(text) - cut, 0)]))
