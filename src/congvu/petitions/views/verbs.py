"""Into the book, and every verb on a page of its own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from congvu.core.formed import expected, form_page
from congvu.core.policies import require
from congvu.petitions import actions
from congvu.petitions.actions.moving import refuse_unless_fit
from congvu.petitions.forms import ReceiveForm, VerbForm
from congvu.petitions.models import Petition
from congvu.petitions.policies import may, may_receive, receiving_units
from congvu.petitions.states import VERB_LABELS
from congvu.petitions.views.common import crumb_list
from congvu.petitions.views.detail import seen


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def petition_add(request: HttpRequest) -> HttpResponse:
    """A petition into the book of one's own unit."""
    require(may_receive(request.user))
    units = receiving_units(request.user)
    form = ReceiveForm(units, request.POST if request.method == "POST" else None)

    def run(values: dict[str, Any]) -> HttpResponse:
        row = actions.receive(form.sent(), at=values["at"], by=request.user)
        todo = "In phiếu tiếp nhận, thêm ảnh chụp giấy tờ ở trang này."
        messages.success(request, f"Đã vào sổ {row.code}. {todo}")
        return redirect(row)

    return form_page(
        request,
        form,
        run,
        title="Tiếp nhận phản ánh, kiến nghị",
        button="Vào sổ, cấp mã",
        back=reverse("petitions:petition_list"),
        crumbs=[crumb_list(), {"label": "Tiếp nhận"}],
        lead="Vào sổ, có mã và hạn trả lời ngay. Nội dung và dữ liệu của người gửi chỉ người xử lý"
        " xem được.",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def petition_verb(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """What the verb asks, then its action."""
    if verb not in VERB_LABELS:
        raise Http404
    row = seen(request, pk)
    require(may(request.user, verb, row))
    if request.method != "POST":
        refuse_unless_fit(row, verb)
    form = VerbForm(verb, row, request.user, request.POST if request.method == "POST" else None)
    label = VERB_LABELS[verb]

    def run(values: dict[str, Any]) -> HttpResponse:
        getattr(actions, verb)(row, by=request.user, expected=expected(request), **values)
        return gone_on(request, row, verb)

    return form_page(
        request,
        form,
        run,
        title=label,
        button=label,
        back=row.get_absolute_url(),
        crumbs=[crumb_list(), {"label": row.code, "url": row.get_absolute_url()}, {"label": label}],
        version=row.version,
        template="petitions/verb_form.html",
        row=row,
        verb=verb,
    )


def gone_on(request: HttpRequest, row: Petition, verb: str) -> HttpResponse:
    """Said, and back to the petition, where one still sees it."""
    messages.success(request, f"Đã ghi “{VERB_LABELS[verb]}” cho {row.code}.")
    if Petition.objects.visible_to(request.user).filter(pk=row.pk).exists():
        return redirect(row)
    return redirect("petitions:petition_list")
