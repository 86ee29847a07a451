"""The files behind the papers of a campaign: signed copies, evidence of answers and remedies."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from congvu.assessments.models import Answer
from congvu.core.models import Record
from congvu.evidence.models import Attachment
from congvu.inspections.models import Finding, Inspection, Minutes, OfficialDocument, Remedy, Visit

EDITED = "Bản Word đã sửa"  # a working copy of a draft, no part of the file
Words = Callable[[Any], str]


class Held(NamedTuple):
    """A file, and the words that say what it is."""

    words: str
    attachment: Attachment


@dataclass(frozen=True)
class Files:
    """Files by the paper, or by the visit, they go with."""

    papers: dict[int, list[Held]] = field(default_factory=dict)
    minutes: dict[int, list[Held]] = field(default_factory=dict)
    answers: dict[int, list[Held]] = field(default_factory=dict)
    findings: dict[int, list[Held]] = field(default_factory=dict)
    remedies: dict[int, list[Held]] = field(default_factory=dict)


def files_of(
    inspection: Inspection, visits: Sequence[Visit], papers: Sequence[OfficialDocument]
) -> Files:
    """All of them; the number of queries does not grow with units, answers or files."""
    of_visits = {"visit__in": visits}
    minutes = Minutes.objects.filter(**of_visits)
    answers = Answer.objects.filter(sheet__visit__in=visits).select_related(
        "criterion", "sheet__visit"
    )
    findings = Finding.every.filter(**of_visits).select_related("criterion")
    remedies = Remedy.objects.filter(recommendation__inspection=inspection)
    remedies = remedies.select_related("recommendation__unit").order_by("recommendation", "pk")
    return Files(
        held(papers, lambda row: row.pk, lambda row: "bản ký"),
        held(minutes, lambda row: row.visit_id, lambda row: "bản ký"),
        held(answers, lambda row: row.sheet.visit.pk, lambda row: f"minh chứng {row.criterion}"),
        held(findings, lambda row: row.visit_id, lambda row: f"căn cứ {row.criterion or row.pk}"),
        held(remedies, lambda row: inspection.pk, remedy_words),
    )


def remedy_words(row: Remedy) -> str:
    """Whose remedy, of what."""
    return f"khắc phục {row.recommendation.unit.short_name} KN{row.recommendation_id}"


def held(
    rows: Iterable[Record], group: Callable[[Any], int], words: Words
) -> dict[int, list[Held]]:
    """The files of ``rows``, in their order, by the group of each."""
    known = {row.pk: row for row in rows}
    if not known:
        return {}
    found = Attachment.objects.live().of(*known.values()).exclude(purpose=EDITED)
    by_row: dict[int, list[Attachment]] = defaultdict(list)
    for one in found.with_files().order_by("pk"):
        if one.shown is not None and one.shown.served:
            by_row[one.object_id].append(one)
    grouped: dict[int, list[Held]] = defaultdict(list)
    for pk, row in known.items():
        grouped[group(row)] += [Held(words(row), one) for one in by_row.get(pk, ())]
    return dict(grouped)
