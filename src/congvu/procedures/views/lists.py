"""The list of procedures."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.core import clock
from congvu.core.paging import cut
from congvu.core.policies import require
from congvu.organizations.policies import rights_of
from congvu.procedures.catalogue import counts, found, rows_of
from congvu.procedures.forms import ListForm
from congvu.procedures.policies import UNIT_KEEPERS, may_begin, may_read

ORDER = ("field__order", "field__name", "name")


@login_required
@require_safe
def procedure_list(request: HttpRequest) -> HttpResponse:
    """Those asked for, with what each lacks; the strip above is the filter by completeness."""
    require(may_read(request.user))
    today, form = clock.today(), ListForm(request.GET or None)
    asked = form.asked() if form.is_bound else {}
    related = ("field", "owner", "resolving_unit")
    rows = found(request.user, asked, today).select_related(*related)
    page = cut(rows, ORDER, request.GET)
    context = {
        "form": form,
        "count": rows.count(),
        "rows": rows_of(page.rows, today),
        "next_cursor": page.next_cursor,
        "previous_cursor": page.previous_cursor,
        "q": asked.get("q", ""),
        "facts": [strip(*one) for one in counts(request.user, today)],
        "can_begin": may_begin(request.user),
        "own_unit": next(iter(rights_of(request.user).units(*UNIT_KEEPERS)), None),
    }
    return render(request, "procedures/procedure_list.html", context)


def strip(value: int, label: str, state: str) -> dict[str, object]:
    """A figure that is a door to its rows."""
    url = reverse("procedures:procedure_list")
    door = {"door_url": f"{url}?tinh_trang={state}", "door_label": "xem"} if state else {}
    return {"value": value, "label": label, "late": state == "thieu" and value > 0, **door}
