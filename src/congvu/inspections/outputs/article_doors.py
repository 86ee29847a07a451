"""What a sentence of the news item rests on, down to the files, as one reader may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from congvu.documents import vietnamese
from congvu.evidence.models import Attachment
from congvu.inspections.models import (
    Finding,
    Inspection,
    OfficialDocument,
    Recommendation,
    Remedy,
    Visit,
)
from congvu.inspections.outputs.article import ArticleSentence, Source, page_of

KINDS: dict[str, type[models.Model]] = {
    "inspection": Inspection,
    "document": OfficialDocument,
    "visit": Visit,
    "finding": Finding,
    "recommendation": Recommendation,
}


@dataclass(frozen=True)
class Door:
    """One thing a sentence rests on, and what that rests on in its turn."""

    label: str
    url: str = ""
    note: str = ""
    inner: tuple["Door", ...] = ()


def doors(sentence: ArticleSentence, user: Any) -> tuple[Door, ...]:
    """The sources ``user`` may read, each with what is under it; constant queries."""
    ids = ids_by_kind(sentence.sources)
    allowed = {
        kind: set(KINDS[kind].objects.filter(pk__in=pks).visible_to(user).values_list("pk"))
        for kind, pks in ids.items()
    }
    seen = [s for s in sentence.sources if (s.id,) in allowed[s.kind]]
    under = {
        "finding": under_findings([s.id for s in seen if s.kind == "finding"], user),
        "recommendation": under_recommendations([s.id for s in seen if s.kind == "recommendation"]),
    }
    nothing = ("", ())
    return tuple(Door(s.label, s.url, *under.get(s.kind, {}).get(s.id, nothing)) for s in seen)


def ids_by_kind(sources: Iterable[Source]) -> dict[str, list[int]]:
    """Ids of sources by kind."""
    found: dict[str, list[int]] = {}
    for source in sources:
        found.setdefault(source.kind, []).append(source.id)
    return found


Under = dict[int, tuple[str, tuple[Door, ...]]]


def under_findings(ids: list[int], user: Any) -> Under:
    """By finding: its words as the minutes have them, then the answer with its files."""
    if not ids:
        return {}
    rows = list(Finding.objects.filter(pk__in=ids).select_related("answer__criterion", "visit"))
    files = files_of([row.answer for row in rows if row.answer], user)
    return {row.pk: (row.text, tuple(beneath(row, files))) for row in rows}


def beneath(finding: Finding, files: dict[int, list[Door]]) -> Iterable[Door]:
    """The answer a finding was raised from, or the visit it was made at."""
    if finding.answer is not None:
        criterion = finding.answer.criterion
        label = f"Phiếu đánh giá, tiêu chí {criterion.code}"
        inner = tuple(files.get(finding.answer_id, ()))
        yield Door(label, page_of(finding.answer), finding.basis_text, inner)
    elif finding.visit is not None:
        day = f"ngày {vietnamese.date_short(finding.visit.day)}" if finding.visit.day else ""
        yield Door(f"Buổi làm việc {day}".strip(), page_of(finding.visit), finding.basis_text)


def files_of(answers: list[Any], user: Any) -> dict[int, list[Door]]:
    """Files attached to answers that ``user`` may read, by answer."""
    found: dict[int, list[Door]] = {}
    rows = Attachment.objects.live().of(*answers).visible_to(user).with_files() if answers else []
    for row in rows:
        found.setdefault(row.object_id, []).append(Door(row.item.title, page_of(row.item)))
    return found


def under_recommendations(ids: list[int]) -> Under:
    """By recommendation: when it is due and what its unit reported."""
    if not ids:
        return {}
    rows = Recommendation.objects.filter(pk__in=ids).prefetch_related("remedies")
    return {row.pk: (state_of(row), tuple(map(reported, row.remedies.all()))) for row in rows}


def state_of(row: Recommendation) -> str:
    """ "đã khắc phục · hạn 19/10/2020"."""
    due = f"hạn {vietnamese.date_short(row.due_on)}" if row.due_on else ""
    return " · ".join(part for part in (row.get_state_display(), due) if part)


def reported(remedy: Remedy) -> Door:
    """What a unit did, in its own words."""
    return Door(f"Báo cáo khắc phục ngày {vietnamese.date_short(remedy.done_on)}", "", remedy.text)
