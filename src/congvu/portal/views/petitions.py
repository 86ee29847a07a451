"""Phản ánh, kiến nghị: published answers, sending one, its receipt, following it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congvu.accounts.policies import is_citizen
from congvu.applicants.models import clear, own_applicant
from congvu.core import formed
from congvu.core.encrypted import preload_objects
from congvu.core.errors import ActionError, UsedTicket
from congvu.core.paging import cut
from congvu.petitions import actions, rules
from congvu.petitions.models import Petition
from congvu.portal import guessing
from congvu.portal.errors import TooManyTries
from congvu.portal.petition_form import FollowForm, PetitionForm
from congvu.portal.views.petition_words import told_of

SIZE = 10
# one answer, whichever of the two was wrong
NOT_FOUND = (
    "Không tìm thấy phản ánh, kiến nghị với mã và thông tin này. Hãy xem lại mã trên giấy báo nhận"
    " và số điện thoại, thư điện tử đã ghi khi gửi."
)


@require_safe
def petition_answers(request: HttpRequest) -> HttpResponse:
    """What was answered and told to everybody, the newest first; the doors to send and follow."""
    rows = Petition.objects.filter(published_at__isnull=False).select_related("unit")
    page = cut(rows, ("-published_at",), request.GET, SIZE)
    context = {
        "rows": page.rows,
        "next_cursor": page.next_cursor,
        "previous_cursor": page.previous_cursor,
        "own": is_citizen(request.user),
    }
    return render(request, "portal/petition_answers.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def petition_send(request: HttpRequest) -> HttpResponse:
    """The form; received at once, with a receipt. Signed in or not."""
    by = request.user if is_citizen(request.user) else None
    if request.method != "POST":
        return asked(request, PetitionForm(initial=known(by)))
    form = PetitionForm(request.POST, request.FILES)
    if formed.mark_of(request.POST.get("ticket")) is None:
        form = form.anew()
    if not form.is_valid():
        return asked(request, form, 422)
    try:
        row = actions.send(
            form.sent(), by=by, files=form.files_sent(), ticket=form.cleaned_data["ticket"],
            admit=lambda: guessing.check_sending(request),
        )  # fmt: skip
    except ActionError as error:
        form = form.anew() if isinstance(error, UsedTicket) else form
        answer = asked(request, form, formed.explain(form, error))
        if wait := error.details.get("retry_after"):
            answer["Retry-After"] = str(wait)
        return answer
    return redirect("portal:petition_sent", actions.receipt_token(row))


def known(by: Any) -> dict[str, str]:
    """What an account keeps of its holder."""
    if by is None:
        return {}
    own = own_applicant(by)
    if own is None:
        return {"sender_email": by.email, "sender_phone": by.phone and clear(by.phone)}
    preload_objects([own])
    told = {f"sender_{name}": clear(getattr(own, name)) for name in ("name", "phone", "address")}
    return told | {"sender_kind": own.kind, "sender_email": by.email}


def asked(request: HttpRequest, form: PetitionForm, status: int = 200) -> HttpResponse:
    """The page; refused, with what was typed. Files must be chosen again: no browser keeps them."""
    context = {
        "form": form,
        "identity": rules.identity_words(),
        "files_lost": form.is_bound and bool(form.files),
        "signed_in": is_citizen(request.user),
    }
    return render(request, "portal/petition_send.html", context, status=status)


@never_cache
@require_safe
def petition_sent(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt: code, until when it is answered, how to follow it. Nothing of the sender."""
    row = actions.receipt_of(token)
    if row is None:
        raise Http404
    own = Petition.objects.sent_from(request.user).filter(pk=row.pk).exists()
    return render(request, "portal/petition_sent.html", {"row": row, "own": own})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def petition_follow(request: HttpRequest) -> HttpResponse:
    """Ask for the code and what only the sender knows; answer with where it stands."""
    if request.method != "POST":
        return following(request, FollowForm(initial={"ma": request.GET.get("ma", "")[:80]}))
    form = FollowForm(request.POST)
    if not form.is_valid():
        return following(request, form, 422)
    code = form.cleaned_data["ma"]
    try:
        guessing.check(request, code)
    except TooManyTries as error:
        form.add_error(None, error.message)
        answer = following(request, form, error.status)
        answer["Retry-After"] = str(error.details["retry_after"])
        return answer
    row = Petition.objects.followed(code, form.cleaned_data["bi_mat"])
    if row is None:
        guessing.count(request, code)
        form.add_error(None, NOT_FOUND)
        return following(request, form, 422)
    context = {"row": row, "found": told_of(row), "home": reverse("portal:petition_follow")}
    return render(request, "portal/petition_found.html", context)


def following(request: HttpRequest, form: FollowForm, status: int = 200) -> HttpResponse:
    """The page with the two fields; the code stays."""
    return render(request, "portal/petition_follow.html", {"form": form}, status=status)
