"""Where items are checked, sent for review, let out and taken back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from congvu.core.errors import ActionError, BadInput
from congvu.core.formed import number_of
from congvu.inspections.models import Inspection
from congvu.portal import actions
from congvu.portal.forms import PublishForm, SendBackForm, VersionForm, WithdrawForm
from congvu.portal.models import NewsItem
from congvu.portal.policies import may_edit
from congvu.portal.views.sheet import sheet_of

PAGE = 30
INCOMPLETE = "Trang gửi lên thiếu dữ liệu. Hãy mở lại trang này rồi thực hiện lại."


@login_required
@require_safe
def item_list(request: HttpRequest) -> HttpResponse:
    """What is being written, waits for review, or is out."""
    if not may_edit(request.user):
        raise Http404
    rows = NewsItem.objects.visible_to(request.user).select_related("drafted_by")
    if (cursor := number_of(request.GET.get("sau"))) is not None:
        rows = rows.filter(pk__lt=cursor)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    context = {
        "rows": found[:PAGE],
        "next_cursor": found[PAGE - 1].pk if len(found) > PAGE else None,
    }
    return render(request, "portal/item_list.html", context)


@login_required
@require_POST
def article_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """From a concluded campaign to a draft, in one step."""
    if not may_edit(request.user):
        raise Http404
    inspection = get_object_or_404(Inspection.objects.filter(pk=pk).visible_to(request.user))
    return redirect(actions.draft_article(inspection, by=request.user))


def seen(request: HttpRequest, pk: int) -> NewsItem:
    """The item, 404 for whoever does not edit."""
    rows = NewsItem.objects.visible_to(request.user)
    rows = rows.select_related("inspection", "published_by", "drafted_by", "page__latest_revision")
    return get_object_or_404(rows, pk=pk)


@login_required
@require_safe
def item_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as it stands, what to look at in it, and what may be done."""
    return shown(request, seen(request, pk))


def shown(request: HttpRequest, item: NewsItem, status: int = 200, **more: Any) -> HttpResponse:
    """The page of an item, after an error with what was typed."""
    context = {
        "item": item,
        "sheet": sheet_of(item, request.user),
        "ticked": request.POST.getlist("seen"),
        "send_back": SendBackForm(),
        "withdraw": WithdrawForm(),
        **more,
    }
    return render(request, "portal/item_detail.html", context, status=status)


def named(form: Any) -> dict[str, Any]:
    """A form that was filled in wrongly, in its own place on the page, and said on top."""
    wrong = next((e for f, errors in form.errors.items() if f != "version" for e in errors), None)
    told = {"error": BadInput(wrong if "version" not in form.errors and wrong else INCOMPLETE)}
    if isinstance(form, SendBackForm):
        told["send_back"] = form
    return told | ({"withdraw": form} if isinstance(form, WithdrawForm) else {})


Act = Callable[[NewsItem, Any, HttpRequest], Any]


def verb(request: HttpRequest, pk: int, form: Any, act: Act, done: str) -> HttpResponse:
    """Bind, act, say so; what is wrong comes back on the same page."""
    item = seen(request, pk)
    if not form.is_valid():
        return shown(request, item, 422, **named(form))
    try:
        act(item, form.cleaned_data, request)
    except ActionError as error:
        return shown(request, seen(request, pk), error.status, error=error)
    messages.success(request, done)
    gone = not NewsItem.objects.filter(pk=pk).exists()
    return redirect("portal:item_list") if gone else redirect("portal:item_detail", pk)


@login_required
@require_POST
def item_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Gửi duyệt."""

    def act(item: NewsItem, told: dict[str, Any], request: HttpRequest) -> Any:
        return actions.submit(item, by=request.user, expected=told["version"])

    return verb(request, pk, VersionForm(request.POST), act, "Đã gửi duyệt.")


@login_required
@require_POST
def item_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Trả lại."""

    def act(item: NewsItem, told: dict[str, Any], request: HttpRequest) -> Any:
        return actions.send_back(item, note=told["note"], by=request.user, expected=told["version"])

    return verb(request, pk, SendBackForm(request.POST), act, "Đã trả lại người soạn.")


@login_required
@require_POST
def item_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Đăng tin."""

    def act(item: NewsItem, told: dict[str, Any], request: HttpRequest) -> Any:
        return actions.publish(
            item,
            revision=told["revision"],
            seen=request.POST.getlist("seen"),
            by=request.user,
            expected=told["version"],
        )

    return verb(request, pk, PublishForm(request.POST), act, "Tin đã lên trang thông tin.")


@login_required
@require_POST
def item_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Gỡ tin."""

    def act(item: NewsItem, told: dict[str, Any], request: HttpRequest) -> Any:
        return actions.withdraw(
            item, reason=told["reason"], by=request.user, expected=told["version"]
        )

    return verb(request, pk, WithdrawForm(request.POST), act, "Đã gỡ tin khỏi trang thông tin.")


@login_required
@require_POST
def item_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Xóa bản nháp."""

    def act(item: NewsItem, told: dict[str, Any], request: HttpRequest) -> Any:
        return actions.remove_draft(item, by=request.user, expected=told["version"])

    return verb(request, pk, VersionForm(request.POST), act, "Đã xóa bản nháp.")
