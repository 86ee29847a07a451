"""The log of a campaign as a workbook, for the archives."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from congvu.core.history import entries_of
from congvu.core.models import LogEntry
from congvu.documents.xlsx import Sheet, SheetColumn, Workbook
from congvu.inspections.models import (
    Conclusion,
    Finding,
    GeneralRemark,
    Inspection,
    Minutes,
    OfficialDocument,
    Postponement,
    Recommendation,
    Remedy,
    TeamMember,
    Visit,
)

COLUMNS = (
    SheetColumn("Lúc", 18, "datetime"),
    SheetColumn("Người", 24),
    SheetColumn("Thao tác", 34),
    SheetColumn("Đối tượng", 44),
    SheetColumn("Thay đổi", 70),
    SheetColumn("Lý do", 40),
)
PIECE = 500


def log_rows(inspection: Inspection) -> Any:
    """Log rows of the campaign and of everything in it, oldest first."""
    mine = {"inspection": inspection}
    looked_at = [
        Inspection.objects.filter(pk=inspection.pk),
        Visit.objects.filter(**mine),
        TeamMember.objects.filter(**mine),
        Postponement.objects.filter(**mine),
        Finding.objects.filter(**mine),
        GeneralRemark.objects.filter(**mine),
        Recommendation.objects.filter(**mine),
        Remedy.objects.filter(recommendation__inspection=inspection),
        Minutes.objects.filter(visit__inspection=inspection),
        OfficialDocument.objects.filter(Q(**mine) | Q(plan=inspection.plan_id, plan__isnull=False)),
        Conclusion.objects.filter(**mine),
    ]
    wanted = Q()
    for rows in looked_at:
        keys = [str(pk) for pk in rows.values_list("pk", flat=True)]
        wanted |= Q(kind=rows.model._meta.label_lower, object_id__in=keys)
    return LogEntry.objects.filter(wanted).order_by("pk")


def log_book(inspection: Inspection) -> Workbook:
    """Who did what, when, from what to what."""
    rows = list(log_rows(inspection))
    values = []
    for start in range(0, len(rows), PIECE):
        for entry in entries_of(rows[start : start + PIECE]):
            changed = "; ".join(map(str, entry.details))
            moment = timezone.localtime(entry.at)
            named = f"{entry.kind}: {entry.label}"
            values.append((moment, entry.actor_name, entry.title, named, changed, entry.reason))
    sheet = Sheet("Nhật ký", COLUMNS, values, heading=inspection.title)
    return Workbook((sheet,), title=f"Nhật ký {inspection.title}")
