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
from congvu.portal.kept_files import Kept, carry, kept_now, sender_of
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
    by = sender_of(request)
    if request.method != "POST":
        return asked(request, PetitionForm(initial=known(by)))
    form = PetitionForm(request.POST)
    if formed.mark_of(form.data.get("ticket")) is None:
        form = form.anew()
    kept = kept_now(request, form.mark, by)
    if not form.told(kept.wrong):
        return waiting(asked(request, form, 429 if kept.wait else 422, kept), kept.wait)
    try:
        row = actions.send(
            form.sent(), by=by, ticket=form.mark, files=kept.marks,
            admit=lambda: guessing.check_sending(request),
        )  # fmt: skip
    except ActionError as error:
        return refused(request, form, kept, error)
    return redirect("portal:petition_sent", actions.receipt_token(row))


def refused(
    request: HttpRequest, form: PetitionForm, kept: Kept, error: ActionError
) -> HttpResponse:
    """The page again; a form that was spent gets another mark, and the files go with it."""
    if isinstance(error, UsedTicket):
        form = form.anew()
        carry(kept, form.mark)
    answer = asked(request, form, formed.explain(form, error), kept)
    return waiting(answer, error.details.get("retry_after", 0))


def waiting(answer: HttpResponse, seconds: int) -> HttpResponse:
    """With the time to wait, where there is one."""
    if seconds:
        answer["Retry-After"] = str(seconds)
    return answer


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


def asked(
    request: HttpRequest, form: PetitionForm, status: int = 200, kept: Kept | None = None
) -> HttpResponse:
    """The page; refused, with what was typed and the files that were sent."""
    context = {
        "form": form,
        "identity": rules.identity_words(),
        "kept": kept.uploads if kept else (),
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
        return waiting(following(request, form, error.status), error.details["retry_after"])
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
