"""Making public: per unit and per procedure, printed sheets, the walk along the board."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.core import clock, formats
from congvu.core.errors import BadInput
from congvu.core.formed import expected, form_page, number_of
from congvu.core.policies import require
from congvu.documents.posted import render_posted
from congvu.organizations.models import Unit
from congvu.procedures import actions, rules
from congvu.procedures.catalogue import rows_of
from congvu.procedures.forms import DisclosureForm, LevelForm
from congvu.procedures.models import Disclosure, Posting, Procedure, ProcedureVersion
from congvu.procedures.models.reading import current_versions
from congvu.procedures.outputs import posting_sheet
from congvu.procedures.policies import may_keep, may_keep_unit
from congvu.procedures.states import CHANNEL_LABELS, SHEET_STATE_LABELS, Channel, SheetState
from congvu.procedures.views.doors import crumbs, the_procedure, the_sheet, the_unit


@login_required
@require_safe
def unit_disclosure(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's list: what each procedure lacks, where it is public, and its sheets."""
    unit, today = the_unit(request, pk), clock.today()
    procedures = Procedure.objects.visible_to(request.user).of_unit(unit)
    rows = rows_of(procedures.select_related("field", "owner"), today)
    checked = Disclosure.objects.filter(unit=unit).select_related("shown")
    by_procedure: dict[int, dict[str, Disclosure]] = {}
    for one in checked:
        by_procedure.setdefault(one.procedure_id, {})[one.channel] = one
    table = [(row, channels(row, by_procedure.get(row.procedure.pk, {}))) for row in rows]
    context = {
        "unit": unit,
        "table": table,
        "complete": sum(not row.missing for row in rows),
        "can_keep": may_keep_unit(request.user, unit.pk),
        "can_print": any(row.version and row.version.is_fixed for row in rows),
        "crumbs": crumbs(f"Công khai tại {unit}"),
    }
    return render(request, "procedures/unit_disclosure.html", context)


def channels(row: Any, known: dict[str, Disclosure]) -> list[tuple[str, str, str]]:
    """(channel, words, tone) for each channel asked for or recorded."""
    asked = set(rules.law().channels(national=row.procedure.national)) | set(known)
    told = []
    for channel, label in CHANNEL_LABELS.items():
        if channel in asked:
            told.append((label, *channel_words(known.get(channel), row.version)))
    return told


def channel_words(one: Disclosure | None, version: ProcedureVersion | None) -> tuple[str, str]:
    """What can be said of a channel."""
    if one is None or one.last_checked_on is None:
        return "chưa kiểm tra", "warn"
    day = formats.date(one.last_checked_on)
    if version is not None and one.shown_id == version.pk:
        return f"đúng bản đang áp dụng, kiểm tra {day}", "ok"
    return f"không đúng bản đang áp dụng, kiểm tra {day}", "late"


@login_required
@require_POST
def postings_print(request: HttpRequest, pk: int) -> HttpResponse:
    """In bản niêm yết: a marked sheet for each procedure in force, as one PDF."""
    unit = the_unit(request, pk)
    require(may_keep_unit(request.user, unit.pk))
    chosen = {key for key in map(number_of, request.POST.getlist("thu_tuc")) if key is not None}
    versions = [one for one in printable(unit) if not chosen or one.procedure_id in chosen]
    place = request.POST.get("place", "")[:300]
    sheets = actions.print_postings(unit, versions, by=request.user, place=place)
    day = formats.date(clock.today())
    pages = [
        posting_sheet(version, unit, address=request.build_absolute_uri(sheet.get_absolute_url()),
                      mark=f"Quét để biết\nbản này còn đúng\n{sheet.code}\n"
                           f"Bản {version.number} · {day}", printed=day)
        for sheet, version in zip(sheets, versions, strict=True)
    ]  # fmt: skip
    pdf = render_posted(pages, f"Bản niêm yết thủ tục hành chính tại {unit}")
    name = f"niem-yet-{unit.pk}-{clock.today():%Y%m%d}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf, "application/pdf", headers=headers)


def printable(unit: Unit) -> list[ProcedureVersion]:
    """Versions in force of the procedures the unit decides or resolves."""
    today = clock.today()
    own = current_versions([unit], today)
    resolved = ProcedureVersion.objects.in_force(today).filter(procedure__resolving_unit=unit)
    return own + list(resolved.exclude(procedure__owner=unit).with_parts())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """The walk along the notice board: sheets to tick, outdated ones, those that are missing."""
    unit = the_unit(request, pk)
    keep = may_keep_unit(request.user, unit.pk)
    kept = Posting.objects.visible_to(request.user).kept().filter(unit=unit)
    if request.method == "POST":
        require(keep)
        keys = [key for key in map(number_of, request.POST.getlist("thay")) if key is not None]
        if not keys:
            raise BadInput("Chưa đánh dấu bản niêm yết nào.")
        seen = actions.check_board(unit, Posting.objects.filter(pk__in=keys), by=request.user)
        messages.success(request, f"Đã ghi {len(seen)} bản niêm yết thấy trên bảng hôm nay.")
        return redirect("procedures:board", unit.pk)
    wanted = {one.procedure_id: one for one in printable(unit)}
    sheets = list(kept.select_related("procedure_version", "seen_by"))
    states, missing = rules.walk(
        {key: one.pk for key, one in wanted.items()}, list(map(sheet_facts, sheets))
    )
    today = clock.today()
    context = {
        "unit": unit,
        "rows": [(one, *SHEET_STATE_LABELS[states[one.pk]], one.seen_on == today)
                 for one in sheets],
        "missing": [wanted[key] for key in missing],
        "counts": {state: list(states.values()).count(state) for state in SheetState},
        "can_keep": keep,
        "crumbs": crumbs((f"Công khai tại {unit}", unit_address(unit)), "Bảng niêm yết"),
    }  # fmt: skip
    return render(request, "procedures/board.html", context)


def sheet_facts(one: Posting) -> rules.Sheet:
    """A sheet as the rules know it."""
    version = one.procedure_version
    seen = one.seen_on is not None
    return rules.Sheet(one.pk, version.procedure_id, version.pk, one.printed_at, seen)


def unit_address(unit: Unit) -> str:
    """The unit's list."""
    return reverse("procedures:unit_disclosure", args=[unit.pk])


@login_required
@require_POST
def posting_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet no longer hangs."""
    sheet = the_sheet(request, pk)
    actions.take_down(sheet, by=request.user, expected=expected(request))
    messages.success(request, "Đã ghi là đã gỡ.")
    return redirect("procedures:board", sheet.unit_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def level_declare(request: HttpRequest, pk: int) -> HttpResponse:
    """A level in the words of its day."""
    procedure = the_procedure(request, pk)
    require(may_keep(request.user, procedure))
    form = LevelForm(request.POST or None, initial={"valid_from": clock.today()})

    def run(data: dict[str, Any]) -> None:
        actions.declare_level(procedure, data["level"], data["valid_from"],
                              decision=data["decision"], by=request.user)  # fmt: skip

    return form_page(
        request,
        form,
        run,
        title="Khai mức độ trực tuyến",
        button="Lưu mức độ",
        back=procedure.get_absolute_url(),
        lead="Ghi theo cách gọi của thời điểm có quyết định; phần mềm không quy đổi.",
        crumbs=crumbs((procedure.name[:80], procedure.get_absolute_url()), "Mức độ trực tuyến"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def disclosure_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that somebody looked at a channel."""
    procedure = the_procedure(request, pk)
    require(may_keep(request.user, procedure))
    initial = {"on": clock.today(), "current": True, "channel": Channel.OFFICE_BOARD}
    form = DisclosureForm(request.POST or None, initial=initial)
    unit = (
        procedure.owner if may_keep_unit(request.user, procedure.owner_id) else procedure.resolver
    )

    def run(data: dict[str, Any]) -> None:
        shown = ProcedureVersion.objects.in_force(clock.today()).filter(procedure=procedure).first()
        actions.check_disclosure(procedure, unit, data["channel"], by=request.user, on=data["on"],
                                 place=data["place"] or None,
                                 shown=shown if data["current"] else None)  # fmt: skip

    return form_page(
        request,
        form,
        run,
        title="Ghi kết quả kiểm tra công khai",
        button="Lưu kết quả",
        back=procedure.get_absolute_url(),
        lead=f"Công khai tại {unit}.",
        crumbs=crumbs((procedure.name[:80], procedure.get_absolute_url()), "Kiểm tra công khai"),
    )
