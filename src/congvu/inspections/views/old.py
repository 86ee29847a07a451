"""Taking in a campaign from before this system: looked through first, then whole or not at all."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from congvu.core import clock
from congvu.core.errors import ActionError
from congvu.core.formed import explain
from congvu.core.policies import require
from congvu.inspections import actions
from congvu.inspections.forms.old import OldForm
from congvu.inspections.old_table import looked_through, rows_of
from congvu.inspections.policies import may_prepare
from congvu.inspections.views.doors import crumbs


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def old_import(request: HttpRequest) -> HttpResponse:
    """Preview; "enter" takes it in, if no cell is doubtful."""
    require(may_prepare(request.user))
    form = OldForm(request.POST if request.method == "POST" else None, initial=last_year())
    preview, status = None, 422 if form.is_bound else 200
    try:
        if form.is_bound and form.is_valid():
            given = dict(form.cleaned_data)
            text, on = given.pop("text"), given["period_to"]
            preview = looked_through(text, given["library_version"], on)
            if preview.good and request.POST.get("verb") == "enter":
                old = actions.import_old_inspection(rows_of(preview), by=request.user, **given)
                messages.success(request, f"Đã nhập {len(preview.rows)} hạn chế của đợt cũ.")
                return redirect(old)
            status = 200 if preview.good else 422
    except ActionError as error:
        status = explain(form, error)
    context = {
        "form": form,
        "preview": preview,
        "back": reverse("inspections:inspection_list"),
        "crumbs": crumbs(last="Nhập đợt cũ"),
    }
    return render(request, "inspections/old_import.html", context, status=status)


def last_year() -> dict[str, Any]:
    """What an old campaign most likely was."""
    year = clock.today().year - 1
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return {"year": year, "period_from": first, "period_to": last}
