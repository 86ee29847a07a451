"""Hồ sơ của tôi: what an account filed, where it stands, what is asked of its filer now."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from congvu.core.paging import cut
from congvu.core.policies import require
from congvu.dossiers import actions, registry
from congvu.dossiers.actions import rating_token
from congvu.dossiers.models import Dossier, OnlineForm
from congvu.dossiers.policies import may_hand_in, may_withdraw
from congvu.dossiers.states import CLOSED, FILER_ASKED, RESOLVED, STATE_LABELS, DossierState
from congvu.portal.forms import SupplementForm, WithdrawFilingForm
from congvu.portal.views.citizens import citizen_only, one_form, own_dossier, own_filed

# where the filer does what is asked; the rest is done on the page of the dossier
DOORS = {
    DossierState.DRAFT: "portal:filing_form",
    DossierState.RETURNED_FOR_COMPLETION: "portal:filing_form",
    DossierState.AWAITING_SUPPLEMENT: "portal:filed_supplement",
}
LISTED = ("procedure", "point", "online__point")
DOOR_WORDS = {
    DossierState.RETURNED_FOR_COMPLETION: "Hoàn thiện hồ sơ",
    DossierState.AWAITING_SUPPLEMENT: "Bổ sung giấy tờ",
}


@citizen_only
@require_safe
def filed_list(request: HttpRequest) -> HttpResponse:
    """The newest first, each with what is asked now."""
    rows = Dossier.objects.filed_from(request.user).select_related(*LISTED)
    page = cut(rows, ("-created_at",), request.GET)
    ends = ends_of(page.rows)
    context = {
        "lines": [line(row) | {"kept_until": ends.get(row.pk)} for row in page.rows],
        "next_cursor": page.next_cursor,
        "previous_cursor": page.previous_cursor,
    }
    return render(request, "portal/filed_list.html", context)


def ends_of(rows: Iterable[Dossier]) -> dict[int, dt.date]:
    """Until when each draft among them is kept."""
    drafts = [row.pk for row in rows if row.state == DossierState.DRAFT]
    found = OnlineForm.objects.drafts().filter(dossier__in=drafts)
    return {one.dossier_id: one.kept_until for one in found}


def line(row: Dossier) -> dict[str, Any]:
    """One dossier in the list."""
    state = DossierState(row.state)
    page = DOORS[state] if state == DossierState.DRAFT else "portal:filed_detail"
    return {
        "row": row,
        "state": STATE_LABELS[state],
        "tone": tone_of(state),
        "point": row.point or row.online.point,
        "asked": FILER_ASKED.get(state, ""),
        "url": reverse(page, args=[row.pk]),
    }


def tone_of(state: DossierState) -> str:
    """How a state is tinted for its filer: what waits for them stands out."""
    if state in RESOLVED:
        return "ok"
    if state in CLOSED:
        return "muted"
    return "warn" if state in FILER_ASKED else "action"


@citizen_only
@require_safe
def filed_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt at first; then where it stands, what was said, the result."""
    told = own_filed(request, pk)
    row = told.dossier
    state = DossierState(row.state)
    if state == DossierState.DRAFT:
        return redirect("portal:filing_form", row.pk)
    door = DOORS.get(state)
    rates = state == DossierState.RETURNED and not row.rated
    context = {
        "row": row,
        "filed": told,
        "gateways": registry.gateways() if row.code else [],
        "asked": "" if row.rated else FILER_ASKED.get(state, ""),
        "door": reverse(door, args=[row.pk]) if door else "",
        "door_words": DOOR_WORDS.get(state, ""),
        "rating_url": reverse("dossiers:rating_link", args=[rating_token(row)]) if rates else "",
        "can_withdraw": may_withdraw(request.user, row),
    }
    return render(request, "portal/filed_detail.html", context)


@citizen_only
@require_safe
def filed_slip(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A slip that was given to the applicant, to print."""
    pdf = registry.filed_slip(request.user, pk, kind)
    if pdf is None:
        raise Http404
    headers = {"Content-Disposition": f'inline; filename="{kind}-{pk}.pdf"',
               "Cache-Control": "no-store"}  # fmt: skip
    return HttpResponse(pdf, "application/pdf", headers=headers)


@citizen_only
@require_safe
def filed_pay(request: HttpRequest, pk: int, gateway: str) -> HttpResponse:
    """Lead the filer to a gateway with what is left to pay; its own signed word is the payment.

    A link, not a form: nothing is written here, and our forms may be sent to nobody else.
    """
    told, way = own_filed(request, pk), registry.gateway(gateway)
    row = told.dossier
    if way is None or not row.code:
        raise Http404
    require(bool(told.money and told.money.left), "Hồ sơ không còn khoản nào phải nộp.")
    order = registry.PaymentOrder(row.code, told.money.left, f"Phí, lệ phí hồ sơ {row.code}")
    back = settings.SITE_URL.rstrip("/") + reverse("portal:filed_detail", args=[row.pk])
    return redirect(way.begin(order, back))


@citizen_only
@require_http_methods(["GET", "HEAD", "POST"])
def filed_supplement(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked, the files that answer it, and sending them."""
    told = own_filed(request, pk)
    row = told.dossier
    waits = row.state == DossierState.AWAITING_SUPPLEMENT and may_hand_in(request.user, row)
    require(waits, "Hồ sơ hiện không chờ bổ sung.")

    def run(given: dict[str, Any]) -> None:
        actions.answer_supplement(row, by=request.user, note=given["note"])

    return one_form(
        request, SupplementForm, run, "portal/filed_supplement.html",
        back="portal:filed_detail", done="Đã gửi giấy tờ bổ sung.", row=row, filed=told,
    )  # fmt: skip


@citizen_only
@require_http_methods(["GET", "HEAD", "POST"])
def filed_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an own dossier, with a reason, before there is a result."""
    row = own_dossier(request, pk)
    require(may_withdraw(request.user, row), "Hồ sơ này không rút được nữa.")

    def run(given: dict[str, Any]) -> None:
        actions.withdraw(row, by=request.user, reason=given["reason"])

    return one_form(
        request, WithdrawFilingForm, run, "portal/filed_withdraw.html",
        back="portal:filed_detail", done="Đã rút hồ sơ.", row=row,
    )  # fmt: skip
