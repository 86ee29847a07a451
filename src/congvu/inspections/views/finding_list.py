"""All findings of a campaign, to filter and to take away as a workbook."""

import math
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from congvu.core import search
from congvu.core.counting import MOST, figures, told, with_words
from congvu.core.paging import SIZE, Cut, cut, place_asked
from congvu.criteria.models import Area
from congvu.documents.xlsx import Sheet, SheetColumn, Workbook
from congvu.inspections.models import Finding, Inspection
from congvu.inspections.outputs.comparison import compare
from congvu.inspections.outputs.finding_counts import Group, Places, groups_of, total
from congvu.inspections.states import POLARITY_LABELS, Polarity, RepeatState
from congvu.inspections.views.doing import campaign_or_404, number_asked, page, workbook
from congvu.inspections.views.doors import crumbs
from congvu.organizations.models import Unit

FEW = 500  # findings that are sorted sooner than singled out
KEYS = ("unit__order", "unit__name", "unit_id", "area__order")
PRINTED = ("unit", "area", "criterion", "remark")
TOLD = (*PRINTED, "repeat_of__inspection")  # in the workbook
COLUMNS = (
    SheetColumn("TT", 6, "number"),
    SheetColumn("Đơn vị", 28),
    SheetColumn("Nội dung", 22),
    SheetColumn("Tiêu chí", 10),
    SheetColumn("Loại", 12),
    SheetColumn("Phát hiện", 60),
    SheetColumn("Căn cứ, minh chứng", 40),
    SheetColumn("Mức độ", 12),
    SheetColumn("Nguyên nhân", 30),
    SheetColumn("Lặp lại", 18),
    SheetColumn("Nhận xét chung", 40),
)


@login_required
@require_safe
def finding_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Findings by unit, area, kind, repeated, not yet placed."""
    inspection = campaign_or_404(request, pk)
    seen = visible(request, inspection)
    every = groups_of(seen)
    units = Unit.objects.in_bulk({group.unit for group in every})
    version = inspection.library_version_id
    held = Q(library_version=version) | Q(pk__in={group.area for group in every})
    areas = Area.objects.filter(held).in_bulk()
    groups = fitting(request, every)
    held = filtered(request, seen)
    count = counted(request, held, groups)
    page_of = page_asked(request, held, Places(groups, units, areas), count)
    context = {
        "inspection": inspection,
        "rows": page_of.rows,
        "next_cursor": page_of.next_cursor,
        "previous_cursor": page_of.previous_cursor,
        "found": count,
        "found_words": told(count),
        "facts": facts(every),
        "units": sorted(units.values(), key=lambda unit: (unit.order, unit.name)),
        "areas": sorted(
            (area for area in areas.values() if offered(area, inspection)),
            key=lambda area: area.order,
        ),
        "polarities": POLARITY_LABELS.items(),
        "asked": request.GET,
        "unit_asked": number_asked(request, "don_vi"),
        "area_asked": number_asked(request, "noi_dung"),
        "total": total(every),
        "crumbs": crumbs(inspection, last="Phát hiện"),
    }
    return page(request, "inspections/finding_list.html", context)


def offered(area: Area, inspection: Inspection) -> bool:
    """Whether the campaign looks at this area."""
    ours = area.library_version_id == inspection.library_version_id
    return ours and area.code in inspection.area_codes


def facts(groups: list[Group]) -> list[dict[str, Any]]:
    """Figures above the list (core/_facts.html); each leads to its rows."""
    told = (
        (total(groups, lambda g: g.polarity == Polarity.STRENGTH),
         "ưu điểm", f"loai={Polarity.STRENGTH}"),
        (total(groups, lambda g: g.polarity == Polarity.LIMITATION),
         "hạn chế", f"loai={Polarity.LIMITATION}"),
        (total(groups, lambda g: g.repeat_state == RepeatState.CONFIRMED),
         "hạn chế lặp lại", "lap_lai=1"),
        (sum(g.waiting for g in groups), "chưa đưa vào nhận xét", "chua_dua=1"),
    )  # fmt: skip
    return [
        {"value": value, "joint": " ", "door_label": label, "door_url": f"?{query}"}
        for value, label, query in told
    ]


def fitting(request: HttpRequest, every: list[Group]) -> list[Group]:
    """The groups the filters leave; words are looked for by the database."""
    asked = request.GET
    unit, area = number_asked(request, "don_vi"), number_asked(request, "noi_dung")
    kind = asked.get("loai") if asked.get("loai") in list(Polarity) else ""
    return [
        group
        for group in every
        if (not unit or group.unit == unit)
        and (not area or group.area == area)
        and (not kind or group.polarity == kind)
        and (not asked.get("lap_lai") or group.repeat_state == RepeatState.CONFIRMED)
        and (not asked.get("chua_dua") or group.waiting)
    ]


def counted(request: HttpRequest, held: QuerySet[Finding], groups: list[Group]) -> int:
    """How many findings the filters leave; of those with certain words, no further than told."""
    if search.phrases(words := request.GET.get("q", "")):
        if total(groups) > MOST:
            return with_words(held, words)
        return figures(found=search.containing(held, words))["found"]
    if request.GET.get("chua_dua"):
        return sum(group.waiting for group in groups)
    return total(groups)


def page_asked(request: HttpRequest, held: QuerySet[Finding], places: Places, count: int) -> Cut:
    """One page: few are sorted all together, many are looked for where the page must lie."""
    words = request.GET.get("q", "")
    found = search.containing(held, words)
    if count <= FEW:
        return whole(cut(slim(found), KEYS, request.GET))
    size = SIZE * math.ceil(total(places.groups) / count)
    place = place_asked(held, ("unit_id", "area_id"), request.GET)
    near = places.around(held, place, "truoc" in request.GET, size)
    page_of = cut(slim(search.holding(near, words)), KEYS, request.GET)
    if len(page_of.rows) < SIZE:  # the words may be rare just there
        page_of = cut(slim(found), KEYS, request.GET)
    return whole(page_of)


def slim(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """Rows to be sorted: their keys alone."""
    return rows.only("pk")


def whole(page_of: Cut) -> Cut:
    """The page with all that its rows print."""
    keys = [row.pk for row in page_of.rows]
    rows = Finding.objects.select_related(*PRINTED).in_bulk(keys)
    return replace(page_of, rows=[rows[key] for key in keys])


def visible(request: HttpRequest, inspection: Inspection) -> QuerySet[Finding]:
    """Findings of the campaign this person may see."""
    return Finding.objects.of_campaign(inspection, request.user)


def filtered(request: HttpRequest, rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """As the filters say, words apart."""
    asked = request.GET
    if unit := number_asked(request, "don_vi"):
        rows = rows.filter(unit=unit)
    if area := number_asked(request, "noi_dung"):
        rows = rows.filter(area=area)
    if asked.get("loai") in list(Polarity):
        rows = rows.filter(polarity=asked["loai"])
    if asked.get("lap_lai"):
        rows = rows.repeated()
    if asked.get("chua_dua"):
        rows = rows.unplaced()
    return rows


@login_required
@require_safe
def finding_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The same list as a workbook."""
    inspection = campaign_or_404(request, pk)
    rows = filtered(request, visible(request, inspection))
    rows = search.containing(rows, request.GET.get("q", "")).select_related(*TOLD)
    lines = [cells(number, row) for number, row in enumerate(rows, start=1)]
    heading = f"Ưu điểm, hạn chế – {inspection.title}"
    book = Workbook((Sheet("Phát hiện", COLUMNS, lines, heading=heading),), title=heading)
    return workbook(book, f"phat-hien-{inspection.year}-{inspection.pk}")


def cells(number: int, row: Finding) -> list[Any]:
    """One line."""
    repeated = row.get_repeat_state_display() if row.repeat_state else ""
    if row.repeat_of:
        repeated = f"{repeated} ({row.repeat_of.inspection.year})"
    placed = row.remark.text if row.remark else "Chỉ nêu trong biên bản" if row.minutes_only else ""
    return [
        number,
        row.unit.short_name,
        row.area.short_title,
        row.criterion.code if row.criterion else "",
        row.get_polarity_display(),
        row.text,
        row.basis_text,
        row.get_severity_display(),
        row.cause or (row.get_cause_kind_display() if row.cause_kind else ""),
        repeated,
        placed,
    ]


@login_required
@require_safe
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """Gone, repeated and new since the campaign before, per area."""
    inspection = campaign_or_404(request, pk)
    changes = compare(inspection, request.user)
    kinds = ("gone", "repeated", "new")
    context = {
        "inspection": inspection,
        "previous": inspection.previous,
        "changes": changes,
        "totals": {kind: sum(len(getattr(c, kind)) for c in changes) for kind in kinds},
        "crumbs": crumbs(inspection, last="So với kỳ trước"),
    }
    return page(request, "inspections/comparison.html", context)
