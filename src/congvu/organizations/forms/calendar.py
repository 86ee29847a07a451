"""Forms about the calendar, office hours and time limits."""

import datetime as dt
from typing import Any

from django import forms

from congvu.core import clock
from congvu.core.day_fields import DateField
from congvu.core.number_fields import WholeNumberField
from congvu.core.workdays import Unit as LimitUnit
from congvu.organizations.errors import SAME_DAY
from congvu.organizations.models import CalendarDay, Unit
from congvu.organizations.states import DAY_KIND_LABELS, DayKind, DayStatus

WEEK = {
    "mon": "Thứ Hai",
    "tue": "Thứ Ba",
    "wed": "Thứ Tư",
    "thu": "Thứ Năm",
    "fri": "Thứ Sáu",
    "sat": "Thứ Bảy",
    "sun": "Chủ nhật",
}
LIMITS = [
    (LimitUnit.WORKING_DAYS.value, "ngày làm việc"),
    (LimitUnit.CALENDAR_DAYS.value, "ngày"),
    (LimitUnit.MONTHS.value, "tháng"),
    (LimitUnit.WORKING_HOURS.value, "giờ làm việc"),
]


class WholeOrUnit(forms.ModelChoiceField):
    """A unit, or the whole Department when left empty."""

    def __init__(self, label: str = "Đơn vị", **kwargs: Any) -> None:
        super().__init__(
            queryset=Unit.objects.all(),
            label=label,
            required=False,
            empty_label="Toàn cơ quan",
            **kwargs,
        )


class DayForm(forms.Form):
    """A day that differs from its weekday."""

    date = DateField(label="Ngày")
    kind = forms.ChoiceField(label="Loại", choices=DAY_KIND_LABELS.items())
    name = forms.CharField(label="Tên", max_length=200)
    pair = DateField(
        label="Hoán đổi với ngày",
        required=False,
        help_text="Chỉ ghi khi hoán đổi ngày làm việc; cả hai ngày vào lịch cùng lúc.",
    )
    unit = WholeOrUnit("Áp dụng cho")
    source = forms.CharField(label="Văn bản", max_length=300, required=False)
    announced_on = DateField(label="Công bố ngày", required=False)


class DayOfSwapForm(forms.Form):
    """What is told of one day; ``other``, which it is swapped for, may go the same way."""

    offer = ""  # what stands before the other day

    def __init__(self, *args: Any, other: CalendarDay | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if other is not None:
            self.fields["both"] = forms.BooleanField(
                label=f"{self.offer} {other}", required=False, initial=True
            )


class AnnounceForm(DayOfSwapForm):
    """The paper that makes a day certain."""

    offer = "Văn bản công bố cả ngày"
    source = forms.CharField(label="Văn bản công bố", max_length=300)
    announced_on = DateField(label="Công bố ngày")
    name = forms.CharField(label="Tên ngày", max_length=200)


class RemoveDayForm(DayOfSwapForm):
    """Why an expected day is dropped."""

    offer = "Bỏ cả ngày"
    reason = forms.CharField(label="Lý do", max_length=200)


class RehearsalForm(forms.Form):
    """A day that is talked about, alone or swapped with another."""

    date = DateField(label="Ngày")
    kind = forms.ChoiceField(
        label="Thử coi là",
        choices=[
            (DayKind.HOLIDAY.value, "Ngày nghỉ"),
            (DayKind.SWAP_WORK.value, "Ngày làm bù"),
        ],
    )
    pair = DateField(label="Hoán đổi với ngày", required=False)
    unit = WholeOrUnit("Áp dụng cho")

    def clean(self) -> dict[str, Any]:
        """A swap has two days."""
        given = super().clean() or self.cleaned_data
        if given.get("pair") and given["pair"] == given.get("date"):
            self.add_error("pair", SAME_DAY)
        return given

    def day(self) -> CalendarDay:
        """The day as one would enter it."""
        given = self.cleaned_data
        kind = DayKind(given["kind"])
        if kind == DayKind.HOLIDAY and (given["pair"] or given["unit"]):
            kind = DayKind.SWAP_OFF if given["pair"] else DayKind.LOCAL
        kinds = {"kind": kind, "name": DAY_KIND_LABELS[kind], "status": DayStatus.CONFIRMED}
        return CalendarDay(**given | kinds)


class HoursForm(forms.Form):
    """Sessions of each weekday as text: 07:00-11:00, 13:00-17:00."""

    unit = WholeOrUnit()
    valid_from = DateField(label="Áp dụng từ ngày")
    decision = forms.CharField(label="Quyết định", max_length=200, required=False)
    not_counted = forms.BooleanField(
        label="Thứ Bảy, Chủ nhật chỉ tiếp nhận hồ sơ, không tính vào thời hạn",
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, label in WEEK.items():
            ordinary = "" if day in ("sat", "sun") else "07:00-11:00, 13:00-17:00"
            self.fields[day] = forms.CharField(label=label, required=False, initial=ordinary)

    def sessions(self) -> dict[str, list[str]]:
        """The week as the model keeps it."""
        texts = {day: self.cleaned_data[day].replace("–", "-") for day in WEEK}
        split = {day: [s.strip() for s in text.split(",")] for day, text in texts.items()}
        return {day: [s for s in some if s] for day, some in split.items() if any(some)}

    def counted(self) -> list[int]:
        """Weekdays that count when the weekend does not; none named means all that are open."""
        open_days = [index for index, day in enumerate(WEEK) if day in self.sessions()]
        weekend = [day for day in open_days if day > 4]
        if weekend and self.cleaned_data["not_counted"]:
            return [day for day in open_days if day <= 4]
        return []


class DueForm(forms.Form):
    """A time limit to compute."""

    start = DateField(label="Ngày nhận")
    amount = WholeNumberField(label="Thời hạn", min_value=1, max_value=2000)
    limit = forms.ChoiceField(label="Tính theo", choices=LIMITS)
    unit = WholeOrUnit()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"start": clock.today(), "amount": 15})
        super().__init__(*args, **kwargs)

    def clean_start(self) -> dt.date:
        """A year somebody could mean."""
        start = self.cleaned_data["start"]
        if not 1990 <= start.year <= 2100:
            raise forms.ValidationError("Năm phải từ 1990 đến 2100.")
        return start
