"""Concluding: everything the conclusion rests on is frozen and hashed."""

import hashlib
import json
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.assessments.actions import freeze_sheets
from congvu.assessments.models import Answer, Sheet
from congvu.core import audit
from congvu.core.policies import next_state
from congvu.inspections.actions.follow_up import open_recommendations
from congvu.inspections.actions.progress import close_if_done
from congvu.inspections.errors import FindingsUnplaced, MinutesMissing
from congvu.inspections.models import (
    Conclusion,
    Finding,
    GeneralRemark,
    Inspection,
    OfficialDocument,
    Recommendation,
)
from congvu.inspections.states import INSPECTION_TABLE, VisitState

# what the public may see unless the head ticks more: no unit named beside a limitation
DEFAULT_DISCLOSURE = {"article": True, "remarks": True, "matrix": False, "name_units": False}


def check_ready(inspection: Inspection) -> None:
    """Minutes of every visit signed, every finding placed or marked "chỉ nêu trong biên bản"."""
    next_state(INSPECTION_TABLE, inspection.state, "conclude")
    waiting = inspection.visits.live().exclude(state=VisitState.MINUTES_SIGNED).count()
    if waiting:
        raise MinutesMissing(f"Còn {waiting:02d} đơn vị chưa ký biên bản.")
    loose = Finding.objects.unplaced().filter(inspection=inspection).count()
    if loose:
        raise FindingsUnplaced(
            f"Còn {loose:02d} phát hiện chưa đưa vào nhận xét chung và chưa đánh dấu "
            "chỉ nêu trong biên bản."
        )


def conclude(
    inspection: Inspection, document: OfficialDocument, disclosure: dict[str, Any], *, by: User
) -> Conclusion:
    """The conclusion is issued: sheets freeze, recommendations start, all is hashed."""
    with transaction.atomic():
        inspection = audit.lock(Inspection.objects.all(), inspection.pk)
        check_ready(inspection)
        state = next_state(INSPECTION_TABLE, inspection.state, "conclude")
        sheets = list(Sheet.objects.filter(visit__inspection=inspection))
        freeze_sheets(sheets, by=by)
        open_recommendations(inspection, document.dated_on, by=by)
        inspection = audit.change(
            inspection,
            by=by,
            action="inspections.conclude",
            state=state,
            conclusion_number=document.code,
            concluded_on=document.dated_on,
            disclosure={**DEFAULT_DISCLOSURE, **disclosure},
        )
        content = rests_on(inspection)
        conclusion = Conclusion(
            inspection=inspection, document=document, content=content, sha256=digest(content)
        )
        audit.create(conclusion, by=by, action="inspections.freeze_conclusion")
        close_if_done(inspection, by=by)
    return conclusion


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of canonical JSON."""
    raw = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(raw.encode()).hexdigest()


ANSWER_FIELDS = ("id", "sheet_id", "criterion_id", "points", "max_points", "judged_note")
FINDING_FIELDS = ("id", "unit_id", "area_id", "polarity", "text", "basis_text", "remark_id")
REMARK_FIELDS = ("id", "polarity", "text", "cause", "order")
ASKED_FIELDS = ("id", "unit_id", "finding_id", "text", "responsible_head", "doer")


def rests_on(inspection: Inspection) -> dict[str, Any]:
    """What the conclusion rests on, as plain values; what may change later is left out."""
    answers = Answer.objects.filter(sheet__visit__inspection=inspection)
    return {
        "inspection": inspection.pk,
        "number": inspection.conclusion_number,
        "date": str(inspection.concluded_on),
        "answers": rows_of(answers, ANSWER_FIELDS),
        "findings": rows_of(Finding.objects.filter(inspection=inspection), FINDING_FIELDS),
        "remarks": rows_of(GeneralRemark.objects.filter(inspection=inspection), REMARK_FIELDS),
        "recommendations": rows_of(
            Recommendation.objects.filter(inspection=inspection), ASKED_FIELDS
        ),
    }


def rows_of(queryset: Any, fields: tuple[str, ...]) -> list[list[Any]]:
    """Values of the named fields, by key, decimals and days as text."""
    rows = queryset.order_by("pk").values_list(*fields)
    return [[audit.plain(value) for value in row] for row in rows]
