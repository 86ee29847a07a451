"""Giving up a campaign, one visit, or something asked: the page that asks for the reason."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from congvu.core import clock
from congvu.core.policies import next_state, require
from congvu.inspections import actions
from congvu.inspections.forms.base import ReasonForm
from congvu.inspections.forms.campaign import CancelForm
from congvu.inspections.models import Inspection, Postponement
from congvu.inspections.policies import may_decide, may_prepare
from congvu.inspections.states import INSPECTION_TABLE, TOLD, VISIT_TABLE, InspectionState
from congvu.inspections.views.doing import (
    campaign_or_404,
    page,
    recommendation_or_404,
    sent,
    visit_or_404,
)
from congvu.inspections.views.doors import crumbs
from congvu.inspections.views.follow_up import shown

PAPER_BEGUN = "Dự thảo quyết định đã lập sẵn: xem lại rồi trình ký."


@login_required
@require_http_methods(["GET", "POST"])
def inspection_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the whole campaign up before its first visit."""
    inspection = campaign_or_404(request, pk)
    require(may_decide(request.user))
    next_state(INSPECTION_TABLE, inspection.state, "cancel")
    decided = inspection.state != InspectionState.PREPARING
    form = cancel_form(request, inspection, decided)

    def act() -> Any:
        told = form.told()
        return actions.cancel(inspection, by=request.user, expected=form.expected, **told)

    if request.method == "POST" and form.is_valid() and form.run(act):
        return done(request, inspection, "Đã hủy đợt kiểm tra.")
    units = inspection.visits.live().count()
    told = inspection.state == InspectionState.NOTIFIED
    context = {
        "form": form,
        "title": "Hủy đợt kiểm tra?",
        "text": cancel_text(inspection.title, units, told, decided),
        "confirm_label": "Hủy đợt kiểm tra",
        "danger": True,
        "back": inspection.get_absolute_url(),
        "crumbs": crumbs(inspection, last="Hủy đợt kiểm tra"),
    }
    return page(request, "inspections/reason_form.html", context, form)


def cancel_text(title: str, units: int, told: bool, decided: bool) -> str:
    """What will happen, in sentences."""
    lines = [f"{title}, {units:02d} đơn vị."]
    if told:
        lines.append("Các đơn vị đã được thông báo sẽ nhận tin hủy ngay.")
    if decided:
        lines.append("Dự thảo quyết định hủy được lập từ lý do ghi ở đây.")
    lines.append("Đợt đã hủy không mở lại được; muốn kiểm tra thì mở đợt mới từ kế hoạch.")
    return "\n".join(lines)


@login_required
@require_http_methods(["GET", "POST"])
def visit_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one visit up before it begins."""
    visit = visit_or_404(request, pk)
    require(may_prepare(request.user))
    next_state(VISIT_TABLE, visit.state, "cancel_visit")
    inspection = visit.inspection
    decided = inspection.state != InspectionState.PREPARING
    form = cancel_form(request, visit, decided)

    def act() -> Any:
        told = form.told()
        return actions.cancel_visit(visit, by=request.user, expected=form.expected, **told)

    if request.method == "POST" and form.is_valid() and form.run(act):
        return done(request, inspection, f"Đã hủy buổi làm việc tại {visit.unit}.")
    context = {
        "form": form,
        "title": "Hủy buổi làm việc?",
        "text": visit_text(visit, decided),
        "confirm_label": "Hủy buổi làm việc",
        "danger": True,
        "back": visit.get_absolute_url(),
        "crumbs": crumbs(inspection, last="Hủy buổi làm việc"),
    }
    return page(request, "inspections/reason_form.html", context, form)


def visit_text(visit: Any, decided: bool) -> str:
    """Which visit, and what follows."""
    day = f", {visit.get_session_display().lower()} {visit.day:%d/%m/%Y}" if visit.day else ""
    lines = [f"{visit.unit.name}{day}."]
    if visit.inspection.state in TOLD:
        lines.append("Đơn vị nhận tin hủy ngay và không phải gửi báo cáo tự kiểm tra.")
    if decided:
        lines.append("Dự thảo quyết định điều chỉnh được lập từ lý do ghi ở đây.")
    return "\n".join(lines)


def cancel_form(request: HttpRequest, about: Any, decided: bool) -> CancelForm:
    """The reason; the day of the decision only where there is one to amend."""
    initial = {"version": about.version, "decided_on": clock.today()}
    form = CancelForm(sent(request), initial=initial)
    if not decided:
        del form.fields["decided_on"]
    return form


def done(request: HttpRequest, inspection: Inspection, text: str) -> HttpResponse:
    """To the decision that was begun, if any; else back to the campaign."""
    act = Postponement.objects.filter(inspection=inspection).last()
    paper = act.documents.first() if act else None
    messages.success(request, f"{text} {PAPER_BEGUN}" if paper else text)
    return redirect(paper or inspection)


@login_required
@require_POST
def recommendation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was asked."""
    row = recommendation_or_404(request, pk)
    form = ReasonForm(request.POST, prefix="rut")
    saved = form.is_valid() and form.run(
        lambda: actions.withdraw_recommendation(
            row, reason=form.cleaned_data["reason"], by=request.user, expected=form.expected
        )
    )
    return redirect(row) if saved else shown(request, row, withdraw_form=form)
