"""What a conclusion rests on, as plain values and a hash; ``verify`` looks if it still does."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Count, Max, Sum

from congvu.assessments.models import Answer
from congvu.core.registry import Fault, Tally
from congvu.core.values import plain
from congvu.evidence.models import Attachment
from congvu.inspections.models import (
    Conclusion,
    Finding,
    GeneralRemark,
    Inspection,
    Minutes,
    OfficialDocument,
    Recheck,
    Recommendation,
)

# What may change after the conclusion (states, due days extended) is left out.
ANSWER_FIELDS = (
    "id",
    "sheet_id",
    "criterion_id",
    "points",
    "max_points",
    "judged_value",
    "judged_level",
    "judged_note",
    "not_applicable",
    "nothing_arose",
)
FINDING_FIELDS = (
    "id",
    "unit_id",
    "area_id",
    "criterion_id",
    "polarity",
    "text",
    "basis_text",
    "cause",
    "severity",
    "minutes_only",
    "remark_id",
)
REMARK_FIELDS = ("id", "polarity", "text", "cause", "order")
ASKED_FIELDS = (
    "id",
    "unit_id",
    "finding_id",
    "text",
    "responsible_head",
    "doer",
    "due_working_days",
)
MINUTES_FIELDS = ("id", "visit_id", "signed_on", "text_sha256", "refused")
RECHECK_FIELDS = ("id", "recommendation_id", "visit_id", "result", "note")
FIELDS = {
    "answers": ANSWER_FIELDS,
    "findings": FINDING_FIELDS,
    "remarks": REMARK_FIELDS,
    "recommendations": ASKED_FIELDS,
    "minutes": MINUTES_FIELDS,
    "rechecks": RECHECK_FIELDS,
}
PROVEN = ("answers", "findings", "minutes", "rechecks")  # parts that evidence is attached to
# how ``verify`` names a row of each part
WORDS = {
    "answers": "câu trả lời",
    "findings": "phát hiện",
    "remarks": "nhận xét chung",
    "recommendations": "kiến nghị",
    "minutes": "biên bản",
    "rechecks": "kết quả kiểm tra lại",
    "evidence": "minh chứng",
}


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of canonical JSON."""
    raw = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(raw.encode()).hexdigest()


def rests_on(
    inspection: Inspection,
    *,
    number: str = "",
    date: dt.date | None = None,
    pinned: bool = True,
) -> dict[str, Any]:
    """All of it. ``pinned``: evidence at the versions frozen with the conclusion."""
    return {
        "inspection": inspection.pk,
        "number": number or inspection.conclusion_number,
        "date": str(date or inspection.concluded_on),
        **{part: rows_of(rows, FIELDS[part]) for part, rows in parts(inspection).items()},
        "evidence": evidence_rows(inspection, pinned),
    }


def parts(inspection: Inspection) -> dict[str, models.QuerySet]:
    """The rows themselves."""
    mine = {"inspection": inspection}
    return {
        "answers": Answer.objects.filter(sheet__visit__inspection=inspection),
        "findings": Finding.objects.filter(**mine),
        "remarks": GeneralRemark.objects.filter(**mine),
        "recommendations": Recommendation.objects.filter(**mine),
        "minutes": Minutes.objects.filter(visit__inspection=inspection),
        "rechecks": Recheck.objects.filter(visit__inspection=inspection),
    }


Stamp = tuple[tuple[Any, ...], ...]


def stamp_of(querysets: Iterable[models.QuerySet]) -> Stamp:
    """How rows stand, cheaply: their number, the sum of their versions, the last change."""
    looks = {"n": Count("pk"), "v": Sum("version"), "t": Max("updated_at")}
    return tuple(tuple(rows.order_by().aggregate(**looks).values()) for rows in querysets)


def stamp(inspection: Inspection) -> Stamp:
    """How all that a conclusion rests on stands."""
    rows = parts(inspection)
    proofs = [attached_to(rows[part]).live() for part in PROVEN]
    return stamp_of([*rows.values(), *proofs])


def rows_of(queryset: models.QuerySet, fields: tuple[str, ...]) -> list[list[Any]]:
    """Values of the named fields, by key, decimals and days as text."""
    rows = queryset.order_by("pk").values_list(*fields)
    return [[plain(value) for value in row] for row in rows]


def proofs_of(inspection: Inspection) -> dict[type[models.Model], list[int]]:
    """Keys of answers, findings, minutes and re-checks that have evidence, by model."""
    found: dict[type[models.Model], list[int]] = {}
    for part in PROVEN:
        rows = parts(inspection)[part]
        live = attached_to(rows).live()
        ids = set(live.order_by().values_list("object_id", flat=True))
        if ids:
            found[rows.model] = sorted(ids)
    return found


def attached_to(rows: models.QuerySet) -> Any:
    """Attachments of the rows of one model."""
    label = rows.model._meta
    return Attachment.objects.filter(
        content_type__app_label=label.app_label,
        content_type__model=label.model_name,
        object_id__in=rows.order_by().values("pk"),
    )


def evidence_rows(inspection: Inspection, pinned: bool) -> list[list[Any]]:
    """[kind, key, item, sha256] of every file that proves something here."""
    found = []
    for part in PROVEN:
        rows = attached_to(parts(inspection)[part])
        rows = rows.filter(pinned__isnull=False) if pinned else rows.live()
        for attachment in rows.order_by("object_id", "item_id", "pk").with_files():
            version = attachment.shown
            if version is not None:
                found.append([part, attachment.object_id, attachment.item_id, version.sha256])
    return found


def verify_conclusions(tally: Tally) -> Iterator[Fault]:
    """Every conclusion against its own hash, and what it rests on against what it froze."""
    for row in Conclusion.objects.select_related("inspection", "document").order_by("pk"):
        tally.files += 1
        if digest(row.content) != row.sha256:
            message = f"{row}: nội dung đã chốt không còn khớp mã băm."
            yield Fault("inspections.conclusion", str(row.pk), message, field="content")
            continue
        yield from differences(row)


def differences(row: Conclusion) -> Iterator[Fault]:
    """Which rows are not as they were when the conclusion was issued."""
    now = rests_on(row.inspection)
    for part, words in WORDS.items():
        before = {json.dumps(line): line for line in row.content.get(part, [])}
        after = {json.dumps(line): line for line in json.loads(json.dumps(now[part]))}
        for key in sorted({*before, *after} - ({*before} & {*after})):
            line = before.get(key) or after[key]
            what = "đã bị sửa hoặc xóa" if key in before else "không có khi kết luận"
            message = f"{row}: {words} số {line[0] if part != 'evidence' else line[1]} {what}."
            yield Fault("inspections.conclusion", str(row.pk), message, field=part)


def verify_documents(tally: Tally) -> Iterator[Fault]:
    """Every text frozen for signature against its hash."""
    rows = OfficialDocument.objects.exclude(frozen_sha256="").order_by("pk")
    for row in rows.iterator(chunk_size=200):
        tally.files += 1
        # as it lies there: read back as a text, a byte in a word nobody reads would go unseen
        if digest(row.frozen) != row.frozen_sha256:
            message = f"Văn bản {row}: nội dung trình ký không còn khớp mã băm."
            yield Fault("inspections.officialdocument", str(row.pk), message, field="frozen")


def verify_minutes(tally: Tally) -> Iterator[Fault]:
    """Every text of signed minutes against its code."""
    for row in Minutes.objects.exclude(text_sha256="").select_related("visit__unit").order_by("pk"):
        tally.files += 1
        if digest(row.frozen) != row.text_sha256:
            message = f"Biên bản kiểm tra {row.visit.unit}: nội dung đã ký không còn khớp mã băm."
            yield Fault("inspections.minutes", str(row.pk), message, field="frozen")
