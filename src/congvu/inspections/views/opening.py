"""Opening an inspection outside the plan, and the twelve steps of any campaign."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.core import clock
from congvu.core.formed import form_page
from congvu.core.policies import require
from congvu.inspections import actions
from congvu.inspections.actions.propose import proposed
from congvu.inspections.actions.team_change import CHANGEABLE
from congvu.inspections.forms.opening import FollowUpForm, OutsideForm
from congvu.inspections.models import Inspection
from congvu.inspections.next_steps import Step, current, door, steps_of
from congvu.inspections.policies import may_decide, may_prepare
from congvu.inspections.states import AFTER_ISSUING, INSPECTION_TABLE, ISSUED
from congvu.inspections.views.doors import crumbs


def steps_url(inspection: Inspection) -> str:
    """Where a fresh campaign goes on."""
    return reverse("inspections:inspection_steps", args=[inspection.pk])


@login_required
def inspection_add(request: HttpRequest) -> HttpResponse:
    """Đột xuất or chuyên đề: no plan, but a reason."""
    require(may_prepare(request.user))
    today = clock.today()
    initial = {"period_from": today.replace(month=1, day=1), "period_to": today}
    form = OutsideForm(request.POST or None, initial=initial)

    def run(given: dict[str, Any]) -> str:
        spec = actions.OpeningSpec(
            title=given["title"],
            year=today.year,
            library_version=given["library_version"],
            area_codes=tuple(given["areas"]),
            units=tuple(given["units"]),
            period_from=given["period_from"],
            period_to=given["period_to"],
            kind=given["kind"],
            scoring=given["scoring"],
            note=given["reason"],
        )
        return steps_url(actions.open_inspection(spec, by=request.user))

    page = {
        "title": "Mở đợt kiểm tra ngoài kế hoạch",
        "button": "Mở đợt",
        "back": reverse("inspections:inspection_list"),
        "crumbs": crumbs(last="Ngoài kế hoạch"),
        "areas_verb": True,
    }
    template = "inspections/inspection_form.html"
    if request.POST.get("verb") == "areas":
        return render(request, template, {"form": form, **page})
    return form_page(request, form, run, template=template, done="Đã mở đợt kiểm tra.", **page)


@login_required
def follow_up_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Kiểm tra lại: chosen recommendations of a concluded campaign."""
    before = get_object_or_404(Inspection.objects.visible_to(request.user), pk=pk)
    require(may_prepare(request.user))
    rows = before.recommendations.select_related("unit", "finding__area").filter(state__in=ISSUED)
    title = f"Kiểm tra lại việc khắc phục sau {before.title[:1].lower()}{before.title[1:]}"
    form = FollowUpForm(request.POST or None, rows=rows, initial={"title": title[:300]})

    def run(given: dict[str, Any]) -> str:
        chosen = list(given["recommendations"])
        made = actions.open_follow_up(before, given["title"], chosen, by=request.user)
        return steps_url(made)

    return form_page(
        request,
        form,
        run,
        title="Mở đợt kiểm tra lại",
        button="Mở đợt kiểm tra lại",
        back=before.get_absolute_url(),
        crumbs=crumbs(before, last="Kiểm tra lại"),
        lead="Mỗi đơn vị có kiến nghị được chọn có một buổi làm việc.",
        template="inspections/follow_up_form.html",
        done="Đã mở đợt kiểm tra lại.",
    )


CANCELLABLE = INSPECTION_TABLE["cancel"][0]

# pages of the steps that only open to whoever prepares
FOR_PREPARERS = ("team_edit", "schedule_edit", "units_notify", "remark_list")


def open_doors(steps: list[Step], inspection: Inspection, prepare: bool) -> list[Step]:
    """The steps without the doors that would not open."""
    if prepare:
        return steps
    closed = {door(name, inspection.pk) for name in FOR_PREPARERS}
    return [replace(step, url="") if step.url in closed else step for step in steps]


@login_required
@require_safe
def inspection_steps(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretary's checklist: what is done, what is next, by when, who, and the door."""
    inspection = get_object_or_404(Inspection.objects.visible_to(request.user), pk=pk)
    prepare = may_prepare(request.user)
    steps = open_doors(steps_of(inspection, request.user), inspection, prepare)
    concluded = inspection.state in AFTER_ISSUING
    can_propose = prepare and concluded and inspection.plan_id
    context = {
        "inspection": inspection,
        "steps": steps,
        "current": current(steps),
        "can_prepare": prepare,
        "can_cancel": may_decide(request.user) and inspection.state in CANCELLABLE,
        "can_change_team": prepare and inspection.state in CHANGEABLE,
        "can_follow_up": prepare and concluded,
        "can_propose": can_propose,
        "next_plan": proposed(inspection).last() if can_propose else None,
        "crumbs": crumbs(inspection, last="Các bước"),
    }
    return render(request, "inspections/inspection_steps.html", context)
