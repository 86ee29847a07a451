"""What campaigns show on the pages of sheets: findings beside answers, the way to a sheet."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from congvu.assessments.registry import Note
from congvu.inspections.models import Finding, Visit
from congvu.inspections.states import Polarity, RepeatState

LABELS = {Polarity.STRENGTH: "Ưu điểm", Polarity.LIMITATION: "Hạn chế"}
TONES = {Polarity.STRENGTH: "ok", Polarity.LIMITATION: "warn"}


def notes(user: Any, answers: Sequence[Any]) -> dict[int, list[Note]]:
    """Findings on these answers, and earlier limitations of the same unit and criterion."""
    if not answers:
        return {}
    sheet = answers[0].sheet
    now = Q(answer__in=[answer.pk for answer in answers])
    codes = {answer.criterion.code: answer.pk for answer in answers}
    earlier = Q(
        unit=sheet.unit_id,
        polarity=Polarity.LIMITATION,
        criterion__code__in=list(codes),
        inspection__period_to__lt=sheet.period_to,
    )
    rows = Finding.objects.filter(now | earlier).visible_to(user)
    found: dict[int, list[Note]] = {}
    for row in rows.select_related("inspection", "criterion").order_by("-inspection__year", "pk"):
        this_year = row.answer_id in codes.values()
        pk = row.answer_id if this_year else codes[row.criterion.code]
        found.setdefault(pk, []).append(note(row, this_year))
    return found


def note(row: Finding, this_year: bool) -> Note:
    """A finding as it stands beside an answer."""
    label, url = LABELS[Polarity(row.polarity)], row.get_absolute_url()
    if not this_year:
        return Note(f"{label} năm {row.inspection.year}", row.text, url, "muted")
    if row.repeat_state == RepeatState.CONFIRMED:
        return Note(f"{label} lặp lại", row.text, url, "late")
    return Note(label, row.text, url, TONES[Polarity(row.polarity)])


def crumbs(user: Any, sheet: Any) -> list[dict[str, str]]:
    """The campaign a sheet belongs to."""
    visit = Visit.objects.filter(sheet=sheet.pk).select_related("inspection").first()
    if visit is None:
        return []
    return [{"label": visit.inspection.title, "url": visit.inspection.get_absolute_url()}]
