"""Pages of the legal bases."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from congvu.core import clock, formats
from congvu.core.errors import BadInput, StaleSave
from congvu.core.formed import expected
from congvu.core.paging import cut
from congvu.core.policies import require
from congvu.legal.actions import add_basis, edit_basis
from congvu.legal.forms import BasisForm
from congvu.legal.models import Basis
from congvu.legal.policies import may_manage_bases, may_read_bases
from congvu.legal.registry import dependants
from congvu.legal.states import STANDING_LABELS


@login_required
@require_safe
def basis_list(request: HttpRequest) -> HttpResponse:
    """All of them, or those found, or those that apply today."""
    require(may_read_bases(request.user))
    words = request.GET.get("q", "").strip()
    today = clock.today()
    bases = Basis.objects.visible_to(request.user).search(words).select_related("replaced_by")
    if request.GET.get("hieu_luc"):
        bases = bases.in_force(today)
    found = cut(bases, ["number"], request.GET)
    rows = [(basis, *STANDING_LABELS[basis.standing(today)]) for basis in found.rows]
    context = {
        "rows": rows,
        "q": words,
        "can_add": may_manage_bases(request.user),
        "next_cursor": found.next_cursor,
        "previous_cursor": found.previous_cursor,
    }
    return render(request, "legal/basis_list.html", context)


@login_required
@require_safe
def basis_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: its dates, what it replaces, what rests on it."""
    bases = Basis.objects.visible_to(request.user).select_related("replaced_by")
    basis = get_object_or_404(bases, pk=pk)
    label, tone = STANDING_LABELS[basis.standing(clock.today())]
    context = {
        "basis": basis,
        "standing": label,
        "tone": tone,
        "replaces": basis.replaces.all(),
        "dependants": dependants(basis),
        "can_edit": may_manage_bases(request.user),
        "crumbs": [crumb_list(), {"label": basis.number}],
    }
    return render(request, "legal/basis_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def basis_add(request: HttpRequest) -> HttpResponse:
    """A new document."""
    require(may_manage_bases(request.user))
    form = BasisForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            basis = add_basis(by=request.user, **form.cleaned_data)
        except BadInput as error:
            explain(form, error)
        else:
            messages.success(request, f"Đã thêm {basis}.")
            return redirect(basis)
    return form_page(request, form, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def basis_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a document."""
    require(may_manage_bases(request.user))
    basis = get_object_or_404(Basis.objects.visible_to(request.user), pk=pk)
    form = BasisForm(request.POST or None, instance=basis)
    if request.method == "POST" and form.is_valid():
        try:
            opened = expected(request)
            basis = edit_basis(basis, by=request.user, expected=opened, **form.cleaned_data)
        except StaleSave as error:
            return stale_page(request, form, error.details["current"])
        except BadInput as error:
            explain(form, error)
        else:
            messages.success(request, f"Đã lưu {basis}.")
            return redirect(basis)
    return form_page(request, form, basis)


def explain(form: BasisForm, error: BadInput) -> None:
    """Put an action's refusal beside the fields it is about."""
    for name, message in error.fields.items():
        form.add_error(name, message)


def stale_page(request: HttpRequest, form: BasisForm, saved: Basis) -> HttpResponse:
    """Both texts, field by field; saving again from here replaces the other's knowingly."""
    theirs = [
        {"label": form[name].label, "saved": show(getattr(saved, name)), "yours": show(value)}
        for name, value in form.cleaned_data.items()
        if getattr(saved, name) != value
    ]
    crumbs = [crumb_list(), {"label": saved.number, "url": saved.get_absolute_url()}]
    context = {"form": form, "basis": saved, "crumbs": [*crumbs, {"label": "Sửa"}]}
    return render(request, "legal/basis_form.html", context | {"stale": theirs}, status=409)


def show(value: object) -> str:
    """A value as on the form."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dt.date):
        return formats.date(value)
    return str(value) if value else "để trống"


def form_page(request: HttpRequest, form: BasisForm, basis: Basis | None) -> HttpResponse:
    """The form; 422 when it was refused."""
    crumbs = [crumb_list()]
    if basis:
        crumbs.append({"label": basis.number, "url": basis.get_absolute_url()})
    here = {"label": "Sửa" if basis else "Thêm căn cứ"}
    context = {"form": form, "basis": basis, "crumbs": [*crumbs, here]}
    return render(request, "legal/basis_form.html", context, status=422 if form.errors else 200)


def crumb_list() -> dict[str, str]:
    """The first crumb of every page here."""
    return {"label": "Căn cứ pháp lý", "url": reverse("legal:basis_list")}
