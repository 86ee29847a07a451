"""Pages of notices: my list, the sheet to print, batches before they go out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.formed import expected, number_of
from congvu.core.policies import require
from congvu.notices import actions
from congvu.notices.forms import NoticeFilter
from congvu.notices.models import Batch, Notice
from congvu.notices.policies import may_see_reminders, may_send
from congvu.notices.rules import message
from congvu.notices.states import REMINDED_AT, BatchState

PAGE = 50


@login_required
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Everything I was told, the newest first."""
    form = NoticeFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    notices = Notice.objects.visible_to(request.user)
    if wanted.get("doc"):
        notices = notices.unread()
    if wanted.get("loai"):
        notices = notices.filter(kind=wanted["loai"])
    if wanted.get("sau"):
        notices = notices.filter(pk__lt=wanted["sau"])
    rows = with_messages(request, list(notices[: PAGE + 1]))
    cursor = rows[PAGE - 1].pk if len(rows) > PAGE else None
    context = {
        "form": form,
        "notices": rows[:PAGE],
        "next_cursor": cursor,
        "can_see_reminders": may_see_reminders(request.user),
    }
    return render(request, "notices/notice_list.html", context)


@login_required
@require_POST
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where a notice points; it is read by that."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    actions.mark_read([notice.pk], by=request.user)
    return redirect(notice.path or "notices:notice_list")


@login_required
@require_POST
def notice_read_all(request: HttpRequest) -> HttpResponse:
    """Mark all my notices as read."""
    count = actions.mark_read(None, by=request.user)
    messages.success(request, f"Đã đánh dấu {count} thông báo là đã đọc.")
    return redirect("notices:notice_list")


@login_required
@require_safe
def digest_print(request: HttpRequest) -> HttpResponse:
    """What I have not read yet, on a sheet of paper."""
    notices = Notice.objects.visible_to(request.user).unread().order_by("kind", "pk")[:200]
    context = {"notices": notices, "day": clock.today()}
    return render(request, "notices/digest_print.html", context)


@login_required
@require_safe
def batch_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who would be told what."""
    batch = get_object_or_404(Batch.objects.select_related("prepared_by"), pk=pk)
    require(may_send(request.user, batch))
    found = batch.notices.select_related("recipient").order_by("recipient__full_name", "pk")
    notices = with_messages(request, list(found))
    return render(request, "notices/batch_detail.html", {"batch": batch, "notices": notices})


def with_messages(request: HttpRequest, notices: list[Notice]) -> list[Notice]:
    """Each notice with the text to copy into a chat, its link included."""
    for notice in notices:
        link = request.build_absolute_uri(notice.path) if notice.path else ""
        notice.message = message(notice.text, link)
    return notices


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_list(request: HttpRequest) -> HttpResponse:
    """Who will be reminded of what the next morning; as a batch it goes out before."""
    require(may_see_reminders(request.user))
    day = actions.next_morning()
    if request.method == "POST":
        batch = actions.prepare_reminders(day, by=request.user)
        return redirect("notices:batch_detail", pk=batch.pk)
    drafts = actions.reminders_ahead(day)
    people = User.objects.in_bulk({draft.to_id for draft in drafts})
    rows = [(people[draft.to_id], draft) for draft in drafts]
    rows.sort(key=lambda row: (str(row[0]), row[1].title))
    waiting = Batch.objects.filter(state=BatchState.PREPARED).select_related("prepared_by")[:20]
    context = {"day": day, "at": REMINDED_AT, "rows": rows, "waiting": waiting}
    return render(request, "notices/reminder_list.html", context)


@login_required
@require_POST
def batch_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a batch, cancel it, or leave some people out."""
    batch = get_object_or_404(Batch, pk=pk)
    opened = expected(request)
    verb = request.POST.get("verb", "")
    if verb == "leave_out":
        chosen = list(filter(None, map(number_of, request.POST.getlist("notice"))))
        actions.leave_out(batch, chosen, by=request.user, expected=opened)
        messages.success(request, "Đã bỏ những người được chọn khỏi danh sách.")
    elif verb == "cancel":
        actions.cancel_batch(batch, by=request.user, expected=opened)
        messages.success(request, "Đã hủy đợt thông báo, chưa ai nhận được gì.")
    else:
        actions.send_batch(batch, by=request.user, expected=opened)
        messages.success(request, "Đã gửi thông báo.")
    return redirect("notices:batch_detail", pk=batch.pk)
