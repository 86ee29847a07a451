"""The result of a dossier put in or taken back; papers the applicant gave before."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from congvu.core.formed import form_page
from congvu.core.policies import require
from congvu.dossiers.actions import put_result, reuse_papers, withdraw_result
from congvu.dossiers.actions.results import refuse_result
from congvu.dossiers.forms.money import ReasonForm
from congvu.dossiers.forms.results import ResultForm, ReuseForm
from congvu.dossiers.models import Result
from congvu.dossiers.policies import may_put_result, may_serve
from congvu.dossiers.reusing import papers_for
from congvu.dossiers.views.common import opened_version, sent
from congvu.dossiers.views.money import crumbs_of, row_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def result_add(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed file with the number and day of its paper."""
    row = row_of(request, pk)
    refuse_result(row, request.user)
    form = ResultForm(sent(request), request.FILES or None)

    def run(values: dict[str, Any]) -> None:
        file = values.pop("file")
        put_result(row, file, file.name, by=request.user, **values)

    return form_page(
        request, form, run, title="Đưa kết quả vào hồ sơ", button="Lưu kết quả",
        back=row.get_absolute_url(), crumbs=crumbs_of(row, "Kết quả"),
        lead=f"Hồ sơ {row} · {row.applicant_label}", done="Đã đưa kết quả vào hồ sơ.",
        template="dossiers/upload_form.html",
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def result_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """It stays, and says that it no longer holds."""
    rows = Result.objects.visible_to(request.user).select_related("dossier__point", "dossier__unit")
    result = get_object_or_404(rows, pk=pk)
    row = result.dossier
    require(may_put_result(request.user, row))
    form = ReasonForm(sent(request))

    def run(values: dict[str, Any]) -> None:
        withdraw_result(result, by=request.user, expected=opened_version(request), **values)

    return form_page(
        request, form, run, title=f"Thu hồi kết quả {result}", button="Thu hồi",
        back=row.get_absolute_url(), crumbs=crumbs_of(row, "Thu hồi kết quả"),
        version=result.version, lead=f"Hồ sơ {row} · {row.applicant_label}",
        done="Đã thu hồi kết quả.",
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dossier_reuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Papers and results of earlier dossiers of the same applicant that still hold."""
    row = row_of(request, pk)
    require(may_serve(request.user, row.point))
    papers = papers_for(row, request.user)
    title, crumbs = "Dùng lại giấy tờ đã có", crumbs_of(row, "Giấy tờ đã có")
    if not papers:
        context = {"row": row, "title": title, "crumbs": crumbs}
        return render(request, "dossiers/reuse_none.html", context)
    form = ReuseForm(sent(request), papers=papers)

    def run(values: dict[str, Any]) -> None:
        reuse_papers(row, values["items"], by=request.user, consent=values["consent"])

    return form_page(
        request, form, run, title=title, button="Dùng lại cho hồ sơ này",
        back=row.get_absolute_url(), crumbs=crumbs,
        lead=f"Hồ sơ {row} · {row.applicant_label}", done="Đã ghi giấy tờ dùng lại.",
    )  # fmt: skip
