"""Phản ánh, kiến nghị của tôi: what an account sent, how it stands, what its sender says to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.core.encrypted import preload_objects
from congvu.core.errors import ActionError
from congvu.core.paging import cut
from congvu.core.policies import require
from congvu.evidence.models import Attachment
from congvu.petitions import actions
from congvu.petitions.models import Petition
from congvu.petitions.policies import fits, may
from congvu.petitions.states import SATISFACTION_LABELS
from congvu.portal.petition_form import WithdrawPetitionForm
from congvu.portal.views.citizens import citizen_only, one_form
from congvu.portal.views.petition_words import told_of

RELATED = ("received_unit", "unit", "about_unit")


def own_petition(request: HttpRequest, pk: int) -> Petition:
    """One this account sent; 404 for anybody else's."""
    rows = Petition.objects.sent_from(request.user).select_related(*RELATED)
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@citizen_only
@require_safe
def petition_mine(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    rows = Petition.objects.sent_from(request.user).select_related("unit")
    page = cut(rows, ("-received_at",), request.GET)
    context = {
        "lines": [{"row": row, **told_of(row)} for row in page.rows],
        "next_cursor": page.next_cursor,
        "previous_cursor": page.previous_cursor,
    }
    return render(request, "portal/petition_mine.html", context)


@citizen_only
@require_safe
def petition_own(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything its sender wrote, with the answer."""
    row = own_petition(request, pk)
    preload_objects([row])
    context = {
        "row": row,
        "found": told_of(row),
        "files": files_of(row),
        "can_withdraw": able(request, row, "withdraw"),
        "asks": SATISFACTION_LABELS.items() if able(request, row, "record_satisfaction") else (),
    }
    return render(request, "portal/petition_own.html", context)


def able(request: HttpRequest, row: Petition, verb: str) -> bool:
    """Whether the sender may do this now."""
    return fits(verb, row) and may(request.user, verb, row)


def files_of(row: Petition) -> list[dict[str, Any]]:
    """What was sent along, each with its address once the virus check let it through."""
    found = Attachment.objects.of(row).live().with_files()
    shown = ((one.item, one.shown) for one in found if one.shown is not None)
    return [
        {"title": item.title, "url": version.get_absolute_url() if version.served else ""}
        for item, version in shown
    ]


@citizen_only
@require_http_methods(["GET", "HEAD", "POST"])
def petition_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back, with a reason, before it is answered."""
    row = own_petition(request, pk)
    require(able(request, row, "withdraw"), "Phản ánh, kiến nghị này không rút được nữa.")

    def run(given: dict[str, Any]) -> None:
        actions.withdraw(row, by=request.user, reason=given["reason"])

    return one_form(
        request, WithdrawPetitionForm, run, "portal/petition_withdraw.html",
        back="portal:petition_own", done=f"Đã rút {row.code}.", row=row,
    )  # fmt: skip


@citizen_only
@require_POST
def petition_rate(request: HttpRequest, pk: int) -> HttpResponse:
    """What the sender thinks of the answer; the last word counts."""
    row = own_petition(request, pk)
    said, note = request.POST.get("satisfaction", ""), request.POST.get("note", "")[:500]
    try:
        actions.record_satisfaction(row, by=request.user, satisfaction=said, note=note)
        messages.success(request, "Đã ghi ý kiến của bạn. Cảm ơn bạn.")
    except ActionError as error:
        if error.status == 403:
            raise
        messages.error(request, error.message)
    return redirect("portal:petition_own", row.pk)
