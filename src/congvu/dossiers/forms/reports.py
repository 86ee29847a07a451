"""Which period, unit, field a report is about, asked in the address."""

import datetime as dt
from typing import Any

from django import forms

from congvu.core import reports
from congvu.core.day_fields import DateField
from congvu.organizations.models import Unit
from congvu.procedures.models import Field

FIELDS = {"first": "tu", "last": "den"}


class ReportForm(forms.Form):
    """Period and filters; what is not asked is the present year, everything."""

    tu = DateField(label="Từ ngày", required=False)
    den = DateField(label="Đến ngày", required=False)
    don_vi = forms.TypedChoiceField(
        label="Đơn vị giải quyết", coerce=int, empty_value=None, required=False
    )
    linh_vuc = forms.TypedChoiceField(
        label="Lĩnh vực", coerce=int, empty_value=None, required=False
    )
    thu_tuc = forms.IntegerField(
        min_value=0, max_value=2**62, required=False, widget=forms.HiddenInput
    )

    def __init__(self, asked: Any, *, units: frozenset[int] | None, today: dt.date) -> None:
        said = asked.dict()
        if not said.get("tu") and not said.get("den"):
            said |= {"tu": f"01/01/{today.year}", "den": f"31/12/{today.year}"}
        super().__init__(said)
        self.today = today
        rows = Unit.objects.all() if units is None else Unit.objects.filter(pk__in=units)
        names = [(unit.pk, unit.short_name) for unit in rows]
        self.fields["don_vi"].choices = [("", "Tất cả"), *names]
        areas = [(area.pk, area.name) for area in Field.objects.all()]
        self.fields["linh_vuc"].choices = [("", "Tất cả"), *areas]

    def clean(self) -> dict[str, Any]:
        """A period that ends after it begins, not longer than anybody needs."""
        values = super().clean() or {}
        if self.errors:
            return values
        first, last = reports.period(values.get("tu"), values.get("den"), self.today)
        for name, text in reports.period_problems(first, last).items():
            self.add_error(FIELDS[name], text)
        return values | {"tu": first, "den": last}


def periods(today: dt.date) -> list[tuple[str, dt.date, dt.date]]:
    """Periods asked for most, with their first and last days."""
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    quarter = month.replace(month=3 * ((today.month - 1) // 3) + 1)
    day = dt.timedelta(days=1)
    last_month = (month - day).replace(day=1)
    return [
        ("Tháng này", month, ending(month, 1)),
        ("Tháng trước", last_month, month - day),
        ("Quý này", quarter, ending(quarter, 3)),
        ("Năm nay", year, year.replace(month=12, day=31)),
        ("Năm trước", year.replace(year=year.year - 1), year - day),
    ]


def ending(first: dt.date, months: int) -> dt.date:
    """The last day of so many months from a first day of a month on."""
    number = first.month - 1 + months
    after = dt.date(first.year + number // 12, number % 12 + 1, 1)
    return after - dt.timedelta(days=1)
