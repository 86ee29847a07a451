"""Pages of processes: list, drawing, steps as rows."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.core.errors import ActionError
from congvu.core.formed import expected, refused
from congvu.core.paging import cut
from congvu.core.policies import require
from congvu.procedures import actions, rules
from congvu.procedures.errors import FixedProcess
from congvu.procedures.forms import ProcessForm, step_rows
from congvu.procedures.forms.rows import with_more
from congvu.procedures.models import Process
from congvu.procedures.models.reading import steps_of
from congvu.procedures.outputs import swim_lane
from congvu.procedures.policies import may_begin, may_keep_unit, may_read
from congvu.procedures.states import ProcessState
from congvu.procedures.views.doors import crumbs, the_process

ORDER = ("unit__order", "unit", "code", "-number")
TONES = {ProcessState.DRAFT: "muted", ProcessState.IN_USE: "ok", ProcessState.RETIRED: "muted"}


@login_required
@require_safe
def process_list(request: HttpRequest) -> HttpResponse:
    """Every process with its unit, how many steps it has and how many procedures it serves."""
    require(may_read(request.user))
    rows = Process.objects.visible_to(request.user).select_related("unit")
    rows = rows.annotate(step_count=Count("steps", distinct=True),
                         served=Count("versions__procedure", distinct=True))  # fmt: skip
    page = cut(rows, ORDER, request.GET)
    context = {
        "rows": page.rows,
        "next_cursor": page.next_cursor,
        "previous_cursor": page.previous_cursor,
        "can_begin": may_begin(request.user),
        "tones": TONES,
        "crumbs": crumbs("Quy trình giải quyết"),
    }
    return render(request, "procedures/process_list.html", context)


def drawing_of(process: Process) -> str:
    """Its swim lane."""
    title = f"Sơ đồ quy trình {process.title}"
    return swim_lane(title, steps_of(process), rules.law().hours_per_day)


def page_of(process: Process) -> dict[str, Any]:
    """What the page and the sheet share."""
    steps, per_day = steps_of(process), rules.law().hours_per_day
    total = rules.longest_path(steps)
    return {
        "process": process,
        "steps": [(one, rules.hours_words(one.hours, per_day)) for one in steps],
        "total": total,
        "total_words": rules.hours_words(total, per_day) if total is not None else "",
        "lane": mark_safe(drawing_of(process)),  # noqa: S308 - every word is escaped there
    }


@login_required
@require_safe
def process_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The drawing, the steps, and the procedures that go by it."""
    process = the_process(request, pk)
    keep = may_keep_unit(request.user, process.unit_id)
    versions = process.versions.select_related("procedure").order_by("name", "-number")
    context = page_of(process) | {
        "versions": versions,
        "can_edit": keep and not process.is_fixed,
        "can_revise": keep and process.is_fixed,
        "can_retire": keep and process.state == ProcessState.IN_USE,
        "tone": TONES[ProcessState(process.state)],
        "crumbs": crumbs(("Quy trình giải quyết", process_home()), process.code),
    }
    return render(request, "procedures/process_detail.html", context)


def process_home() -> str:
    """The list of processes."""
    return reverse("procedures:process_list")


@login_required
@require_safe
def process_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The same on paper."""
    return render(request, "procedures/process_print.html", page_of(the_process(request, pk)))


@login_required
@require_safe
def process_drawing(request: HttpRequest, pk: int) -> HttpResponse:
    """The drawing alone, to be put into other papers."""
    process = the_process(request, pk)
    headers = {"Content-Disposition": f'attachment; filename="quy-trinh-{process.pk}.svg"'}
    return HttpResponse(drawing_of(process), "image/svg+xml; charset=utf-8", headers=headers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def process_new(request: HttpRequest) -> HttpResponse:
    """A new process with its steps."""
    require(may_begin(request.user))
    return steps_page(request, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def process_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The steps of a draft."""
    process = the_process(request, pk)
    require(may_keep_unit(request.user, process.unit_id))
    if process.is_fixed:
        raise FixedProcess
    return steps_page(request, process)


def steps_page(request: HttpRequest, process: Process | None) -> HttpResponse:
    """Rows of steps; "more" adds spare rows and keeps everything typed."""
    data, status = request.POST or None, 200
    more = bool(request.POST.get("more"))
    if data is not None and more:
        data = with_more(data, "steps")
    form = ProcessForm(data, user=request.user, process=process)
    rows = step_rows(process, data)
    opened = process.version if process else None
    if data is not None and not more:
        status = 422
        try:
            if all([form.is_valid(), rows.is_valid()]):
                saved = save(request, process, form, rows)
                messages.success(request, f"Đã lưu {saved}.")
                return redirect(saved)
        except ActionError as error:
            status, opened = refused(form, error, opened)
    title = f"Sửa {process}" if process else "Thêm quy trình"
    context = {"form": form, "rows": rows, "process": process, "opened": opened, "title": title,
               "crumbs": crumbs(("Quy trình giải quyết", process_home()), title)}  # fmt: skip
    return render(request, "procedures/process_form.html", context, status=status)


def save(request: HttpRequest, process: Process | None, form: Any, rows: Any) -> Process:
    """Call the action with what was typed."""
    steps = [rows.forms[0].facts(data, number) for number, data in enumerate(rows.kept(), 1)]
    given = form.cleaned_data
    if process is None:
        told = (given["unit"], given["code"], given["title"])
        return actions.create_process(*told, steps, by=request.user)
    return actions.edit_process(process, steps, title=given["title"], by=request.user,
                                expected=expected(request))  # fmt: skip


@login_required
@require_POST
def process_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """The next issue, a draft."""
    fresh = actions.revise_process(the_process(request, pk), by=request.user)
    messages.success(request, f"Đã lập {fresh} để sửa.")
    return redirect("procedures:process_edit", fresh.pk)


@login_required
@require_POST
def process_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Not for new versions any more."""
    process = actions.retire_process(
        the_process(request, pk), by=request.user, expected=expected(request)
    )
    messages.success(request, f"{process} thôi áp dụng cho bản mới.")
    return redirect(process)


@login_required
@require_POST
def process_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    process = the_process(request, pk)
    actions.discard_process(process, by=request.user, expected=expected(request))
    messages.success(request, f"Đã bỏ {process}.")
    return redirect("procedures:process_list")
