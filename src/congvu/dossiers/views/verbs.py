"""Every verb on a page of its own, and three of them for many dossiers at once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from congvu.core.errors import ActionError, BadInput, StaleSave
from congvu.core.formed import number_of
from congvu.core.policies import require
from congvu.dossiers import actions
from congvu.dossiers.actions.moving import refuse_unless_allowed
from congvu.dossiers.forms import VerbForm
from congvu.dossiers.models import Dossier, Movement
from congvu.dossiers.policies import may
from congvu.dossiers.states import BULK_VERBS, BY_HAND, VERB_LABELS
from congvu.dossiers.views.common import crumb_list, explain, opened_version
from congvu.organizations.policies import is_staff

RELATED = ("procedure", "unit", "point__unit", "holder")
MOST_CHOSEN = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dossier_verb(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """What the verb asks, then its action."""
    if verb not in BY_HAND:
        raise Http404
    rows = Dossier.objects.visible_to(request.user).select_related(*RELATED)
    row = get_object_or_404(rows, pk=pk)
    require(may(request.user, verb, row))
    if request.method != "POST":
        refuse_unless_allowed(row, verb)
    return asked(request, verb, [row])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_verb(request: HttpRequest, verb: str) -> HttpResponse:
    """The dossiers ticked in a list: handed over, assigned or passed on together."""
    require(is_staff(request.user))
    if verb not in BULK_VERBS:
        raise Http404
    sent = request.POST if request.method == "POST" else request.GET
    keys = {key for key in map(number_of, sent.getlist("ho_so")) if key is not None}
    if not keys or len(keys) > MOST_CHOSEN:
        raise BadInput(f"Hãy chọn từ 1 đến {MOST_CHOSEN} hồ sơ trong danh sách.")
    found = Dossier.objects.visible_to(request.user).select_related(*RELATED)
    rows = list(found.filter(pk__in=keys).order_by("due_at", "pk"))
    if len(rows) != len(keys):
        raise Http404
    require(all(may(request.user, verb, row) for row in rows))
    for row in rows:
        refuse_unless_allowed(row, verb)
    return asked(request, verb, rows)


def asked(request: HttpRequest, verb: str, rows: list[Dossier]) -> HttpResponse:
    """The form; done, back to where one came from."""
    posted, status = request.method == "POST", 200
    form = VerbForm(verb, rows, request.POST if posted else None)
    if posted and form.is_valid():
        try:
            done(request, form)
        except ActionError as error:
            explain(form, error)
            status = error.status
        else:
            messages.success(request, told(verb, rows))
            many = request.resolver_match and request.resolver_match.url_name == "bulk_verb"
            return redirect("dossiers:hand_over", last_move(rows)) if many else redirect(rows[0])
    if form.errors and status == 200:
        status = 422
    crumbs = [crumb_list(), {"label": VERB_LABELS[verb]}]
    if len(rows) == 1:
        crumbs.insert(1, {"label": str(rows[0]), "url": rows[0].get_absolute_url()})
    # somebody else was faster: what they wrote stands beside what was typed here
    others = last_written(rows[0]) if status == StaleSave.status and len(rows) == 1 else None
    context = {"form": form, "rows": rows, "verb": verb, "label": VERB_LABELS[verb],
               "crumbs": crumbs, "others": others}  # fmt: skip
    return render(request, "dossiers/verb_form.html", context, status=status)


def last_written(row: Dossier) -> Movement | None:
    """What was done to it last, by whom, with which words."""
    return row.movements.select_related("by").order_by("-at", "-pk").first()


def last_move(rows: list[Dossier]) -> int:
    """Key of the movement just made, by which the list of the hand-over is known."""
    return Movement.objects.filter(dossier=rows[0]).latest("at", "pk").pk


def done(request: HttpRequest, form: VerbForm) -> Any:
    """The action of the verb; why they are late is written first, with it or not at all."""
    call, values = getattr(actions, form.verb), form.values()
    expected = None if form.verb in BULK_VERBS else opened_version(request)
    with transaction.atomic():
        if form.cause_first:
            late = [row for row in form.rows if row.is_overdue() and not row.cause]
            cause = {name: values.pop(name, "") for name in ("cause", "cause_note")}
            actions.name_cause(late, by=request.user, expected=expected, **cause)
            expected = None
        if form.verb in BULK_VERBS:
            return call(form.rows, by=request.user, **values)
        return call(form.rows[0], by=request.user, expected=expected, **values)


def told(verb: str, rows: list[Dossier]) -> str:
    """What was done, to what."""
    what = f"hồ sơ {rows[0]}" if len(rows) == 1 else f"{len(rows)} hồ sơ"
    return f"Đã ghi “{VERB_LABELS[verb]}” cho {what}."
