"""What campaigns offer packages below: doors beside answers, rights over files."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from congvu.inspections.models import (
    Finding,
    Minutes,
    OfficialDocument,
    Recheck,
    Remedy,
    Visit,
)
from congvu.inspections.models.plan import OVERSIGHT
from congvu.inspections.policies import (
    may_answer_unit,
    may_number,
    may_prepare,
    may_record_recheck,
    may_run_visit,
    may_work_at,
    works_at,
)
from congvu.inspections.states import AT_WORK
from congvu.organizations.policies import rights_of


def answer_doors(user: Any, answer: Any) -> list[tuple[str, str]]:
    """Ghi nhận from the very answer, and the sample, for the team of the visit."""
    visit = Visit.objects.filter(sheet=answer.sheet_id).first()
    if visit is None or not may_work_at(user, visit):
        return []
    note = reverse("inspections:finding_add", args=[answer.pk])
    draw = reverse("inspections:sample_add", args=[visit.pk])
    return [
        ("Ghi nhận hạn chế, kiến nghị", note),
        ("Ghi nhận ưu điểm", f"{note}?loai=strength"),
        ("Chọn mẫu hồ sơ", f"{draw}?cau={answer.pk}"),
    ]


def register_files(evidence: Any) -> None:
    """Tell the evidence registry whose files our records carry."""
    evidence.register(
        "inspections.finding",
        readable=Finding.objects.visible_to,
        few=True,
        sees_most=lambda user: rights_of(user).has(*OVERSIGHT),
        may_attach=lambda user, row: row.visit is not None and may_work_at(user, row.visit),
        label=lambda row: f"{row.get_polarity_display()} · {row.unit}",
        related=("unit", "visit"),
        attachable=findings_worked_at,
    )
    evidence.register(
        "inspections.minutes",
        readable=minutes_seen_by,
        few=True,
        may_attach=lambda user, row: may_run_visit(user, row.visit),
        label=lambda row: f"Biên bản · {row.visit.unit}",
        related=("visit__unit", "visit__acting_secretary"),
    )
    evidence.register(
        "inspections.remedy",
        readable=Remedy.objects.visible_to,
        few=True,
        may_attach=may_attach_to_remedy,
        label=lambda row: f"Khắc phục · {row.recommendation.unit}",
        related=("recommendation__unit",),
    )
    evidence.register(
        "inspections.recheck",
        readable=Recheck.objects.visible_to,
        few=True,
        may_attach=lambda user, row: (
            row.visit.state in AT_WORK and may_record_recheck(user, row.visit)
        ),
        label=lambda row: f"Kiểm tra lại · {row.visit.unit}",
        related=("visit__unit",),
    )
    evidence.register(
        "inspections.officialdocument",
        readable=OfficialDocument.objects.visible_to,
        few=True,
        may_attach=lambda user, row: may_prepare(user) or may_number(user),
        label=str,
    )


def minutes_seen_by(user: Any) -> QuerySet:
    """Those of visits the user may see."""
    return Minutes.objects.filter(visit__in=Visit.objects.visible_to(user))


def findings_worked_at(user: Any, rows: Sequence[Finding]) -> set[int]:
    """Ids of the findings whose visits ``user`` works at."""
    able = works_at(user, [row.visit for row in rows if row.visit is not None])
    return {row.pk for row in rows if row.visit_id in able}


def may_attach_to_remedy(user: Any, remedy: Remedy) -> bool:
    """The unit, until its report is looked at."""
    waiting = remedy.accepted is None
    return waiting and may_answer_unit(user, remedy.recommendation.unit_id)
