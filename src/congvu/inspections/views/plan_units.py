"""Choosing the units of a plan: reasons, coverage so far, pasted tables."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from congvu.core.errors import ActionError
from congvu.core.formed import expected, explain
from congvu.core.imports import Preview
from congvu.inspections import actions
from congvu.inspections.choosing import coverage, pasted, suggested_reasons, units_to_choose
from congvu.inspections.forms.base import NoFields
from congvu.inspections.forms.plan import PasteForm, PlanUnitForm
from congvu.inspections.models import Plan
from congvu.inspections.states import VisitForm
from congvu.inspections.views.plan import own_plan, way
from congvu.organizations.models import Unit


@login_required
def plan_units(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick units and say why; "preview" counts the coverage, "paste" reads a table."""
    plan = own_plan(request, pk)
    units, why = units_to_choose(plan), suggested_reasons(plan)
    verb = request.POST.get("verb", "")
    page, paste = (
        NoFields(request.POST if request.method == "POST" else None),
        PasteForm(request.POST or None),
    )
    forms = forms_of(plan, units, why, request.POST if verb else None)
    context: dict[str, Any] = {"status": 200}
    if verb == "paste":
        forms, context = taken(plan, units, why, paste, forms)
    elif verb:
        good = [form.is_valid() for form in forms]  # every one, so that each shows its errors
        context["status"] = 200 if all(good) else 422
        if verb == "save" and context["status"] == 200:
            try:
                rows = [row_of(form) for form in forms if form.cleaned_data["chosen"]]
                actions.set_plan_units(plan, rows, by=request.user, expected=expected(request))
                messages.success(request, "Đã lưu các đơn vị của kế hoạch.")
                return redirect(plan)
            except ActionError as error:
                context["status"] = explain(page, error)
    return units_page(request, plan, forms, page, paste if verb == "paste" else None, context)


def units_page(
    request: HttpRequest,
    plan: Plan,
    forms: list[PlanUnitForm],
    page: NoFields,
    paste: PasteForm | None,
    more: dict[str, Any],
) -> HttpResponse:
    """The page with what is ticked now and how much that covers."""
    status = more.pop("status")
    chosen = [form.unit.pk for form in forms if form["chosen"].value()]
    context = {
        "plan": plan,
        "forms": forms,
        "page": page,
        "paste": paste or PasteForm(),
        "coverage": coverage(plan, chosen),
        "crumbs": way(plan, "Đơn vị"),
        **more,
    }
    return render(request, "inspections/plan_units.html", context, status=status)


def forms_of(
    plan: Plan, units: list[Unit], why: dict[int, str], data: Any, given: Any = None
) -> list[PlanUnitForm]:
    """One line per unit, the chosen ones in the plan's order first."""
    known = given if given is not None else saved(plan)
    order = {pk: i for i, pk in enumerate(known)}
    rows = sorted(units, key=lambda unit: order.get(unit.pk, len(order)))
    return [
        PlanUnitForm(
            data,
            unit=unit,
            suggested=why.get(unit.pk, ""),
            initial=known.get(unit.pk, {"reason": why.get(unit.pk, "")}),
        )
        for unit in rows
    ]


def saved(plan: Plan) -> dict[int, dict[str, Any]]:
    """The units the plan has, as a form shows them."""
    return {
        row.unit_id: {"chosen": True, "reason": row.reason, "form": row.form, "month": row.month}
        for row in plan.units.all()
    }


def taken(
    plan: Plan,
    units: list[Unit],
    why: dict[int, str],
    paste: PasteForm,
    forms: list[PlanUnitForm],
) -> tuple[list[PlanUnitForm], dict[str, Any]]:
    """Rows of a pasted table ticked on the page, to be looked through and saved; or its doubts."""
    try:
        preview = pasted(paste.cleaned_data["text"], units) if paste.is_valid() else None
    except ActionError as error:
        explain(paste, error)
        preview = None
    if preview is None or not preview.good:
        return forms, {"preview": preview, "status": 422}
    given = saved(plan) | from_table(preview, why)
    return forms_of(plan, units, why, None, given), {"taken": len(preview.rows), "status": 200}


def from_table(preview: Preview, why: dict[int, str]) -> dict[int, dict[str, Any]]:
    """Unit -> its line; where the table gives no reason, the one the data give."""
    return {
        row["unit"].pk: {
            "chosen": True,
            "reason": row["reason"] or why.get(row["unit"].pk, ""),
            "form": VisitForm.ON_SITE,
            "month": row["month"],
        }
        for row in preview.values()
    }


def row_of(form: PlanUnitForm) -> actions.PlanUnitRow:
    """A ticked line as the action takes it."""
    given = form.cleaned_data
    visit = given["form"] or VisitForm.ON_SITE
    return actions.PlanUnitRow(form.unit, given["reason"].strip(), visit, given["month"])
