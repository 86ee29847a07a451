"""Taking in a campaign from before this system: looked through first, then whole or not at all."""

import datetime as dt
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from congvu.core import clock
from congvu.core.errors import ActionError, BadInput
from congvu.core.formed import explain
from congvu.core.policies import require
from congvu.inspections import actions
from congvu.inspections.forms.old import OldForm
from congvu.inspections.forms.old_prose import ProseForm, mark_of
from congvu.inspections.old_prose import is_table, read_old, units_then
from congvu.inspections.old_table import looked_through, rows_of
from congvu.inspections.policies import may_prepare
from congvu.inspections.prose import Kind
from congvu.inspections.views.doors import crumbs

LONGEST = 60_000  # characters of a conclusion, some twenty pages


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def old_import(request: HttpRequest) -> HttpResponse:
    """A table is previewed, prose read into lines; "enter" takes it in, if nothing is doubtful."""
    require(may_prepare(request.user))
    form = OldForm(request.POST if request.method == "POST" else None, initial=last_year())
    found: dict[str, Any] = {}
    status = 422 if form.is_bound else 200
    try:
        if form.is_bound and form.is_valid():
            given = dict(form.cleaned_data)
            found = table_of(given) if is_table(given["text"]) else lines_of(request, given)
            if prose := found.get("prose"):
                form.add_error("text", prose.non_field_errors())
            if found["good"] and request.POST.get("verb") == "enter":
                del given["text"]
                rows = found["rows"]()
                old = actions.import_old_inspection(rows, by=request.user, **given)
                messages.success(request, f"Đã nhập {len(rows)} hạn chế của đợt cũ.")
                return redirect(old)
            status = 200 if found["good"] else 422
    except ActionError as error:
        status = explain(form, error)
    context = {
        "form": form,
        **found,
        "back": reverse("inspections:inspection_list"),
        "crumbs": crumbs(last="Nhập đợt cũ"),
    }
    return render(request, "inspections/old_import.html", context, status=status)


def table_of(given: dict[str, Any]) -> dict[str, Any]:
    """A pasted table: every cell tried."""
    preview = looked_through(given["text"], given["library_version"], given["period_to"])
    return {"preview": preview, "good": preview.good, "rows": partial(rows_of, preview)}


def lines_of(request: HttpRequest, given: dict[str, Any]) -> dict[str, Any]:
    """Pasted prose: read anew, or with what was answered about this very text."""
    version, on = given["library_version"], given["period_to"]
    if len(given["text"]) > LONGEST:
        raise BadInput(fields={"text": "Văn bản dài quá 60.000 ký tự. Hãy chỉ dán phần kết luận."})
    units = units_then(on)
    mark = mark_of(given["text"], version.pk, on)
    prose = ProseForm(
        request.POST if request.POST.get("read") == mark else None,
        reading=read_old(given["text"], version, units),
        mark=mark,
        units=units,
        areas=list(version.areas.order_by("order")),
    )
    good = prose.is_valid()
    cards = list(prose.cards())
    left_out = [card for card in cards if card["taken"] == Kind.LEFT_OUT]
    return {
        "prose": prose,
        "taken": [card for card in cards if card["taken"] != Kind.LEFT_OUT],
        "left_out": left_out,
        "wrong": [card["line"].number for card in cards if card["wrong"]],
        "good": good,
        "rows": prose.rows,
    }


def last_year() -> dict[str, Any]:
    """What an old campaign most likely was."""
    year = clock.today().year - 1
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return {"year": year, "period_from": first, "period_to": last}
