"""Wishes to be forgotten that the office has to decide, because it keeps papers of dossiers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from congvu.applicants.models import Applicant
from congvu.applicants.policies import may_forget
from congvu.core.errors import ActionError
from congvu.core.formed import explain
from congvu.core.paging import cut
from congvu.portal.actions import erase_asked
from congvu.portal.forms import ForgetForm


def asked(request: HttpRequest):
    """Those who wait for a decision; 404 for whoever does not decide."""
    if not may_forget(request.user):
        raise Http404
    return Applicant.objects.living().filter(erasure_asked_at__isnull=False)


@login_required
@require_safe
def erasure_list(request: HttpRequest) -> HttpResponse:
    """Who asked, and when."""
    page = cut(asked(request), ["erasure_asked_at"], request.GET)
    return render(request, "portal/erasure_list.html", {"page": page, "form": ForgetForm()})


@login_required
@require_POST
def erasure_do(request: HttpRequest, pk: int) -> HttpResponse:
    """Xóa: the ground is written down."""
    rows = asked(request)
    row, form = get_object_or_404(rows, pk=pk), ForgetForm(request.POST)
    if form.is_valid():
        try:
            erase_asked(row, by=request.user, reason=form.cleaned_data["reason"])
        except ActionError as error:
            status = explain(form, error)
        else:
            messages.success(request, "Đã xóa dữ liệu của người nộp.")
            return redirect("portal:erasure_list")
    else:
        status = 422
    context = {"page": cut(rows, ["erasure_asked_at"], request.GET), "form": form, "wrong": row.pk}
    return render(request, "portal/erasure_list.html", context, status=status)
