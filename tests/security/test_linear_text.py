"""Text from outside is handled in linear time: four times as much of it never takes eight times as long.

A function that is quick on the large text is not measured further. Only the time of this thread counts, without the
garbage collector, which walks all that earlier tests left. Growth that is too fast must show five times in a row:
what grows with the square shows it each time, a neighbour on the same core does not.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

import pytest
from starlette.datastructures import Headers

from immunote.engine.faults import Fault, Refused, shorten
from immunote.engine.json_keys import KeyTwice, read_json
from immunote.engine.json_shape import json_shape
from immunote.engine.near import near
from immunote.engine.notations import listed_form
from immunote.engine.parsing import parse_text
from immunote.engine.profile import json_path
from immunote.service import rulebases
from immunote.service.cds.phrases import holds
from immunote.service.fhir.dates import span_of
from immunote.service.fhir.identity import key_of, same_url
from immunote.service.fhir.mapping import map_resources
from immunote.service.fhir.resources import id_in
from immunote.service.fhir.unit_spellings import Units, printed_form
from immunote.service.fhir.wording import words_of
from immunote.service.kernel.problems import Problem, pointer
from immunote.service.lists.csv_fields import _patterns
from immunote.service.lists.mapping.dates import date_in, pattern_of
from immunote.service.lists.mapping.names import header_parts, plain_words
from immunote.service.lists.mapping.redcap import _TAGS
from immunote.service.lists.mapping.values import (
    are_hours_of_a_zone,
    has_decimal_commas,
    is_unknown,
    may_have_thousands,
    read_codes,
)
from immunote.service.lists.tables import number_cells, workbook_bounds
from immunote.service.page.words import fault_words
from immunote.service.render.markdown import escaped
from immunote.service.rulebases.in_use import engine_of
from immunote.service.running.request_ids import request_id
from immunote.service.scenarios.steps import GIVEN, THEN, match
from immunote.service.security.front_door import _holds_secret
from immunote.service.security.page_door import _cookie
from immunote.service.settings.fhir_servers import ServerNotAllowed, url_parts
from tests.security.hostile import RECORDS, TEXTS

LENGTH = 25_000
TRIES = 5
QUICK = 0.05  # seconds of this thread; what the large text takes no longer than needs no second look
RULEBASE = engine_of(rulebases.folder()).rulebase
UNITS = Units({"mg/dL": "1"}, {})


def _fields(text: str) -> None:
    patterns = _patterns(",")
    for each in (patterns.opens, patterns.closes, patterns.closes_and_opens, re.compile(patterns.whole)):
        each.fullmatch(text)


def _numbers(text: str) -> None:
    for each in vars(number_cells).values():
        if isinstance(each, re.Pattern):
            each.fullmatch(text)


def _cells(text: str) -> None:
    for each in vars(workbook_bounds).values():
        if isinstance(each, re.Pattern):
            list(each.finditer(text.encode()))


READERS: dict[str, Callable[[str], Any]] = {
    "the id in a reference": id_in,
    "what a reference names": key_of,
    "two URLs": lambda text: same_url(text, text + "x"),
    "a URL of a FHIR server": url_parts,
    "a code of ICD-10": lambda text: listed_form("icd10", text),
    "a code of ATC": lambda text: listed_form("atc", text),
    "a unit": UNITS.get,
    "a unit as printed": printed_form,
    "a unit of a rule base": lambda text: Units({text: "1"}, {}),
    "a date": span_of.__wrapped__,
    "words of a record": words_of,
    "phrases in a text": lambda text: holds(text, ("a b", "score")),
    "a name near to others": lambda text: near(text, ["a_score", "another_score"]),
    "the place of a fault": lambda text: pointer(json_path(text)),
    "the order of faults": lambda text: Fault(f"$.{text}", "P04", "a", "b") < Fault(f"$.{text}1", "P04", "a", "b"),
    "a shortened text": shorten,
    "the depth of JSON": lambda text: json_shape(text.encode()),
    "a profile in JSON": lambda text: parse_text("[" + text),
    "a profile in YAML": lambda text: parse_text("a: " + text),
    "JSON with its keys": lambda text: read_json(text.encode()),
    "a secret in a URL": _holds_secret,
    "a cookie": lambda text: _cookie(Headers({"cookie": text}), "immunote-page"),
    "a request id": lambda text: request_id(text.encode()),
    "a line of CSV": _fields,
    "a number in a cell": _numbers,
    "cells of a workbook": _cells,
    "a header of a list": lambda text: header_parts(text, RULEBASE),
    "plain words of a header": plain_words,
    "a date of a list": lambda text: date_in(text, pattern_of("DD MON YYYY")),
    "a time in a zone": lambda text: are_hours_of_a_zone([text]),
    "numbers with commas": lambda text: (has_decimal_commas([text]), may_have_thousands([text])),
    "a cell that says that nothing is known": lambda text: is_unknown(text, RULEBASE),
    "codes of a column": lambda text: read_codes([text[:60]], "sex", RULEBASE, {text[:60]: text}, [], True),
    "a label of REDCap": lambda text: _TAGS.sub(" ", text),
    "a sentence that gives a fact": lambda text: match(text, GIVEN),
    "a sentence that expects one": lambda text: match(text, THEN),
    "text for Markdown": escaped,
    "help on the page": lambda text: fault_words(RULEBASE, Fault("$.a", "P04", text, text)),
}


def _seconds(work: Callable[[], Any]) -> float:
    gc.disable()
    try:
        begin = time.thread_time()
        with suppress(Refused, Problem, ServerNotAllowed, ValueError, KeyTwice):
            work()
        return time.thread_time() - begin
    finally:
        gc.enable()


def _grows_too_fast(read: Callable[[Any], Any], made: Callable[[int], Any], size: int) -> str | None:
    small, large = partial(read, made(size)), partial(read, made(4 * size))
    once = four = float("inf")
    for _ in range(TRIES):
        four = min(four, _seconds(large))
        if four < QUICK:
            return None
        once = min(once, _seconds(small))
        if four < 8 * once:
            return None
    return f"{once:.3f} s, then {four:.3f} s"


@pytest.mark.parametrize("reader", READERS)
def test_text_four_times_as_long_takes_no_more_than_some_four_times_as_long(reader: str) -> None:
    read = READERS[reader]
    for name, made in TEXTS.items():
        found = _grows_too_fast(read, made, LENGTH)
        assert found is None, f"{reader}, {name}: {found}"


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_four_times_as_large_takes_no_more_than_some_four_times_as_long(record: str) -> None:
    made, day = RECORDS[record], date(2024, 6, 1)
    map_resources(made(10), RULEBASE, day)
    found = _grows_too_fast(lambda given: map_resources(given, RULEBASE, day), made, 500)
    assert found is None, f"{record}: {found}"


def test_only_the_first_ten_unknown_names_get_a_suggestion() -> None:
    engine = engine_of(rulebases.folder())
    profile = {f"{name}x{number}": True for number, name in enumerate(list(engine.rulebase.elements) * 10)}
    with pytest.raises(Refused) as refused:
        engine.patient(dict(list(profile.items())[:900]))
    assert sum("did you mean" in fault.help for fault in refused.value.faults) <= 10


def test_digits_beyond_what_python_reads_have_their_order() -> None:
    places = ["$." + "9" * 5000, "$." + "1" * 5000, "$.2", "$.10"]
    found = sorted(Fault(place, "P04", "a", "b") for place in places)
    assert [fault.place for fault in found] == ["$.2", "$.10", "$." + "1" * 5000, "$." + "9" * 5000]


@pytest.mark.parametrize(
    "text", ['{"a":1,"a":2}', '[{"b":{"a":":","a":2}}]', '{"a":"\\":","a":1}', '{"a\\\\":1,"a\\\\":1}']
)
def test_a_key_that_stands_twice_is_refused(text: str) -> None:
    with pytest.raises(KeyTwice):
        read_json(text.encode())


@pytest.mark.parametrize("text", ['{"a":{"a":1},"b":":\\":"}', '[":",{"a:":[{"a":1},{"a":2}]}]', '"a:"', "{}"])
def test_a_key_that_stands_once_in_each_object_is_read(text: str) -> None:
    read_json(text.encode())
