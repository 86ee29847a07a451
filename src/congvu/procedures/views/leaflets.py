"""Leaflets given out: the unit's list, its sheet, and recording one more."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from congvu.core import clock
from congvu.core.formed import form_page, number_of
from congvu.core.paging import cut
from congvu.core.policies import require
from congvu.evidence.models import attachments_by_object
from congvu.organizations.models import Unit
from congvu.procedures import actions, rules
from congvu.procedures.forms import LeafletForm
from congvu.procedures.models import Leaflet, Procedure, ProcedureVersion
from congvu.procedures.policies import may_keep_unit
from congvu.procedures.states import LEAFLET_STATE_LABELS
from congvu.procedures.views.disclosure import unit_address
from congvu.procedures.views.doors import crumbs, the_unit

ORDER = ("-given_on",)


def given_by(request: HttpRequest, unit: Unit) -> QuerySet[Leaflet]:
    """What a unit gave out, with all a row shows."""
    related = ("procedure_version", "recorded_by")
    return Leaflet.objects.visible_to(request.user).filter(unit=unit).select_related(*related)


def lines(rows: Sequence[Leaflet], user: Any) -> list[dict[str, Any]]:
    """Rows with the evidence they rest on, and whether their version still holds."""
    keys = {one.procedure_version.procedure_id for one in rows}
    held = ProcedureVersion.objects.in_force(clock.today()).filter(procedure__in=keys)
    current = dict(held.order_by("number").values_list("procedure", "pk"))
    kept = attachments_by_object(rows, user)
    told = []
    for one in rows:
        version = one.procedure_version
        state = rules.sheet_state(version.pk, current.get(version.procedure_id))
        label, tone = LEAFLET_STATE_LABELS[state]
        item = next((row.item for row in kept[one.pk]), None)
        told.append({"leaflet": one, "label": label, "tone": tone, "item": item})
    return told


@login_required
@require_safe
def leaflet_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Sổ phát tờ rơi of a unit, the latest first."""
    unit = the_unit(request, pk)
    rows = given_by(request, unit)
    page = cut(rows, ORDER, request.GET)
    context = {
        "unit": unit,
        "rows": lines(page.rows, request.user),
        "next_cursor": page.next_cursor,
        "previous_cursor": page.previous_cursor,
        "total": rows.aggregate(copies=Sum("copies"))["copies"],
        "times": rows.count(),
        "can_keep": may_keep_unit(request.user, unit.pk),
        "crumbs": crumbs((f"Công khai tại {unit}", unit_address(unit)), "Tờ rơi đã phát"),
    }
    return render(request, "procedures/leaflet_list.html", context)


@login_required
@require_safe
def leaflet_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a sheet, of one year."""
    unit = the_unit(request, pk)
    year = number_of(request.GET.get("nam")) or clock.today().year
    rows = list(given_by(request, unit).filter(given_on__year=year).order_by("given_on", "pk"))
    total = sum(one.copies for one in rows)
    context = {"unit": unit, "year": year, "rows": lines(rows, request.user), "total": total}
    return render(request, "procedures/leaflet_print.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leaflet_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ghi nhận phát tờ rơi."""
    unit = the_unit(request, pk)
    require(may_keep_unit(request.user, unit.pk))
    published = Exists(ProcedureVersion.objects.fixed().filter(procedure=OuterRef("pk")))
    procedures = Procedure.objects.visible_to(request.user).filter(published)
    form = LeafletForm(request.POST or None, procedures=procedures, initial={"on": clock.today()})
    back = reverse("procedures:leaflet_list", args=[unit.pk])

    def run(data: dict[str, Any]) -> None:
        actions.give_leaflets(unit, data.pop("procedure"), by=request.user, **data)

    return form_page(
        request,
        form,
        run,
        title="Ghi nhận phát tờ rơi",
        button="Ghi nhận",
        back=back,
        lead=f"{unit}. Tờ rơi được lưu làm tài liệu minh chứng, gắn được vào kế hoạch tuyên"
        " truyền và nội dung kiểm tra.",
        done="Đã ghi. Tờ rơi đã có trong tài liệu minh chứng.",
        crumbs=crumbs((f"Công khai tại {unit}", unit_address(unit)), ("Tờ rơi đã phát", back),
                      "Ghi nhận"),
    )  # fmt: skip
