"""Days that are typed: no slip of a year gets in, no form takes another field."""

import datetime as dt

import pytest
from django import forms

from congvu.core.day_fields import FIRST, LAST, OUT_OF_REACH, DateField, DateTimeField
from tests.house.modules import every_form


class Typed(forms.Form):
    day = DateField()
    moment = DateTimeField()


@pytest.mark.parametrize("day", ["01/01/1900", "8/9/2020", "31/12/2199"])
def test_days_of_our_time_are_taken(day):
    form = Typed({"day": day, "moment": f"{day} 23:59"})
    assert form.is_valid() and FIRST <= form.cleaned_data["day"] <= LAST


@pytest.mark.parametrize(
    "day", ["15/10/0202", "01/01/0001", "31/12/1899", "01/01/2200", "31/12/9999"]
)
def test_a_slip_of_the_year_is_asked_about(day):
    form = Typed({"day": day, "moment": f"{day} 12:00"})
    assert not form.is_valid()
    assert form.errors == {"day": [OUT_OF_REACH], "moment": [OUT_OF_REACH]}


def test_the_ends_leave_room_to_count():
    """What adds a day or a year to a typed one, or reads it in another zone, does not fall off."""
    assert LAST + dt.timedelta(days=366 * 200) and FIRST - dt.timedelta(days=366 * 200)


def test_no_form_asks_for_a_day_otherwise():
    kinds, others = every_form(), []
    for kind in kinds:
        for name, field in getattr(kind, "base_fields", {}).items():
            days = isinstance(field, forms.DateField | forms.DateTimeField)
            if days and not isinstance(field, DateField | DateTimeField):
                others.append(f"{kind.__module__}.{kind.__name__}.{name}")
    assert len(kinds) > 60 and others == []
