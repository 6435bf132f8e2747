"""A timing that the words of its dosage contradict gives no amount; words that agree with it change nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunote.service.fhir.often import said_often
from tests.fhir.conftest import RXNORM, Mapping, medication, quantity, reasons

TIMINGS: dict[str, tuple[dict[str, Any], float]] = {
    "daily": ({"frequency": 1, "period": 1, "periodUnit": "d"}, 1),
    "twice": ({"frequency": 2, "period": 1, "periodUnit": "d"}, 2),
    "three times": ({"frequency": 1, "period": 8, "periodUnit": "h"}, 3),
    "alternate": ({"frequency": 1, "period": 2, "periodUnit": "d"}, 0.5),
    "weekly": ({"frequency": 1, "period": 1, "periodUnit": "wk"}, 1 / 7),
}
WORDS = {
    "daily": ["once daily", "einmal täglich", "une fois par jour", "una vez al día", "1-0-0", "0-0-1"],
    "twice": ["twice daily", "b.i.d.", "2x täglich", "deux fois par jour", "due volte al giorno", "1-0-1", "1-0-1-0"],
    "three times": ["three times a day", "TID", "dreimal täglich", "3 fois par jour", "1-1-1"],
    "alternate": ["alternate days", "every other day", "jeden zweiten Tag", "un jour sur deux", "días alternos"],
    "weekly": ["once a week", "weekly", "einmal pro Woche", "une fois par semaine", "una volta alla settimana"],
}


def amount(mapped: Mapping, timing: str, words: str) -> Any:
    dosage = {
        "timing": {"repeat": TIMINGS[timing][0]},
        "doseAndRate": [{"doseQuantity": quantity(20, "mg")}],
        "text": words,
    }
    return mapped(medication(RXNORM, "8640", dosageInstruction=[dosage]))


@pytest.mark.parametrize("timing", TIMINGS)
@pytest.mark.parametrize("said", WORDS)
def test_words_of_another_frequency_leave_the_amount_open(mapped: Mapping, timing: str, said: str) -> None:
    for words in WORDS[said]:
        for text in (words, f"20 mg {words} with food"):
            found = amount(mapped, timing, text)
            assert found.profile["takes_corticosteroid"] is True
            if said == timing:
                assert found.profile["prednisone_mg_day"] == pytest.approx(20 * TIMINGS[timing][1], abs=0.01)
            else:
                assert reasons(found, "prednisone_mg_day") == ["dose_disagrees"], (timing, text)


def test_another_dose_at_another_frequency_may_be_the_same_amount(mapped: Mapping) -> None:
    assert amount(mapped, "twice", "40 mg once daily").profile["prednisone_mg_day"] == 40
    assert reasons(amount(mapped, "twice", "40 mg twice daily"), "prednisone_mg_day") == ["dose_disagrees"]


def test_words_without_a_frequency_say_nothing_against(mapped: Mapping) -> None:
    for words in ("20 mg", "as directed", "with breakfast", "for 1-2 weeks", "review 2026-11-01", ""):
        assert amount(mapped, "daily", words).profile["prednisone_mg_day"] == 20


@given(st.text(max_size=200))
def test_any_words_are_read(text: str) -> None:
    assert all(each > 0 for each in said_often(text))
