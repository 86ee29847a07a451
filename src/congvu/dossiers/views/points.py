"""Receiving points: where dossiers are taken in, opened and kept by the office."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from congvu.core.errors import ActionError
from congvu.core.policies import require
from congvu.dossiers.actions import edit_point, open_point
from congvu.dossiers.forms import PointForm
from congvu.dossiers.models import ReceivingPoint
from congvu.dossiers.policies import may_keep_points
from congvu.dossiers.views.common import crumb_list, explain, opened_version


@login_required
@require_safe
def point_list(request: HttpRequest) -> HttpResponse:
    """Every counter with its code and rules."""
    require(may_keep_points(request.user))
    context = {
        "rows": ReceivingPoint.objects.visible_to(request.user).select_related("unit"),
        "crumbs": [crumb_list(), {"label": "Nơi tiếp nhận"}],
    }
    return render(request, "dossiers/point_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def point_add(request: HttpRequest) -> HttpResponse:
    """Open one."""
    require(may_keep_points(request.user))
    return point_page(request, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def point_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other rules from now on."""
    require(may_keep_points(request.user))
    return point_page(
        request, get_object_or_404(ReceivingPoint.objects.visible_to(request.user), pk=pk)
    )


def point_page(request: HttpRequest, point: ReceivingPoint | None) -> HttpResponse:
    """The form; refused, it says why beside the field."""
    version, label = (point.version, str(point)) if point else (None, "Nơi tiếp nhận mới")
    form, status = PointForm(request.POST or None, instance=point), 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = kept(request, form, point)
        except ActionError as error:
            explain(form, error)
            status = error.status
        else:
            messages.success(request, f"Đã lưu nơi tiếp nhận {saved}.")
            return redirect("dossiers:point_list")
    crumbs = [crumb_list(), crumb_points(), {"label": label}]
    context = {"form": form, "label": label, "version": version, "crumbs": crumbs}
    if form.errors and status == 200:
        status = 422
    return render(request, "dossiers/point_form.html", context, status=status)


def kept(request: HttpRequest, form: PointForm, point: ReceivingPoint | None) -> ReceivingPoint:
    """What the form says, kept by its action."""
    if point is None:
        return open_point(by=request.user, **form.cleaned_data)
    expected = opened_version(request)
    return edit_point(point, by=request.user, expected=expected, **form.cleaned_data)


def crumb_points() -> dict[str, str]:
    """The list of points."""
    return {"label": "Nơi tiếp nhận", "url": reverse("dossiers:point_list")}
