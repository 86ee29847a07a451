"""Into the book, and every verb on a page of its own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from congvu.core.errors import ActionError
from congvu.core.policies import require
from congvu.petitions import actions
from congvu.petitions.actions.moving import refuse_unless_fit
from congvu.petitions.forms import ReceiveForm, VerbForm
from congvu.petitions.models import Petition
from congvu.petitions.policies import may, may_receive, receiving_units
from congvu.petitions.states import VERB_LABELS
from congvu.petitions.views.common import crumb_list, explain, opened_version
from congvu.petitions.views.detail import seen


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def petition_add(request: HttpRequest) -> HttpResponse:
    """A petition into the book of one's own unit."""
    require(may_receive(request.user))
    units = receiving_units(request.user)
    form, status = ReceiveForm(units, request.POST if request.method == "POST" else None), 200
    if form.is_bound and form.is_valid():
        try:
            row = actions.receive(form.sent(), at=form.cleaned_data["at"], by=request.user)
        except ActionError as error:
            explain(form, error)
            status = error.status
        else:
            messages.success(request, f"Đã vào sổ {row.code}. In phiếu tiếp nhận ở trang này.")
            return redirect(row)
    if form.errors and status == 200:
        status = 422
    crumbs = [crumb_list(), {"label": "Tiếp nhận"}]
    context = {"form": form, "crumbs": crumbs}
    return render(request, "petitions/petition_form.html", context, status=status)


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
    status = 200
    if form.is_bound and form.is_valid():
        try:
            done(request, form, row)
        except ActionError as error:
            explain(form, error)
            status = error.status
        else:
            return gone_on(request, row, verb)
    return verb_page(request, row, form, 422 if form.errors and status == 200 else status)


def done(request: HttpRequest, form: VerbForm, row: Petition) -> Any:
    """The one action of the verb."""
    call, expected = getattr(actions, form.verb), opened_version(request)
    return call(row, by=request.user, expected=expected, **form.cleaned_data)


def gone_on(request: HttpRequest, row: Petition, verb: str) -> HttpResponse:
    """Said, and back to the petition, where one still sees it."""
    messages.success(request, f"Đã ghi “{VERB_LABELS[verb]}” cho {row.code}.")
    if Petition.objects.visible_to(request.user).filter(pk=row.pk).exists():
        return redirect(row)
    return redirect("petitions:petition_list")


def verb_page(request: HttpRequest, row: Petition, form: VerbForm, status: int) -> HttpResponse:
    """The form of a verb, beside what it is about."""
    label = VERB_LABELS[form.verb]
    crumbs = [crumb_list(), {"label": row.code, "url": row.get_absolute_url()}, {"label": label}]
    context = {"form": form, "row": row, "verb": form.verb, "label": label, "crumbs": crumbs}
    return render(request, "petitions/verb_form.html", context, status=status)
