"""The files behind the papers of a campaign: signed copies, evidence of answers and remedies."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from congvu.assessments.models import Answer
from congvu.core.models import Record
from congvu.evidence.models import Attachment
from congvu.inspections.models import (
    Finding,
    Inspection,
    OfficialDocument,
    Recheck,
    Remedy,
    Visit,
)
from congvu.inspections.states import InspectionKind

EDITED = "Bản Word đã sửa"  # a working copy of a draft, no part of the file
Words = Callable[[Any], str]


class Held(NamedTuple):
    """A file, and the words that say what it is."""

    words: str
    attachment: Attachment


class Behind(NamedTuple):
    """Rows of one kind: what their files are kept under, and how they are called."""

    rows: Iterable[Record]
    group: Callable[[Any], int]
    words: Words


@dataclass(frozen=True)
class Files:
    """Files by the paper, or by the visit, they go with."""

    papers: dict[int, list[Held]] = field(default_factory=dict)
    minutes: dict[int, list[Held]] = field(default_factory=dict)
    answers: dict[int, list[Held]] = field(default_factory=dict)
    findings: dict[int, list[Held]] = field(default_factory=dict)
    remedies: dict[int, list[Held]] = field(default_factory=dict)
    rechecks: dict[int, list[Held]] = field(default_factory=dict)


def files_of(
    inspection: Inspection, visits: Sequence[Visit], papers: Sequence[OfficialDocument]
) -> Files:
    """All of them; the number of queries does not grow with units, answers or files.

    ``visits`` come with their minutes.
    """
    minutes = [visit.minutes for visit in visits if hasattr(visit, "minutes")]
    answers = Answer.objects.filter(sheet__visit__in=visits).select_related(
        "criterion", "sheet__visit"
    )
    findings = Finding.every.filter(visit__in=visits).select_related("criterion")
    remedies = Remedy.objects.filter(recommendation__inspection=inspection)
    remedies = remedies.select_related("recommendation__unit").order_by("recommendation", "pk")
    again = inspection.kind == InspectionKind.FOLLOW_UP
    rechecks = Recheck.objects.filter(visit__in=visits) if again else Recheck.objects.none()
    return Files(
        *held(
            Behind(papers, lambda row: row.pk, lambda row: "bản ký"),
            Behind(minutes, lambda row: row.visit_id, lambda row: "bản ký"),
            Behind(
                answers, lambda row: row.sheet.visit.pk, lambda row: f"minh chứng {row.criterion}"
            ),
            Behind(
                findings, lambda row: row.visit_id, lambda row: f"căn cứ {row.criterion or row.pk}"
            ),
            Behind(remedies, lambda row: inspection.pk, remedy_words),
            Behind(
                rechecks,
                lambda row: row.visit_id,
                lambda row: f"kiểm tra lại KN{row.recommendation_id}",
            ),
        )
    )


def remedy_words(row: Remedy) -> str:
    """Whose remedy, of what."""
    return f"khắc phục {row.recommendation.unit.short_name} KN{row.recommendation_id}"


def label_of(kind: Any) -> str:
    """A content type as models call themselves."""
    return f"{kind.app_label}.{kind.model}"


def held(*parts: Behind) -> Iterator[dict[int, list[Held]]]:
    """The files of each part's rows, in their order, by the group of each row; one query."""
    known = [list(part.rows) for part in parts]
    every = [row for rows in known for row in rows]
    by_row: dict[tuple[str, int], list[Attachment]] = defaultdict(list)
    if every:
        found = Attachment.objects.live().of(*every).exclude(purpose=EDITED)
        for one in found.with_files().order_by("pk"):
            if one.shown is not None and one.shown.served:
                by_row[label_of(one.content_type), one.object_id].append(one)
    for part, rows in zip(parts, known, strict=True):
        grouped: dict[int, list[Held]] = defaultdict(list)
        for row in rows:
            files = by_row.get((row._meta.label_lower, row.pk), ())
            grouped[part.group(row)] += [Held(part.words(row), one) for one in files]
        yield dict(grouped)
