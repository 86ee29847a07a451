"""The twelve steps of a campaign as they stand, and the one a person must do next."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse

from congvu.assessments.states import SelfState
from congvu.core import clock
from congvu.inspections.deadlines import self_report_due, working_days_after, working_days_before
from congvu.inspections.models import Inspection, OfficialDocument, Recommendation, Visit
from congvu.inspections.models.follow_up import OPEN_STATES
from congvu.inspections.policies import may_carry_out, may_prepare
from congvu.inspections.states import (
    AFTER_ISSUING,
    DOCUMENT_LABELS,
    HELD,
    OUT,
    DocumentKind,
    DocumentState,
    InspectionKind,
    InspectionState,
    RecommendationState,
    TeamRole,
    VisitState,
)

ORDER = list(InspectionState)[:-1]  # preparing … closed
NOTICE_LAW = "Số ngày do kế hoạch ấn định."
CONCLUSION_LAW = "Số ngày do kế hoạch ấn định; đề xuất theo Điều 46 Thông tư 02/2017/TT-VPCP."


@dataclass(frozen=True)
class Step:
    """One of the steps: whether it is done or does not apply, by when, who, and the door."""

    number: int
    label: str
    who: str
    done: bool = False
    skipped: bool = False
    optional: bool = False  # may be done, but nothing waits for it
    outside: bool = False  # done elsewhere; whether it was is not known here
    on: dt.date | None = None
    due: dt.date | None = None
    law: str = ""
    note: str = ""
    url: str = ""
    team: bool = False  # the team may do it too, not only who prepares

    @property
    def late(self) -> bool:
        """Past its day and not done."""
        return bool(self.due and not self.done and self.due < clock.today())


@dataclass(frozen=True)
class NextStep:
    """What one person must do next in a campaign."""

    label: str
    url: str
    why: str
    due: dt.date | None = None
    late: bool = False


@dataclass(frozen=True)
class Facts:
    """All that the steps are told from."""

    inspection: Inspection
    visits: list[Visit]
    papers: dict[str, OfficialDocument]
    drafts: dict[str, OfficialDocument]  # begun, not issued yet
    heads: int
    rows: dict[str, int]  # recommendations: total, open, asked as seen; left in all

    def reached(self, state: InspectionState) -> bool:
        """Whether the campaign has come to ``state`` or beyond."""
        return ORDER.index(InspectionState(self.inspection.state)) >= ORDER.index(state)

    def paper_on(self, kind: DocumentKind) -> dt.date | None:
        """The day of an issued paper."""
        paper = self.papers.get(kind)
        return paper.dated_on if paper else None

    @property
    def days(self) -> list[dt.date]:
        """Days of the visits, in order."""
        return sorted(visit.day for visit in self.visits if visit.day)


def facts_of(inspection: Inspection, user: Any, visits: Sequence[Visit] | None = None) -> Facts:
    """Everything the steps need, in constant queries; ``visits`` where a page has them already."""
    about = Q(inspection=inspection)
    if inspection.plan_id:
        about |= Q(plan=inspection.plan_id, kind=DocumentKind.PLAN)
    papers = list(OfficialDocument.objects.filter(about).listed().order_by("pk"))
    if visits is None:
        visits = inspection.visits.live().select_related("unit", "sheet")
    return Facts(
        inspection,
        list(visits),
        {paper.kind: paper for paper in papers if paper.state in OUT},
        {paper.kind: paper for paper in papers if paper.state not in OUT},
        heads_of(inspection),
        counts_of(inspection, user),
    )


def counts_of(inspection: Inspection, user: Any) -> dict[str, int]:
    """Recommendations ``user`` may know of: issued, open, waiting; and how many are left in all.

    None before the conclusion, so nobody asks.
    """
    if inspection.state not in AFTER_ISSUING:
        return {"total": 0, "open": 0, "asked": 0, "left": 0}
    every = Recommendation.objects.filter(inspection=inspection)
    seen = Q(pk__in=every.visible_to(user).values("pk"))
    return every.aggregate(
        total=Count("pk", filter=seen & ~Q(state=RecommendationState.WITHDRAWN)),
        open=Count("pk", filter=seen & Q(state__in=OPEN_STATES)),
        asked=Count("pk", filter=seen & Q(state=RecommendationState.SUBMITTED)),
        left=Count("pk", filter=Q(state__in=OPEN_STATES)),
    )


def heads_of(inspection: Inspection) -> int:
    """Heads in the team; a decided campaign has one, so nobody needs to count."""
    if inspection.state != InspectionState.PREPARING:
        return 1
    return inspection.team.filter(role=TeamRole.HEAD).count()


def door(name: str, *args: Any) -> str:
    """Path of a page of campaigns, empty where there is none."""
    try:
        return reverse(f"inspections:{name}", args=args)
    except NoReverseMatch:
        return ""


def steps_of(
    inspection: Inspection, user: Any, visits: Sequence[Visit] | None = None
) -> list[Step]:
    """The steps of the campaign, in order; a cancelled one has none."""
    if inspection.state == InspectionState.CANCELLED:
        return []
    facts = facts_of(inspection, user, visits)
    return [*before_visits(facts), *at_visits(facts), *after_visits(facts)]


def before_visits(facts: Facts) -> list[Step]:
    """Plan, team, schedule, decision, notice."""
    it, pk = facts.inspection, facts.inspection.pk
    first = facts.days[0] if facts.days else None
    unannounced = it.kind == InspectionKind.UNANNOUNCED
    on = facts.paper_on(DocumentKind.PLAN)
    ahead = int(it.parameters["notice_working_days"])
    return [
        Step(1, "Kế hoạch kiểm tra", "Thư ký lập, Giám đốc Sở ký", done=bool(it.plan_id), on=on,
             skipped=not it.plan_id, url=door("plan_detail", it.plan_id) if it.plan_id else ""),
        Step(2, "Lập đoàn, quyết định thành lập đoàn", "Thư ký lập, Giám đốc Sở ký",
             done=facts.reached(InspectionState.DECIDED), on=it.decision_on,
             note=waiting(facts, DocumentKind.DECISION)
             if facts.heads else "Đoàn chưa có trưởng đoàn.",
             url=paper_door(facts, DocumentKind.DECISION)
             if facts.heads else door("team_edit", pk)),
        Step(3, "Xếp lịch, thông báo cho đơn vị", "Thư ký",
             done=facts.reached(InspectionState.NOTIFIED) and not unannounced,
             skipped=unannounced, on=facts.paper_on(DocumentKind.NOTICE), law=NOTICE_LAW,
             due=working_days_before(first, ahead) if first and not unannounced else None,
             note=unscheduled(facts),
             url=door("schedule_edit" if unscheduled(facts) else "units_notify", pk)),
    ]  # fmt: skip


def paper_door(facts: Facts, kind: DocumentKind) -> str:
    """Where a paper is made: itself once begun, else the list that begins it."""
    begun = facts.drafts.get(kind)
    return begun.get_absolute_url() if begun else door("document_list", facts.inspection.pk)


def waiting(facts: Facts, kind: DocumentKind) -> str:
    """How far a paper has come that is begun and not issued."""
    begun = facts.drafts.get(kind)
    return f"Văn bản: {DOCUMENT_LABELS[DocumentState(begun.state)].lower()}." if begun else ""


def drafts_sent(facts: Facts) -> str:
    """How many units have their part of the draft."""
    sent = sum(visit.draft_sent_at is not None for visit in facts.visits)
    return f"Đã gửi dự thảo {sent} / {len(facts.visits)} đơn vị."


def unscheduled(facts: Facts) -> str:
    """How many units have no day yet."""
    count = sum(visit.day is None for visit in facts.visits)
    return f"Còn {count:02d} đơn vị chưa xếp lịch." if count else ""


def at_visits(facts: Facts) -> list[Step]:
    """Outline, self-reports, visits with their minutes."""
    it, pk, total = facts.inspection, facts.inspection.pk, len(facts.visits)
    unannounced = it.kind == InspectionKind.UNANNOUNCED
    told = facts.reached(InspectionState.NOTIFIED) and not unannounced
    sheets = [visit.sheet for visit in facts.visits if visit.sheet]
    sent = sum(sheet.self_state == SelfState.SUBMITTED for sheet in sheets)
    signed = sum(visit.state == VisitState.MINUTES_SIGNED for visit in facts.visits)
    ended = sum(v.state in HELD for v in facts.visits)
    first = facts.days[0] if facts.days else None
    return [
        Step(4, "Đề cương báo cáo tự kiểm tra", "Thư ký, gửi kèm thông báo", done=told,
             skipped=unannounced, on=facts.paper_on(DocumentKind.OUTLINE),
             url=door("document_list", pk)),
        Step(5, "Báo cáo tự kiểm tra", "Thủ trưởng đơn vị", skipped=unannounced,
             done=bool(sheets) and sent == len(sheets), note=f"{sent} / {len(sheets)} đã gửi.",
             due=self_report_due(it, first) if first and told else None, law=NOTICE_LAW,
             url=door("inspection_detail", pk)),
        Step(6, "Làm việc tại đơn vị, ký biên bản", "Đoàn kiểm tra và đơn vị", team=True,
             done=facts.reached(InspectionState.MINUTES_SIGNED),
             on=facts.days[-1] if facts.days and signed == total else None,
             note=f"{ended} / {total} đã làm việc, {signed} đã ký biên bản.",
             due=facts.days[-1] if facts.days else None, url=door("visit_list", pk)),
    ]  # fmt: skip


def after_visits(facts: Facts) -> list[Step]:
    """Report, conclusion, remedies, check, article, report up."""
    it, pk = facts.inspection, facts.inspection.pk
    last = facts.days[-1] if facts.days else None
    report = working_days_after(last, int(it.parameters["report_working_days"])) if last else None
    end = working_days_after(last, int(it.parameters["conclusion_working_days"])) if last else None
    rows, concluded = facts.rows, facts.reached(InspectionState.CONCLUDED)
    remedied = concluded and not rows["left"]
    remedy_door = door("recommendation_list")
    remedy_door = f"{remedy_door}?dot={pk}" if remedy_door else ""
    return [
        Step(7, "Báo cáo kết quả kiểm tra", "Trưởng đoàn",
             done=DocumentKind.REPORT in facts.papers or facts.reached(InspectionState.REPORTED)
             and not it.led_by_decision_maker,
             optional=it.led_by_decision_maker, on=facts.paper_on(DocumentKind.REPORT),
             due=report.due if report and not it.led_by_decision_maker else None, law=NOTICE_LAW,
             url=paper_door(facts, DocumentKind.REPORT),
             note="Bản nội bộ, không bắt buộc: Giám đốc Sở làm trưởng đoàn."
             if it.led_by_decision_maker else waiting(facts, DocumentKind.REPORT)),
        Step(8, "Thông báo kết luận kiểm tra", "Thư ký dự thảo, Giám đốc Sở ký", done=concluded,
             on=it.concluded_on, due=end.due if end else None, law=CONCLUSION_LAW,
             note=waiting(facts, DocumentKind.CONCLUSION)
             or ("" if concluded or not last else drafts_sent(facts)),
             url=paper_door(facts, DocumentKind.CONCLUSION)
             if DocumentKind.CONCLUSION in facts.drafts else door("remark_list", pk)),
        Step(9, "Đơn vị khắc phục", "Thủ trưởng đơn vị, Văn phòng Sở theo dõi", done=remedied,
             url=remedy_door, optional=bool(rows["asked"]),
             note=f"{rows['total'] - rows['open']} / {rows['total']} đã khắc phục."
             if rows["total"] else ""),
        Step(10, "Xác nhận khắc phục, kiểm tra lại", "Thư ký và đoàn", team=True, done=remedied,
             note=f"{rows['asked']} kiến nghị chờ xác nhận." if rows["asked"] else "",
             optional=not rows["asked"], url=remedy_door),
        Step(11, "Tin bài", "Văn phòng Sở", done=DocumentKind.ARTICLE in facts.papers,
             optional=True, on=facts.paper_on(DocumentKind.ARTICLE), url=door("article", pk)),
        # the report is made elsewhere: whether this campaign is in it nobody tells us
        Step(12, "Đưa vào báo cáo cải cách hành chính", "Văn phòng Sở", outside=concluded,
             optional=True, url=door("document_list", pk),
             note="Lập ngoài hệ thống; lấy kết luận và bảng tổng hợp ở hồ sơ." if concluded
             else ""),
    ]  # fmt: skip


def current(steps: Iterable[Step]) -> Step | None:
    """The first step neither done nor left out; units' own reports do not hold the secretary up."""
    left = [step for step in steps if not (step.done or step.skipped or step.optional)]
    return next((step for step in left if step.number not in (4, 5)), None)


def next_step(
    inspection: Inspection, user: Any, visits: Sequence[Visit] | None = None
) -> NextStep | None:
    """What ``user`` must do next in the campaign; None for whoever only looks on."""
    prepares = may_prepare(user) or may_carry_out(user)
    if not prepares and not inspection.team.filter(user=user).exists():
        return None
    step = current(steps_of(inspection, user, visits))
    if step is None or not (prepares or step.team):
        return None
    why = " ".join(part for part in (step.note, step.law) if part)
    return NextStep(step.label, step.url, why or f"Người làm: {step.who}.", step.due, step.late)
