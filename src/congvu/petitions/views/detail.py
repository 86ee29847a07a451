"""One petition: what was sent, where it stands, what must be done; numbers seen with a reason."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from congvu.core import clock, history
from congvu.core.errors import ActionError, BadInput
from congvu.core.personal import preload_objects
from congvu.core.workdays import NoOfficeHours, YearNotAnnounced
from congvu.evidence.models import attachments_by_object, key_of
from congvu.evidence.policies import may_attach
from congvu.petitions.actions import unmask
from congvu.petitions.deadlines import explanation_of
from congvu.petitions.models import VEILED, Petition
from congvu.petitions.outputs import papers_of
from congvu.petitions.policies import next_verb, offered, veil
from congvu.petitions.states import PERSONAL_LABELS, VERB_LABELS
from congvu.petitions.views.common import crumb_list, line

RELATED = ("unit", "received_unit", "about_unit", "holder", "received_by", "signer", "procedure")


@login_required
@require_safe
def petition_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one."""
    return page(request, seen(request, pk))


@login_required
@require_POST
def petition_unmask(request: HttpRequest, pk: int) -> HttpResponse:
    """A number or address in full, once, on this answer only; logged with its reason."""
    row = seen(request, pk)
    field, reason = request.POST.get("field", ""), request.POST.get("reason", "")
    try:
        shown = {field: unmask(row, field, by=request.user, reason=reason)}
    except BadInput as error:
        return page(request, row, error=error, field=field)
    return page(request, row, shown=shown)


def seen(request: HttpRequest, pk: int) -> Petition:
    """A petition this person works on."""
    rows = Petition.objects.visible_to(request.user).select_related(*RELATED)
    row = get_object_or_404(rows, pk=pk)
    veil(request.user, row)
    return row


def page(
    request: HttpRequest,
    row: Petition,
    *,
    shown: dict[str, str] | None = None,
    error: ActionError | None = None,
    field: str = "",
) -> HttpResponse:
    """Everything about one petition."""
    preload_objects([row])
    able = offered(request.user, row)
    first = next_verb(row, able)
    sentence, days = explained(row)
    context = {
        **line(row, clock.now()),
        "next_verb": first,
        "next_label": VERB_LABELS.get(first, ""),
        "others": [(verb, VERB_LABELS[verb]) for verb in able if verb != first],
        "private": private(row, shown or {}, field),
        "error": error.message if error else "",
        "sentence": sentence,
        "days": days,
        "papers": papers_of(row),
        "attachments": attachments_by_object([row])[row.pk],
        "can_attach": may_attach(request.user, row),
        "target": key_of(row),
        "back": row.get_absolute_url(),
        "entries": entries_of(row),
        "crumbs": [crumb_list(), {"label": row.code}],
    }
    status = error.status if error else 200
    answer = render(request, "petitions/petition_detail.html", context, status=status)
    if shown:
        answer["Cache-Control"] = "no-store"
    return answer


def private(row: Petition, shown: dict[str, str], asked: str) -> list[dict[str, Any]]:
    """Numbers and addresses, masked unless just asked for."""
    found: list[dict[str, Any]] = []
    if row.veiled:
        return found
    for name, label in PERSONAL_LABELS.items():
        if getattr(row, name):
            hidden = name not in shown and not row.forgotten_at
            masked = str(getattr(row, name))
            if hidden and name != "sender_phone":
                masked = "đã ẩn"  # the mask of numbers says nothing about words
            value = shown.get(name) or masked
            found.append({"name": name, "label": label, "value": value, "hidden": hidden,
                          "open": name == asked})  # fmt: skip
    return found


def entries_of(row: Petition) -> list[history.Entry]:
    """The history; for whom the sender is hidden, without the account it came from."""
    found = history.rows_of(row)
    if not row.veiled:
        return found
    account = str(Petition._meta.get_field("sent_by").verbose_name)
    return [
        replace(
            one,
            actor_name=VEILED if one.actor_id == (row.sent_by_id or 0) else one.actor_name,
            details=[detail for detail in one.details if detail.label != account],
        )
        for one in found
    ]


def explained(row: Petition) -> tuple[str, Any]:
    """The due day in words; where the calendar says nothing, that."""
    try:
        return explanation_of(row)
    except (YearNotAnnounced, NoOfficeHours) as error:
        return error.message, []
