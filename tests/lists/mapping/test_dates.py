"""The forms in which lists write dates: what fits one, what fits none, what fits two."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunote.service.lists.mapping.dates import date_in, is_form, pattern_of
from immunote.service.lists.mapping.values import DATE_FORMS, forms_of

_SAME_BY_CHANCE = ({"DD/MM/YYYY", "MM/DD/YYYY"}, {"DD-MM-YYYY", "MM-DD-YYYY"})
_ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def written(day: date, form: str) -> str:
    parts = {"YYYY": f"{day.year:04}", "MON": _ENGLISH[day.month - 1], "MM": f"{day.month:02}", "DD": f"{day.day:02}"}
    for token, text in parts.items():
        form = form.replace(token, text)
    return form


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(DATE_FORMS))
def test_a_date_written_in_a_form_is_read_by_it_and_by_no_other_but_its_mirror(day: date, form: str) -> None:
    cell = written(day, form)
    assert date_in(cell, pattern_of(form)) == day
    assert date_in(cell.upper(), pattern_of(form)) == day
    mirror = next((each - {form} for each in _SAME_BY_CHANCE if form in each), set())
    assert set(forms_of([cell])) - {form} <= mirror


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("2026115", "YYYYMMDD"),  # 11 May or 1 November
        ("1JAN2026", "DDMONYYYY"),
        ("01XYZ2026", "DDMONYYYY"),
        ("30FEB2026", "DDMONYYYY"),
        ("20261301", "YYYYMMDD"),
        ("01JAN26", "DDMONYYYY"),
    ],
)
def test_what_is_no_date_of_a_form_is_none(cell: str, form: str) -> None:
    assert date_in(cell, pattern_of(form)) is None


@pytest.mark.parametrize(("cell", "form"), [("1.2.2026", "DD.MM.YYYY"), ("1-Feb-2026 08:30", "DD-MON-YYYY")])
def test_one_digit_is_enough_where_signs_stand_between(cell: str, form: str) -> None:
    assert date_in(cell, pattern_of(form)) == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("form", "fits"),
    [("DDMONYYYY", True), ("YYYYMMDD", True), ("MM/YYYY", False), ("DD MM MON YYYY", False), ("DDMMYY", False)],
)
def test_a_form_has_a_year_a_month_and_a_day(form: str, fits: bool) -> None:
    assert is_form(form) is fits
