"""Minutes: written on the spot, printed, signed in ink or as PDF, or refused with a witness."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.core import autosave, clock
from congvu.core.policies import require
from congvu.core.workdays import ZONE
from congvu.documents.model import OfficialText
from congvu.evidence.models import attachments_by_object, key_of
from congvu.inspections import actions
from congvu.inspections.forms.base import ActionForm
from congvu.inspections.forms.minutes import MinutesForm, OpinionForm, SignForm
from congvu.inspections.models import Minutes, Visit
from congvu.inspections.outputs.files import own_template
from congvu.inspections.outputs.minutes import code_of, minutes_row, shown
from congvu.inspections.outputs.proposals import papers_proposed, people_of
from congvu.inspections.outputs.signed_copies import signed_copies
from congvu.inspections.outputs.visit_areas import drawn_at, with_samples
from congvu.inspections.policies import (
    may_answer_unit,
    may_run_visit,
    member_of,
    own_unit,
)
from congvu.inspections.states import SETTLED, DocumentKind, VisitState
from congvu.inspections.views.document import paper_of
from congvu.inspections.views.doing import page, sent, visit_or_404
from congvu.inspections.views.doors import crumbs
from congvu.stationery.models import Template

NAMES = ("began_at", "ended_at", "place", "unit_participants", "papers_seen", "general_view",
         "unit_opinion", "commitments", "copies", "read_aloud", "version")  # fmt: skip


def with_team(visit: Visit) -> Visit:
    """The team is asked for twice on these pages: by who may run the visit, and by the text."""
    prefetch_related_objects([visit], "inspection__team")
    return visit


@login_required
@require_http_methods(["GET", "POST"])
def minutes_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Written by who runs the visit; read by the team, and by the unit once they are signed."""
    visit = with_team(visit_or_404(request, pk))
    runs = may_run_visit(request.user, visit)
    if request.method == "POST":
        require(runs, "Biên bản do trưởng đoàn và thư ký buổi làm việc lập.")
        return saved_minutes(request, visit)
    minutes = minutes_row(visit)
    open_now = runs and visit.state not in SETTLED
    form = MinutesForm(initial=initial(visit, minutes)) if open_now else None
    context = context_of(request, visit, minutes, form, runs=runs)
    return page(request, "inspections/minutes_detail.html", context)


def saved_minutes(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Save what was typed, by itself or by the button."""
    form = MinutesForm(request.POST)
    minutes = form.is_valid() and form.run(
        lambda: actions.write_minutes(
            visit, by=request.user, expected=form.expected, **form.written()
        ),
        current=lambda: Minutes.objects.get(visit=visit),
    )
    return answered(request, visit, form, minutes)


def answered(
    request: HttpRequest, visit: Visit, form: ActionForm, minutes: Minutes | None
) -> HttpResponse:
    """The proof of a save, or the page with what is wrong and what was typed."""
    path = reverse("inspections:minutes_detail", args=[visit.pk])
    by_itself = autosave.is_autosave(request)
    if minutes:
        return autosave.saved(minutes) if by_itself else redirect(path)
    if form.stale:
        form.stale |= {"reload_url": path}
        if by_itself:
            return page(request, "core/_stale.html", form.stale, form)
    elif by_itself:
        words = [text for errors in form.errors.values() for text in errors]
        return autosave.refused(" ".join(words), form.status)
    context = context_of(request, visit, minutes_row(visit), form)
    return page(request, "inspections/minutes_detail.html", context, form)


def initial(visit: Visit, minutes: Minutes) -> dict[str, Any]:
    """What is written already; before anything is, what is known."""
    if minutes.pk:
        return {name: getattr(minutes, name) for name in NAMES}
    head, doer = people_of([visit.unit])[visit.unit_id]
    return {
        "began_at": at(visit.day, visit.starts_at),
        "ended_at": at(visit.day, visit.ends_at) if visit.state == VisitState.VISITED else None,
        "place": visit.place,
        "unit_participants": list(dict.fromkeys(name for name in (head, doer) if name)),
        "papers_seen": papers_proposed(visit),
        "copies": visit.inspection.parameters.get("minutes_copies", 2),
    }


def at(day: dt.date | None, time: dt.time | None) -> dt.datetime | None:
    """A moment of the schedule."""
    return dt.datetime.combine(day, time, tzinfo=ZONE) if day and time else None


def context_of(
    request: HttpRequest,
    visit: Visit,
    minutes: Minutes,
    form: Any = None,
    *,
    runs: bool | None = None,
    text: OfficialText | None = None,
) -> dict[str, Any]:
    """What the page of minutes shows to this person; ``runs``, ``text``: known already."""
    user = request.user
    own = own_unit(user, visit.unit_id)
    signed = visit.state == VisitState.MINUTES_SIGNED
    written, opinion = minutes.pk is not None, None
    if may_answer_unit(user, visit.unit_id) and written and visit.state not in SETTLED:
        opinion = OpinionForm(
            initial={"unit_opinion": minutes.unit_opinion, "version": minutes.version}
        )
    attachments = attachments_by_object([minutes])[minutes.pk] if written else []
    key = "opinion_form" if isinstance(form, OpinionForm) else "form"
    if text is None and (signed or not own):
        text = shown(visit, minutes)
    return {
        "visit": visit,
        "minutes": minutes if written else None,
        "signed": signed,
        "code": text.fingerprint if text else "",
        "runs": may_run_visit(user, visit) if runs is None else runs,
        "replaced": own and member_of(user, visit.inspection) is not None,
        "attachments": attachments,
        "copies": signed_copies(attachments),
        "target": key_of(minutes) if written else "",
        "back": reverse("inspections:minutes_detail", args=[visit.pk]),
        "opinion_form": opinion,
        "crumbs": crumbs(visit.inspection, last=f"Biên bản · {visit.unit.short_name}"),
        key: form,
        **(paper_of(text) if text else {"text": None}),
        "own_template": form_of(text) if text and (written or form is None) else None,
    }


def form_of(text: OfficialText) -> Template | None:
    """The office's own form, which the Word file follows and the PDF does not."""
    return own_template(DocumentKind.MINUTES, text.date or clock.today())


@login_required
@require_POST
def minutes_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's own opinion, by its head or its contact officer."""
    visit = visit_or_404(request, pk)
    form = OpinionForm(request.POST)
    minutes = form.is_valid() and form.run(
        lambda: actions.write_unit_opinion(
            visit,
            text=form.cleaned_data["unit_opinion"],
            by=request.user,
            expected=form.expected,
        ),
        current=lambda: Minutes.objects.get(visit=visit),
    )
    return answered(request, visit, form, minutes)


@login_required
@require_safe
def minutes_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes on paper, to be read aloud and signed in ink."""
    visit = visit_or_404(request, pk)
    signed = visit.state == VisitState.MINUTES_SIGNED
    require(signed or not own_unit(request.user, visit.unit_id), "Biên bản chưa được ký.")
    context = {"visit": visit} | paper_of(shown(visit, minutes_row(visit)))
    return page(request, "inspections/minutes_print.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def minutes_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze what was printed and signed; the photographs of the sheets stay beside it.

    The form carries the code of the text under it, and nothing else is ever frozen.
    """
    visit = with_team(visit_or_404(request, pk))
    require(may_run_visit(request.user, visit), "Biên bản do thư ký buổi làm việc ghi nhận.")
    head = people_of([visit.unit])[visit.unit_id][0]
    known = {"signed_on": visit.day or clock.today(), "signed_by_unit": head}
    form = SignForm(sent(request), initial=known)
    if form.is_bound and form.is_valid() and form.run(lambda: signed(request, visit, form)):
        return redirect("inspections:minutes_detail", pk)
    minutes = minutes_row(with_samples(visit))
    text = shown(visit, minutes)
    context = {
        **context_of(request, visit, minutes, runs=True, text=text),
        "form": form,
        "seen": code_of(text),
        "unchecked": [one for one in drawn_at(visit) if one.checked_at is None],
        "back": reverse("inspections:minutes_sign", args=[pk]),
    }
    return page(request, "inspections/minutes_sign.html", context, form)


def signed(request: HttpRequest, visit: Visit, form: SignForm) -> Minutes:
    """A visit still going on ends with its minutes; both, or neither."""
    given = {k: v for k, v in form.cleaned_data.items() if k != "version"}
    with transaction.atomic():
        if visit.state == VisitState.IN_PROGRESS:
            visit = actions.end_visit(visit, by=request.user)
        return actions.sign_minutes(visit, by=request.user, **given)
