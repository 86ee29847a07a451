"""A list of another system: every doubtful cell shown, then all rows or none."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from congvu.core.errors import ActionError
from congvu.core.formed import explain
from congvu.core.policies import require
from congvu.documents.xlsx import render_xlsx
from congvu.organizations.policies import rights_of
from congvu.petitions.actions import Report, import_petitions
from congvu.petitions.forms.importing import ImportForm
from congvu.petitions.intake import Told, pack, read_list, template_book, unpack
from congvu.petitions.policies import may_import
from congvu.petitions.views.common import crumb_list
from congvu.petitions.views.lists import XLSX

SHOWN = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Read and shown first; entered when everything is clear."""
    require(may_import(request.user))
    packed = request.POST.get("packed", "")
    form, told, status = ImportForm(rights_of(request.user).units()), None, 200
    if request.method == "POST":
        units = rights_of(request.user).units()
        form = ImportForm(units, request.POST, request.FILES, packed=bool(packed))
        try:
            told = given(form, packed)
            if told and told.good and packed:
                return entered(request, form, told)
        except ActionError as error:
            explain(form, error)
        status = 200 if told and told.good and not form.errors else 422
    context = {
        "form": form,
        "told": told,
        "count": len(told.preview.rows) if told else 0,
        "problems": told.problems[:SHOWN] if told else [],
        "packed": pack(told) if told and told.good else "",
        "crumbs": [crumb_list(), {"label": "Nhập danh sách"}],
    }
    return render(request, "petitions/import_page.html", context, status=status)


def given(form: ImportForm, packed: str) -> Told | None:
    """The rows: of the preview that was sent back, or of a fresh file."""
    if not form.is_valid():
        return None
    if packed:
        return unpack(packed)
    file = form.cleaned_data["file"]
    return read_list(file.read(), file.name)


def entered(request: HttpRequest, form: ImportForm, told: Told) -> HttpResponse:
    """All of them."""
    values = form.cleaned_data
    report = import_petitions(
        told.rows(), source=values["source"], at=values["at"], by=request.user
    )  # fmt: skip
    messages.success(request, told_of(report))
    return redirect("petitions:petition_list")


def told_of(report: Report) -> str:
    """What became of the list."""
    text = (
        f"Đã nhập: {report.created} mới, {report.updated} cập nhật, {report.unchanged} không đổi."
    )
    if report.kept:
        text += f" Đang xử lý ở đây nên giữ nguyên: {', '.join(report.kept[:20])}."
    return text


@login_required
@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    require(may_import(request.user))
    headers: dict[str, Any] = {
        "Content-Disposition": 'attachment; filename="mau-nhap-phan-anh-kien-nghi.xlsx"'
    }
    return HttpResponse(render_xlsx(template_book()), XLSX, headers=headers)
