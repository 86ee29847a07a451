"""Hồ sơ đợt kiểm tra: every document in order, what is missing, what is not needed and why.

The order follows TT 26/2014/TT-BKHCN Đ39 (ten items of an inspection file), which we take for
every campaign.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Q, Subquery

from congvu.assessments.states import SelfState
from congvu.inspections.models import (
    Explanation,
    Inspection,
    OfficialDocument,
    Recommendation,
    Visit,
)
from congvu.inspections.outputs.dossier_files import Files, Held, files_of
from congvu.inspections.states import (
    AFTER_ISSUING,
    DOCUMENT_KIND_LABELS,
    DOCUMENT_LABELS,
    OUT,
    DocumentKind,
    DocumentState,
    InspectionKind,
    InspectionState,
    RecommendationState,
    VisitState,
)

EXPLANATION = "explanation"  # no paper of its own: what the unit and the team wrote


@dataclass(frozen=True)
class Item:
    """One place in the file."""

    kind: str
    title: str
    state: str
    complete: bool
    document: OfficialDocument | None = None
    visit: Visit | None = None
    needed: bool = True
    may_begin: bool = False
    signed: tuple[Held, ...] = ()  # the copies that bear the signatures
    proofs: tuple[Held, ...] = ()  # evidence that goes with the paper
    is_signed: bool = False  # on paper or in a PDF: then a copy belongs to the file

    @property
    def unsigned(self) -> bool:
        """Signed, and the copy with the signatures is not in the file."""
        return self.is_signed and self.complete and not self.signed

    @property
    def files(self) -> int:
        """How many files go with it."""
        return len(self.signed) + len(self.proofs)

    @property
    def code(self) -> str:
        """Number as printed."""
        return self.document.code if self.document else ""

    @property
    def day(self) -> dt.date | None:
        """Day of the paper."""
        if self.document is not None:
            return self.document.dated_on
        minutes = getattr(self.visit, "minutes", None) if self.visit else None
        return minutes.signed_on if minutes and self.kind == DocumentKind.MINUTES else None

    @property
    def missing(self) -> bool:
        """Needed and not there."""
        return self.needed and not self.complete


@dataclass(frozen=True)
class Dossier:
    """The file of a campaign."""

    items: tuple[Item, ...]
    retention_years: int

    @property
    def missing(self) -> tuple[Item, ...]:
        """What is still to come."""
        return tuple(item for item in self.items if item.missing)

    @property
    def unsigned(self) -> tuple[Item, ...]:
        """What is signed, and its signed copy not put in."""
        return tuple(item for item in self.items if item.unsigned)

    @property
    def first_day(self) -> dt.date | None:
        """Of the oldest paper."""
        return min(self.days(), default=None)

    @property
    def last_day(self) -> dt.date | None:
        """Of the newest paper."""
        return max(self.days(), default=None)

    def days(self) -> list[dt.date]:
        """Days of the papers there are."""
        return [item.day for item in self.items if item.day]


def dossier(inspection: Inspection) -> Dossier:
    """Read the file; the number of queries does not grow with papers or units."""
    of_it = Q(inspection=inspection)
    if inspection.plan_id:
        of_it |= Q(plan=inspection.plan_id)
    every = list(OfficialDocument.objects.filter(of_it).listed().order_by("pk"))
    papers = [one for one in every if one.inspection_id == inspection.pk]
    plan = [one for one in every if one.plan_id and one.plan_id == inspection.plan_id]
    related = ("unit", "sheet", "minutes")
    counted = inspection.postponements.order_by().values("inspection").annotate(n=Count("pk"))
    visits = list(
        inspection.visits.live()
        .select_related(*related)
        .defer("minutes__frozen")
        .annotate(acts=Subquery(counted.values("n")))
        .order_by("order", "pk")
    )
    acts = visits[0].acts or 0 if visits else inspection.postponements.count()
    files = files_of(inspection, visits, [*plan, *papers])
    told = {visit: rows for visit, rows in explained(visits).items() if rows}
    items = [
        *plan_items(inspection, plan),
        *of_kind(DocumentKind.DECISION, papers),
        *amending_items(papers, acts),
        *notice_items(inspection, papers),
        *(self_item(inspection, visit, files) for visit in visits),
        *(minutes_item(visit, files) for visit in visits),
        *(explanation_item(visit, told[visit.pk]) for visit in visits if visit.pk in told),
        *report_items(inspection, papers),
        *of_kind(DocumentKind.CONCLUSION, papers, begin=concludable(inspection)),
        remedies_item(inspection, files),
    ]
    items = [with_copies(item, files) for item in items]
    years = int(inspection.parameters.get("retention_years", 0))
    return Dossier(tuple(items), years)


def with_copies(item: Item, files: Files) -> Item:
    """A paper with its signed copies."""
    if item.document is None:
        return item
    copies = tuple(files.papers.get(item.document.pk, ()))
    return replace(item, signed=copies, is_signed=True)


def explained(visits: list[Visit]) -> dict[int, list[bool]]:
    """Visit -> of each explanation of its unit, whether it was answered."""
    found: dict[int, list[bool]] = defaultdict(list)
    rows = Explanation.objects.filter(visit__in=visits).order_by("pk")
    for visit, answered in rows.values_list("visit_id", "answered_at"):
        found[visit].append(answered is not None)
    return found


def explanation_item(visit: Visit, answered: list[bool]) -> Item:
    """What the unit said to the draft, with the team's answers."""
    left = answered.count(False)
    state = f"{left:02d} giải trình chưa trả lời" if left else "đã trả lời"
    return Item(EXPLANATION, f"Giải trình của {visit.unit}", state, not left, visit=visit)


def of_kind(
    kind: str, papers: Iterable[OfficialDocument], *, begin: bool = True, needed: bool = True
) -> list[Item]:
    """Papers of a kind, or an empty place where it belongs."""
    found = [paper for paper in papers if paper.kind == kind]
    if found:
        return [paper_item(paper) for paper in found]
    label = DOCUMENT_KIND_LABELS[DocumentKind(kind)]
    state = "chưa lập" if needed else "không bắt buộc"
    return [Item(kind, label, state, False, needed=needed, may_begin=begin)]


def paper_item(paper: OfficialDocument) -> Item:
    """A paper that was begun."""
    return Item(
        paper.kind,
        DOCUMENT_KIND_LABELS[DocumentKind(paper.kind)],
        DOCUMENT_LABELS[DocumentState(paper.state)].lower(),
        paper.state in OUT,
        paper,
    )


def plan_items(inspection: Inspection, papers: list[OfficialDocument]) -> list[Item]:
    """The plan; an unannounced inspection needs none."""
    needed = inspection.kind == InspectionKind.PERIODIC
    return of_kind(DocumentKind.PLAN, papers, begin=False, needed=needed)


def amending_items(papers: list[OfficialDocument], acts: int) -> list[Item]:
    """One amending decision per act of postponement."""
    kind = DocumentKind.AMENDING_DECISION
    found = [paper_item(paper) for paper in papers if paper.kind == kind]
    if len(found) < acts:
        found.append(Item(kind, DOCUMENT_KIND_LABELS[kind], "chưa lập", False, may_begin=True))
    return found


def notice_items(inspection: Inspection, papers: list[OfficialDocument]) -> list[Item]:
    """The notice with its outline; skipped where nobody was told beforehand."""
    needed = inspection.kind != InspectionKind.UNANNOUNCED
    return of_kind(DocumentKind.NOTICE, papers, needed=needed)


def self_item(inspection: Inspection, visit: Visit, files: Files) -> Item:
    """A unit's own report."""
    sent = visit.sheet is not None and visit.sheet.self_state == SelfState.SUBMITTED
    return Item(
        DocumentKind.SELF_REPORT,
        f"Báo cáo tự kiểm tra của {visit.unit}",
        "đã gửi" if sent else "chưa gửi",
        sent,
        visit=visit,
        needed=inspection.kind != InspectionKind.UNANNOUNCED,
        proofs=tuple(files.answers.get(visit.pk, ())),
    )


def minutes_item(visit: Visit, files: Files) -> Item:
    """Minutes of a visit, signed or refused with a witness."""
    signed = visit.state == VisitState.MINUTES_SIGNED
    minutes = getattr(visit, "minutes", None)
    refused = bool(minutes and minutes.refused)
    state = "đơn vị không ký, có người chứng kiến" if refused else "đã ký" if signed else "chưa ký"
    title = f"Biên bản kiểm tra tại {visit.unit}"
    return Item(
        DocumentKind.MINUTES,
        title,
        state,
        signed,
        visit=visit,
        signed=tuple(files.minutes.get(visit.pk, ())),
        proofs=(*files.findings.get(visit.pk, ()), *files.rechecks.get(visit.pk, ())),
        is_signed=not refused,
    )


def report_items(inspection: Inspection, papers: list[OfficialDocument]) -> list[Item]:
    """The team's report; where the decision-maker leads it may be left out."""
    begin = inspection.state == InspectionState.MINUTES_SIGNED
    needed = not inspection.led_by_decision_maker
    return of_kind(DocumentKind.REPORT, papers, begin=begin, needed=needed)


def concludable(inspection: Inspection) -> bool:
    """Whether the conclusion may be drafted."""
    return inspection.state in (InspectionState.MINUTES_SIGNED, InspectionState.REPORTED)


def remedies_item(inspection: Inspection, files: Files) -> Item:
    """How far the units have come with what was asked."""
    asked = Recommendation.objects.filter(inspection=inspection).exclude(
        state=RecommendationState.WITHDRAWN
    )
    states = list(asked.values_list("state", flat=True))
    closed = states.count(RecommendationState.CLOSED)
    done = inspection.state in AFTER_ISSUING and closed == len(states)
    return Item(
        DocumentKind.REMEDIATION,
        "Hồ sơ khắc phục của các đơn vị",
        f"{closed:02d}/{len(states):02d} kiến nghị đã khắc phục",
        done,
        proofs=tuple(files.remedies.get(inspection.pk, ())),
    )
