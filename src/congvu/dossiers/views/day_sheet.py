"""The day's sheet of a counter: on the page, to print and sign, as Excel."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congvu.core import clock
from congvu.core.day_fields import DateField
from congvu.core.policies import require
from congvu.documents.media import XLSX
from congvu.documents.xlsx import render_xlsx
from congvu.dossiers.models import ReceivingPoint
from congvu.dossiers.models.fees import MONEY_READERS
from congvu.dossiers.outputs.day_sheet import DaySheet, receipt_of, remark, sheet_of, workbook
from congvu.dossiers.policies import keeps_books, may_keep_accounts, may_reconcile, may_see_money
from congvu.dossiers.views.common import crumb_list
from congvu.organizations.policies import has_role


class DayForm(forms.Form):
    """Which counter, which day; nonsense is today's at the first counter."""

    diem = forms.ModelChoiceField(
        ReceivingPoint.objects.none(), label="Nơi thu", empty_label=None, required=False
    )
    ngay = DateField(label="Ngày", required=False)

    def __init__(self, data: Any, user: Any) -> None:
        super().__init__(data)
        self.fields["diem"].queryset = points_of(user)


@login_required
@require_safe
def day_sheet(request: HttpRequest) -> HttpResponse:
    """What came in, entry by entry, with sums."""
    require(may_see_money(request.user))
    form, sheet = chosen(request)
    context = {
        "form": form,
        "sheet": sheet,
        "lines": lines(sheet),
        "points": list(form.fields["diem"].queryset),
        "can_reconcile": may_reconcile(request.user),
        "can_keep_accounts": may_keep_accounts(request.user),
        "can_keep_books": keeps_books(request.user),
        "crumbs": [crumb_list(), {"label": "Bảng kê thu"}],
    }
    return render(request, "dossiers/day_sheet.html", context)


@login_required
@require_safe
def day_sheet_print(request: HttpRequest) -> HttpResponse:
    """One sheet of paper, signed by whoever took and whoever got the money."""
    require(may_see_money(request.user))
    _, sheet = chosen(request)
    context = {"sheet": sheet, "lines": lines(sheet)}
    return render(request, "dossiers/day_sheet_print.html", context)


@login_required
@require_safe
def day_sheet_excel(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    require(may_see_money(request.user))
    _, sheet = chosen(request)
    if sheet is None:
        return HttpResponse(status=204)
    name = f"bang-ke-thu-{sheet.day:%Y%m%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(render_xlsx(workbook(sheet)), XLSX, headers=headers)


def points_of(user: Any) -> Any:
    """All counters for those who answer for the money, else one's own."""
    points = ReceivingPoint.objects.select_related("unit__parent")
    if has_role(user, *MONEY_READERS):
        return points
    return points.served_by(user)


def chosen(request: HttpRequest) -> tuple[DayForm, DaySheet | None]:
    """The sheet asked for; None where there is no counter."""
    today = clock.today()
    asked = {"diem": request.GET.get("diem"), "ngay": request.GET.get("ngay") or today}
    form = DayForm(asked, request.user)
    form.is_valid()
    point = form.cleaned_data.get("diem") or form.fields["diem"].queryset.first()
    day: dt.date = form.cleaned_data.get("ngay") or today
    return form, sheet_of(point, day) if point else None


def lines(sheet: DaySheet | None) -> list[dict[str, Any]]:
    """Rows with what they say in words."""
    rows = sheet.rows if sheet else []
    return [{"row": one, "receipt": receipt_of(one), "remark": remark(one)} for one in rows]
