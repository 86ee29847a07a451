"""Pages of the year's plan."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from congvu.core import clock
from congvu.core.formed import expected, form_page
from congvu.core.policies import require
from congvu.criteria.models import Area
from congvu.inspections import actions
from congvu.inspections.actions.by_paper import NUMBERED
from congvu.inspections.choosing import coverage
from congvu.inspections.forms.plan import CopyForm, OpenForm, PlanForm, ReasonForm, told_parameters
from congvu.inspections.models import Inspection, OfficialDocument, Plan
from congvu.inspections.policies import may_carry_out, may_decide, may_prepare
from congvu.inspections.states import DRAFTS, InspectionState, PlanState
from congvu.inspections.views.doors import crumbs
from congvu.organizations.policies import is_staff

TONES = {
    PlanState.DRAFT: "action",
    PlanState.SUBMITTED: "warn",
    PlanState.APPROVED: "ok",
    PlanState.CANCELLED: "muted",
}


def way(plan: Plan | None = None, last: str = "") -> list[dict[str, str]]:
    """Kiểm tra / Kế hoạch / this plan / this page."""
    steps = [*crumbs(), {"label": "Kế hoạch", "url": reverse("inspections:plan_list")}]
    if plan is not None:
        url = plan.get_absolute_url() if last else ""
        steps.append({"label": f"Năm {plan.year}", "url": url})
    return [*steps, {"label": last}] if last else steps


def known_plan(request: HttpRequest, pk: int) -> Plan:
    """The plan, 404 for whoever may not know of it."""
    rows = Plan.objects.visible_to(request.user).select_related("library_version", "basis")
    return get_object_or_404(rows, pk=pk)


def own_plan(request: HttpRequest, pk: int) -> Plan:
    """A plan for whoever prepares it."""
    plan = known_plan(request, pk)
    require(may_prepare(request.user))
    return plan


@login_required
@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans, newest first."""
    require(is_staff(request.user))
    rows = list(Plan.objects.visible_to(request.user).prefetch_related("units"))
    for row in rows:
        row.tone = TONES[PlanState(row.state)]
    context = {
        "rows": rows,
        "can_prepare": may_prepare(request.user),
        "add_url": reverse("inspections:plan_add"),
        "crumbs": crumbs(last="Kế hoạch"),
        "here": "plans",
    }
    return render(request, "inspections/plan_list.html", context)


@login_required
@require_safe
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: its sections, its units with their reasons, how much they cover."""
    plan = known_plan(request, pk)
    rows = list(plan.units.select_related("unit"))
    areas = Area.objects.filter(library_version=plan.library_version_id, code__in=plan.area_codes)
    prepare, state = may_prepare(request.user), plan.state
    papers = OfficialDocument.objects.visible_to(request.user).filter(plan=plan)
    paper = papers.listed().last()
    under_way = paper is not None and paper.state not in DRAFTS
    opened = list(Inspection.objects.visible_to(request.user).filter(plan=plan))
    over = all(one.state == InspectionState.CANCELLED for one in opened)
    context = {
        "plan": plan,
        "rows": rows,
        "areas": areas.order_by("order"),
        "coverage": coverage(plan, [row.unit_id for row in rows]),
        "parameters": told_parameters(plan),
        "inspections": opened,
        "tone": TONES[PlanState(state)],
        "crumbs": way(plan),
        "can_edit": prepare and state == PlanState.DRAFT,
        "next_paper": prepare and state == PlanState.DRAFT and rows,
        "submitted": state == PlanState.SUBMITTED,
        "can_return": not under_way and (prepare or may_decide(request.user)),
        "can_approve": under_way and paper.state in NUMBERED and may_carry_out(request.user),
        "can_open": prepare and state == PlanState.APPROVED and over,
        "can_prepare": prepare,
        "paper": paper,
    }
    return render(request, "inspections/plan_detail.html", context)


@login_required
def plan_add(request: HttpRequest) -> HttpResponse:
    """A new draft."""
    require(may_prepare(request.user))
    today = clock.today()
    initial = {
        "year": today.year,
        "title": f"Kế hoạch kiểm tra công tác cải cách hành chính năm {today.year}",
        "period_from": today.replace(month=1, day=1),
        "period_to": today.replace(month=12, day=31),
    }
    form = PlanForm(request.POST or None, initial=initial)

    def run(_: dict[str, Any]) -> str:
        plan = actions.create_plan(by=request.user, **form.values())
        return reverse("inspections:plan_units", args=[plan.pk])

    return plan_form(request, form, run, None)


@login_required
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    plan = own_plan(request, pk)
    form = PlanForm(request.POST or None, instance=plan)

    def run(_: dict[str, Any]) -> None:
        actions.edit_plan(plan, by=request.user, expected=expected(request), **form.values())

    return plan_form(request, form, run, plan)


def plan_form(request: HttpRequest, form: PlanForm, run: Any, plan: Plan | None) -> HttpResponse:
    """The page of a plan's fields; "show areas" only looks at another library's areas."""
    title = f"Sửa kế hoạch năm {plan.year}" if plan else "Lập kế hoạch kiểm tra"
    page = {
        "title": title,
        "crumbs": way(plan, "Sửa" if plan else "Lập kế hoạch"),
        "back": plan.get_absolute_url() if plan else reverse("inspections:plan_list"),
        "version": plan.version if plan else None,
    }
    if request.POST.get("verb") == "areas":
        return render(request, "inspections/plan_form.html", {"form": form, **page})
    return form_page(
        request,
        form,
        run,
        button="Lưu kế hoạch",
        template="inspections/plan_form.html",
        done="Đã lưu kế hoạch.",
        **page,
    )


def act(request: HttpRequest, plan: Plan, verb: Any, done: str) -> HttpResponse:
    """Do one thing to a plan and come back to it; what is refused is told on the page."""
    verb(plan, by=request.user, expected=expected(request))
    messages.success(request, done)
    return redirect(plan)


@login_required
@require_POST
def plan_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the draft for signature."""
    done = "Đã trình kế hoạch. Người ký có thể ban hành hoặc trả lại."
    return act(request, own_plan(request, pk), actions.submit_plan, done)


@login_required
@require_POST
def plan_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan is issued."""
    done = "Kế hoạch đã ban hành. Bước sau: mở đợt kiểm tra."
    return act(request, known_plan(request, pk), actions.approve_plan, done)


@login_required
def plan_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the plan back to be changed, with the reason."""
    plan = known_plan(request, pk)
    require(may_prepare(request.user) or may_decide(request.user))
    return with_reason(request, plan, actions.return_plan, "Trả lại kế hoạch")


@login_required
def plan_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the plan up."""
    return with_reason(request, own_plan(request, pk), actions.cancel_plan, "Hủy kế hoạch")


def with_reason(request: HttpRequest, plan: Plan, verb: Any, title: str) -> HttpResponse:
    """A page that asks for the reason and does it."""

    def run(given: dict[str, Any]) -> None:
        verb(plan, reason=given["reason"], by=request.user, expected=expected(request))

    return form_page(
        request,
        ReasonForm(request.POST or None),
        run,
        title=title,
        button=title,
        back=plan.get_absolute_url(),
        crumbs=way(plan, title),
        version=plan.version,
        lead=plan.title,
    )


@login_required
def plan_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Nhân bản từ năm trước."""
    plan = own_plan(request, pk)

    def run(given: dict[str, Any]) -> str:
        return actions.copy_plan(plan, year=given["year"], by=request.user).get_absolute_url()

    return form_page(
        request,
        CopyForm(request.POST or None, initial={"year": plan.year + 1}),
        run,
        title="Nhân bản kế hoạch",
        button="Nhân bản",
        back=plan.get_absolute_url(),
        crumbs=way(plan, "Nhân bản"),
        lead=f"Lấy nội dung, thời hạn và các đơn vị của {plan.title}.",
        done="Đã lập dự thảo từ kế hoạch cũ. Xem lại lý do chọn từng đơn vị.",
    )


@login_required
def plan_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the campaign of an issued plan."""
    plan = own_plan(request, pk)

    def run(given: dict[str, Any]) -> str:
        opened = actions.open_from_plan(plan, by=request.user, **given)
        return reverse("inspections:inspection_steps", args=[opened.pk])

    return form_page(
        request,
        OpenForm(request.POST or None),
        run,
        title="Mở đợt kiểm tra",
        button="Mở đợt",
        back=plan.get_absolute_url(),
        crumbs=way(plan, "Mở đợt"),
        lead=f"Mỗi đơn vị của {plan.title} có một buổi làm việc và một phiếu đánh giá.",
        done="Đã mở đợt kiểm tra. Bước sau: lập đoàn.",
    )


@login_required
@require_POST
def plan_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Đề xuất kế hoạch năm sau, from what the campaign ``pk`` left open."""
    inspection = get_object_or_404(Inspection.objects.visible_to(request.user), pk=pk)
    plan = actions.propose_plan(inspection, by=request.user)
    messages.success(request, "Đã lập dự thảo từ số liệu. Xem lại lý do chọn từng đơn vị.")
    return redirect(plan)
