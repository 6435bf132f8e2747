"""docs/errors.md and the codes are one list, and its examples are what is printed today."""

import re
from pathlib import Path

import pytest
import yaml

from immunote.engine.faults import Fault, Refused, explain, nearest, shorten
from tests.support.codes import all_codes

TESTS = Path(__file__).parent.parent
CODES = all_codes()
PAGE = (TESTS.parent / "docs" / "errors.md").read_text(encoding="utf-8")
SECTION = re.compile(
    r"^### (?P<code>[A-Z]\d\d): (?P<what>.+)\n\n(?P<means>(?:.+\n)+)\n"
    r"```\n(?P<example>(?:.+\n)+)```\n\nWhat to do: .+",
    re.MULTILINE,
)
NOT_IN_A_FILE = {"R37", "R38", "P11", "P16", "Q01", "Q02", "Q03", "Q04", "Q05", "V01", "V06"}
NOT_IN_A_FILE |= {f"E0{last}" for last in range(1, 8)}
NOT_IN_A_FILE |= {f"V4{last}" for last in range(5)}  # see tests/diffing
NOT_IN_A_FILE |= {"V80", "V81"}  # see tests/coverage, tests/service/test_new_rulebase.py
NOT_IN_A_FILE |= {f"V6{last}" for last in range(6)}  # see tests/site
NOT_IN_A_FILE |= {f"V9{last}" for last in range(6)}  # see tests/evidence


def expected_in_files() -> str:
    """All faults that stand beside the broken rule bases and the bad profiles."""
    rules = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (TESTS / "bad_rules").glob("*.yaml")]
    faults = [fault.rstrip("\n") for rule in rules for fault in rule["expect"]]
    faults += [path.read_text(encoding="utf-8") for path in (TESTS / "bad_profiles").glob("*.txt")]
    faults += [path.read_text(encoding="utf-8") for path in (TESTS / "bad_features").glob("*.txt")]
    faults += [path.read_text(encoding="utf-8") for path in (TESTS / "review" / "expected").glob("*.txt")]
    return "\n".join(faults)


def test_the_page_has_each_code_with_its_words_in_order() -> None:
    assert {found["code"]: found["what"] for found in SECTION.finditer(PAGE)} == CODES
    assert [found["code"] for found in SECTION.finditer(PAGE)] == [*CODES]
    assert PAGE.count("\n### ") == len(CODES)


def test_a_code_says_one_thing() -> None:
    explain({"R01": CODES["R01"]})
    with pytest.raises(ValueError, match="R01 is both"):
        explain({"R01": "another thing"})


def test_each_example_is_a_message_of_its_code() -> None:
    for found in SECTION.finditer(PAGE):
        code = found["code"]
        form = rf".+: {code} {re.escape(CODES[code])}: `.+`\n    help: .+\n"
        assert re.fullmatch(form, found["example"]), found["example"]


def test_each_example_is_what_is_printed_today() -> None:
    expected = expected_in_files()
    for found in SECTION.finditer(PAGE):
        if found["code"] not in NOT_IN_A_FILE and found["code"][0] not in "LS":
            assert found["example"].rstrip("\n") in expected, found["example"]


def test_faults_stand_in_order_of_place_and_each_once() -> None:
    places = ["b.yaml:9:1", "b.yaml:10:1", "a.yaml:100:2", "a.yaml:100:10", "$.age", "line 12", "line 2"]
    faults = [Fault(place, "R01", "x", "y") for place in places]
    assert [fault.place for fault in sorted(faults)] == [
        *("$.age", "a.yaml:100:2", "a.yaml:100:10", "b.yaml:9:1", "b.yaml:10:1", "line 2", "line 12")
    ]
    assert len(Refused([faults[0], faults[0]]).faults) == 1


def test_the_nearest_name_is_found_whatever_its_case() -> None:
    assert nearest("AGE_YEAR", ["sex", "age_years"]) == "did you mean `age_years`?"
    assert nearest("zzz", ["sex", "age_years"]) == "no known name is near it"


def test_offending_text_stays_one_visible_line() -> None:
    assert shorten("a\n  b\tc") == "a b c"
    assert shorten("x" * 100) == "x" * 79 + "…"
    assert shorten("\x1b[31mred\x00 \u200b\ud800") == "\\x1b[31mred\\x00 \\u200b\\ud800"
    assert shorten("fem\u0085ale\u2028") == "fem\\x85ale\\u2028"
    assert shorten(True) == "true"
    assert shorten([False, None, {"a": True}]) == "[false, null, {'a': true}]"
    assert shorten(None) == "null"
    assert shorten(10**5000) == "a number of thousands of digits"
