"""Pages of the working calendar, office hours and time limits."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.core import clock, workdays
from congvu.core.errors import ActionError
from congvu.core.formed import expected, number_of
from congvu.core.policies import require
from congvu.organizations import actions
from congvu.organizations.forms import (
    AnnounceForm,
    DayForm,
    DueForm,
    HoursForm,
    RemoveDayForm,
)
from congvu.organizations.forms.calendar import WEEK
from congvu.organizations.models import CalendarDay, OfficeHours, calendar_of
from congvu.organizations.months import months
from congvu.organizations.policies import is_staff, may_manage_units
from congvu.organizations.views.pages import crumbs, form_page

YEARS = range(2000, 2101)


def year_of(request: HttpRequest) -> int:
    """The year asked for, else the present one."""
    given = request.GET.get("nam", "")
    year = number_of(given) or 0
    return year if year in YEARS else clock.today().year


@login_required
@require_safe
def calendar_year(request: HttpRequest) -> HttpResponse:
    """Twelve small months and the list of special days."""
    require(is_staff(request.user))
    year = year_of(request)
    days = list(CalendarDay.objects.in_year(year).select_related("unit"))
    national = {day.date: day for day in days if day.unit_id is None}
    context = {
        "year": year,
        "months": months(year, national, clock.today()),
        "days": days,
        "unsure": [day for day in days if day.status in ("provisional", "pending")],
        "can_manage": may_manage_units(request.user),
        "crumbs": crumbs("Lịch làm việc"),
    }
    return render(request, "organizations/calendar_year.html", context)


def calendar_path(year: int) -> str:
    """The page of a year."""
    return f"{reverse('organizations:calendar_year')}?nam={year}"


@login_required
def day_add(request: HttpRequest) -> HttpResponse:
    """Enter a day."""
    require(may_manage_units(request.user))

    def run(fields: dict[str, Any]) -> str:
        return calendar_path(actions.add_day(by=request.user, **fields).date.year)

    form = DayForm(request.POST or None, initial=request.GET.dict())
    back = reverse("organizations:calendar_year")
    return form_page(request, form, run, title="Thêm ngày", button="Lưu ngày", back=back)


@login_required
def day_announce(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper has come."""
    require(may_manage_units(request.user))
    day = get_object_or_404(CalendarDay, pk=pk)
    other = day.swapped_for()

    def run(fields: dict[str, Any]) -> None:
        actions.announce_day(day, by=request.user, expected=expected(request), **fields)

    return form_page(
        request,
        AnnounceForm(
            request.POST or None,
            initial={"name": day.name},
            other=other if other and other.is_loose else None,
        ),
        run,
        title=f"Công bố ngày {day}",
        button="Xác nhận theo văn bản",
        back=calendar_path(day.date.year),
        version=day.version,
        lead="Các thời hạn liên quan được tính lại, thời hạn cũ vẫn lưu trong nhật ký.",
    )


@login_required
def day_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """An expected day that will not come."""
    require(may_manage_units(request.user))
    day = get_object_or_404(CalendarDay, pk=pk)
    other = day.swapped_for()

    def run(fields: dict[str, Any]) -> None:
        actions.remove_day(day, by=request.user, expected=expected(request), **fields)

    return form_page(
        request,
        RemoveDayForm(request.POST or None, other=other if other and not other.is_firm else None),
        run,
        title=f"Bỏ ngày {day}",
        button="Bỏ ngày này" if other is None else "Bỏ khỏi lịch",
        back=calendar_path(day.date.year),
        version=day.version,
        lead=swap_words(other),
    )


def swap_words(other: CalendarDay | None) -> str:
    """What stays when one day of a swap goes."""
    if other is None:
        return ""
    told = f"Ngày này hoán đổi với ngày {other}."
    if other.is_firm:
        return f"{told} Ngày kia đã có văn bản xác nhận nên vẫn còn trong lịch."
    return f"{told} Bỏ riêng một ngày thì ngày kia vẫn còn trong lịch và vẫn tính vào các thời hạn."


@login_required
@require_safe
def hours_list(request: HttpRequest) -> HttpResponse:
    """Office hours of all periods."""
    require(is_staff(request.user))
    rows = OfficeHours.objects.select_related("unit").order_by("unit__order", "-valid_from")
    week = [
        (row, [(label, ", ".join(row.sessions.get(day, []))) for day, label in WEEK.items()])
        for row in rows
    ]
    context = {"rows": week, "can_manage": may_manage_units(request.user)}
    context["crumbs"] = crumbs("Giờ làm việc")
    return render(request, "organizations/hours_list.html", context)


@login_required
def hours_add(request: HttpRequest) -> HttpResponse:
    """Hours from a day on."""
    require(may_manage_units(request.user))
    today = clock.today()
    first = today if OfficeHours.objects.exists() else today.replace(month=1, day=1)
    form = HoursForm(request.POST or None, initial={"valid_from": first})

    def run(fields: dict[str, Any]) -> None:
        given = {name: fields[name] for name in ("unit", "valid_from", "decision")}
        sessions, counted = form.sessions(), form.counted()
        actions.set_office_hours(by=request.user, sessions=sessions, counted=counted, **given)

    back = reverse("organizations:hours_list")
    return form_page(request, form, run, title="Giờ làm việc mới", button="Lưu giờ", back=back)


@login_required
@require_safe
def due_calculator(request: HttpRequest) -> HttpResponse:
    """A time limit, explained day by day."""
    require(is_staff(request.user))
    form = DueForm(request.GET or None)
    context: dict[str, Any] = {"form": form, "crumbs": crumbs("Tính hạn")}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        calendar = calendar_of(given["unit"].pk if given["unit"] else None)
        limit = workdays.Unit(given["limit"])
        try:
            found = workdays.due(given["start"], given["amount"], limit, calendar)
            context |= {"found": found, "days": found.days}
        except ActionError as error:
            form.add_error(None, error.message)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "organizations/due_calculator.html", context, status=status)
