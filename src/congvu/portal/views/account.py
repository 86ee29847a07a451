"""The account of a citizen: who they are, a copy of their data, the end of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from congvu.applicants.actions import export_own, keep_own
from congvu.applicants.models import Applicant, clear, own_applicant
from congvu.core import clock
from congvu.core.encrypted import preload_objects
from congvu.core.errors import ActionError, StaleSave
from congvu.core.formed import explain
from congvu.core.formed import number_of as number
from congvu.documents.media import XLSX
from congvu.documents.xlsx import render_xlsx
from congvu.portal.actions import ask_erasure
from congvu.portal.citizens import for_citizens
from congvu.portal.forms import ErasureForm, OwnForm
from congvu.portal.outputs.own_data import filed_any, own_workbook


@for_citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """What is asked once and used in every filing."""
    own = own_applicant(request.user)
    if request.method != "POST":
        return shown(request, OwnForm(initial=known(own)), own)
    form = OwnForm(request.POST)
    if not form.is_valid():
        return shown(request, form, own, 422)
    expected = number(request.POST.get("version")) if own else None
    try:
        keep_own(by=request.user, expected=expected, **form.cleaned_data)
    except StaleSave as error:
        form.add_error(None, "Thông tin đã được sửa ở một trang khác. Hãy xem lại rồi lưu lần nữa.")
        return shown(request, form, own_applicant(request.user), error.status)
    except ActionError as error:
        return shown(request, form, own, explain(form, error))
    messages.success(request, "Đã lưu. Thông tin này được điền sẵn mỗi lần nộp hồ sơ.")
    return redirect("portal:account")


@for_citizens
@require_POST
def account_data(request: HttpRequest) -> HttpResponse:
    """Dữ liệu của tôi: everything that is kept about the person who asks."""
    try:
        told = export_own(by=request.user, besides=filed_any(request.user))
    except ActionError as error:
        messages.error(request, error.message)
        return redirect("portal:account")
    book = own_workbook(request.user, told, clock.now())
    headers = {"Content-Disposition": 'attachment; filename="du-lieu-cua-toi.xlsx"'}
    return HttpResponse(render_xlsx(book), XLSX, headers=headers)


@for_citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account_erase(request: HttpRequest) -> HttpResponse:
    """Say what will happen; then do it, or pass the wish on."""
    form, status = ErasureForm(request.POST or None), 200
    if request.method == "POST":
        form = ErasureForm(request.POST)
        form.is_valid()
        try:
            done = ask_erasure(by=request.user, sure=form.cleaned_data.get("sure", False))
        except ActionError as error:
            status = explain(form, error)
        else:
            return told(request, done)
    context = {"form": form, "own": own_applicant(request.user)}
    return render(request, "portal/account_erase.html", context, status=status)


def told(request: HttpRequest, done: bool) -> HttpResponse:
    """Gone with the session, or back on the page that says since when it was asked."""
    if not done:
        messages.success(request, "Đã gửi yêu cầu xóa dữ liệu đến cơ quan.")
        return redirect("portal:account_erase")
    logout(request)
    messages.success(request, "Đã xóa dữ liệu và kết thúc tài khoản của bạn.")
    return redirect("portal:home")


def known(own: Applicant | None) -> dict[str, str]:
    """What the form shows: one's own data in clear."""
    if own is None:
        return {}
    preload_objects([own])
    return {name: clear(getattr(own, name)) for name in OwnForm.base_fields}


def shown(
    request: HttpRequest, form: Any, own: Applicant | None, status: int = 200
) -> HttpResponse:
    """The page; refused, with what was typed."""
    context = {"form": form, "own": own, "version": own.version if own else None}
    context["has_data"] = own is not None or filed_any(request.user)
    return render(request, "portal/account.html", context, status=status)
