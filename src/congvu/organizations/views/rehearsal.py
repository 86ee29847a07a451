"""What days that are talked about would move: a page, all of it as Excel, a door to enter them."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.core import clock, formats
from congvu.core.policies import require
from congvu.documents.media import XLSX
from congvu.documents.xlsx import Sheet, SheetColumn, Workbook, render_xlsx
from congvu.organizations.forms import RehearsalForm
from congvu.organizations.models import CalendarDay, calendars_with
from congvu.organizations.policies import is_staff, may_manage_units
from congvu.organizations.registry import (
    Moved,
    Rehearsal,
    days_words,
    first_moved,
    rehearse,
)
from congvu.organizations.views.pages import crumbs

MOST_SHOWN = 200
COLUMNS = (
    SheetColumn("TT", 7, "integer"),
    SheetColumn("Việc", 34),
    SheetColumn("Hồ sơ, đơn vị", 40),
    SheetColumn("Đang là", 14, "date"),
    SheetColumn("Sẽ là", 14, "date"),
    SheetColumn("Vì", 44),
)


@login_required
@require_safe
def rehearsal(request: HttpRequest) -> HttpResponse:
    """The first that would move, and how many. Nothing is written."""
    require(is_staff(request.user))
    form = RehearsalForm(request.GET or None)
    context: dict[str, Any] = {"form": form, "crumbs": crumbs("Thử một ngày nghỉ")}
    status = 200
    if form.is_bound and form.is_valid():
        day = form.day()
        trial = trial_of(day, request.user)
        moved, count = first_moved(trial, MOST_SHOWN)
        context |= {
            "tried": words_of(day, trial),
            "moved": moved,
            "count": count,
            "excel": f"{reverse('organizations:rehearsal_excel')}?{request.GET.urlencode()}",
        }
        if may_manage_units(request.user):
            context["enter"] = entry_of(day)
    elif form.is_bound:
        status = 422
    return render(request, "organizations/rehearsal.html", context, status=status)


@login_required
@require_safe
def rehearsal_excel(request: HttpRequest) -> HttpResponse:
    """All that would move, each with its reason."""
    require(is_staff(request.user))
    form = RehearsalForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('organizations:rehearsal')}?{request.GET.urlencode()}")
    day = form.day()
    trial = trial_of(day, request.user)
    book = workbook(rehearse(trial), trial, words_of(day, trial))
    headers = {"Content-Disposition": 'attachment; filename="thoi-han-se-doi.xlsx"'}
    return HttpResponse(render_xlsx(book), XLSX, headers=headers)


def trial_of(day: CalendarDay, user: Any) -> Rehearsal:
    """The rehearsal of a day, with the other where it is swapped."""
    rows = [one.as_rule() for one in (day, day.other_half()) if one]
    return Rehearsal(rows, *calendars_with(rows, day.unit_id), user, day.unit_id)


def words_of(day: CalendarDay, trial: Rehearsal) -> str:
    """What is tried, in words."""
    return days_words(trial.rows) + (f" tại {day.unit}" if day.unit else "")


def entry_of(day: CalendarDay) -> str:
    """The page that enters the day, filled in."""
    fields = {"date": formats.date(day.date), "kind": day.kind, "name": day.name}
    fields |= {"pair": formats.date(day.pair) if day.pair else "", "unit": day.unit_id or ""}
    return f"{reverse('organizations:day_add')}?{urlencode(fields)}"


def workbook(moved: list[Moved], trial: Rehearsal, tried: str) -> Workbook:
    """All that would move."""
    rows = (
        [number, one.what, one.label, one.before, one.after, one.why(trial.rows)]
        for number, one in enumerate(moved, start=1)
    )
    heading = f"Thời hạn sẽ dời nếu {tried}; thử ngày {formats.date(clock.today())}"
    sheet = Sheet("Thời hạn sẽ dời", COLUMNS, rows, heading=heading, freeze=(1, 0))
    return Workbook((sheet,), title="Thời hạn sẽ dời")
