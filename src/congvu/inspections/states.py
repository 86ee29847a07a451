"""States of a campaign and of everything in it, with their tables of transitions. No Django."""

from enum import StrEnum

from congvu.core.states import Table


class PlanState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CANCELLED = "cancelled"


PLAN_LABELS = {
    PlanState.DRAFT: "Dự thảo",
    PlanState.SUBMITTED: "Trình ký",
    PlanState.APPROVED: "Đã ban hành",
    PlanState.CANCELLED: "Đã hủy",
}

PLAN_TABLE: Table = {
    "submit_plan": (frozenset({PlanState.DRAFT}), PlanState.SUBMITTED),
    "return_plan": (frozenset({PlanState.SUBMITTED}), PlanState.DRAFT),
    "approve_plan": (frozenset({PlanState.SUBMITTED}), PlanState.APPROVED),
    "cancel_plan": (frozenset({PlanState.DRAFT, PlanState.SUBMITTED}), PlanState.CANCELLED),
}


class InspectionKind(StrEnum):
    PERIODIC = "periodic"
    UNANNOUNCED = "unannounced"
    THEMATIC = "thematic"
    FOLLOW_UP = "follow_up"
    IMPORTED = "imported"


INSPECTION_KIND_LABELS = {
    InspectionKind.PERIODIC: "Theo kế hoạch",
    InspectionKind.UNANNOUNCED: "Đột xuất",
    InspectionKind.THEMATIC: "Chuyên đề",
    InspectionKind.FOLLOW_UP: "Kiểm tra lại",
    InspectionKind.IMPORTED: "Nhập từ đợt cũ",
}


class InspectionState(StrEnum):
    """Where a campaign stands, from plan to closed recommendations."""

    PREPARING = "preparing"  # team and schedule are being made
    DECIDED = "decided"  # the decision that creates the team is issued
    NOTIFIED = "notified"  # units know, self-reports are asked for
    VISITING = "visiting"  # the first visit has begun
    MINUTES_SIGNED = "minutes_signed"  # every visit has its minutes
    REPORTED = "reported"  # the report is made (internal draft where the head leads)
    CONCLUDED = "concluded"  # the conclusion is issued
    CLOSED = "closed"  # every recommendation is closed
    CANCELLED = "cancelled"


INSPECTION_LABELS = {
    InspectionState.PREPARING: "Đang chuẩn bị",
    InspectionState.DECIDED: "Đã có quyết định",
    InspectionState.NOTIFIED: "Đã thông báo",
    InspectionState.VISITING: "Đang kiểm tra",
    InspectionState.MINUTES_SIGNED: "Đã ký đủ biên bản",
    InspectionState.REPORTED: "Đã có báo cáo",
    InspectionState.CONCLUDED: "Đã kết luận",
    InspectionState.CLOSED: "Đã đóng",
    InspectionState.CANCELLED: "Đã hủy",
}

# units were told of it and wait for the team, or have it
TOLD = (InspectionState.NOTIFIED, InspectionState.VISITING)
# the conclusion is issued
AFTER_ISSUING = (InspectionState.CONCLUDED, InspectionState.CLOSED)
# no date of the campaign runs any more
OVER = (*AFTER_ISSUING, InspectionState.CANCELLED)

S = InspectionState
INSPECTION_TABLE: Table = {
    "decide": (frozenset({S.PREPARING}), S.DECIDED),
    "notify_units": (frozenset({S.DECIDED}), S.NOTIFIED),
    "begin_visits": (frozenset({S.DECIDED, S.NOTIFIED}), S.VISITING),
    "finish_visits": (frozenset({S.VISITING}), S.MINUTES_SIGNED),
    "report": (frozenset({S.MINUTES_SIGNED}), S.REPORTED),
    "conclude": (frozenset({S.MINUTES_SIGNED, S.REPORTED}), S.CONCLUDED),
    "close": (frozenset({S.CONCLUDED}), S.CLOSED),
    "reopen": (frozenset({S.CLOSED}), S.CONCLUDED),
    "cancel": (frozenset({S.PREPARING, S.DECIDED, S.NOTIFIED}), S.CANCELLED),
}


class TeamRole(StrEnum):
    HEAD = "head"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"


TEAM_ROLE_LABELS = {
    TeamRole.HEAD: "Trưởng đoàn",
    TeamRole.DEPUTY: "Phó trưởng đoàn",
    TeamRole.SECRETARY: "Thư ký",
    TeamRole.MEMBER: "Thành viên",
}


class Session(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"


SESSION_LABELS = {Session.MORNING: "Sáng", Session.AFTERNOON: "Chiều"}


class VisitForm(StrEnum):
    ON_SITE = "on_site"
    DESK = "desk"


VISIT_FORM_LABELS = {
    VisitForm.ON_SITE: "Trực tiếp tại đơn vị",
    VisitForm.DESK: "Qua hồ sơ, báo cáo",
}


class VisitState(StrEnum):
    PLANNED = "planned"
    POSTPONED = "postponed"
    IN_PROGRESS = "in_progress"
    VISITED = "visited"
    MINUTES_SIGNED = "minutes_signed"
    CANCELLED = "cancelled"


VISIT_LABELS = {
    VisitState.PLANNED: "Chờ đến ngày",
    VisitState.POSTPONED: "Hoãn",
    VisitState.IN_PROGRESS: "Đang làm việc",
    VisitState.VISITED: "Đã làm việc, chờ ký biên bản",
    VisitState.MINUTES_SIGNED: "Đã ký biên bản",
    VisitState.CANCELLED: "Đã hủy",
}

V = VisitState
VISIT_TABLE: Table = {
    "begin_visit": (frozenset({V.PLANNED}), V.IN_PROGRESS),
    "end_visit": (frozenset({V.IN_PROGRESS}), V.VISITED),
    "resume_visit": (frozenset({V.VISITED}), V.IN_PROGRESS),
    "sign_minutes": (frozenset({V.VISITED}), V.MINUTES_SIGNED),
    "postpone": (frozenset({V.PLANNED}), V.POSTPONED),
    "reschedule": (frozenset({V.PLANNED, V.POSTPONED}), V.PLANNED),
    "cancel_visit": (frozenset({V.PLANNED, V.POSTPONED}), V.CANCELLED),
}


class Polarity(StrEnum):
    STRENGTH = "strength"
    LIMITATION = "limitation"


POLARITY_LABELS = {Polarity.STRENGTH: "Ưu điểm", Polarity.LIMITATION: "Hạn chế"}


class Cause(StrEnum):
    NONE = ""
    OBJECTIVE = "objective"
    SUBJECTIVE = "subjective"


CAUSE_LABELS = {
    Cause.NONE: "Chưa xác định",
    Cause.OBJECTIVE: "Khách quan",
    Cause.SUBJECTIVE: "Chủ quan",
}


class Severity(StrEnum):
    MINOR = "minor"
    NORMAL = "normal"
    SERIOUS = "serious"


SEVERITY_LABELS = {
    Severity.MINOR: "Nhẹ",
    Severity.NORMAL: "Vừa",
    Severity.SERIOUS: "Nghiêm trọng",
}


class RepeatState(StrEnum):
    NONE = ""
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


REPEAT_LABELS = {
    RepeatState.NONE: "Không",
    RepeatState.PROPOSED: "Có thể lặp lại",
    RepeatState.CONFIRMED: "Lặp lại",
    RepeatState.REJECTED: "Không phải lặp lại",
}


class RecommendationState(StrEnum):
    """Overdue is computed from the due date, never stored."""

    DRAFT = "draft"
    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


RECOMMENDATION_LABELS = {
    RecommendationState.DRAFT: "Dự thảo",
    RecommendationState.OPEN: "Chưa khắc phục",
    RecommendationState.SUBMITTED: "Chờ xác nhận",
    RecommendationState.RETURNED: "Yêu cầu làm lại",
    RecommendationState.CLOSED: "Đã khắc phục",
    RecommendationState.WITHDRAWN: "Đã rút",
}

# the unit's turn
TO_REMEDY = (RecommendationState.OPEN, RecommendationState.RETURNED)

R = RecommendationState
RECOMMENDATION_TABLE: Table = {
    "open_recommendation": (frozenset({R.DRAFT}), R.OPEN),
    "submit_remedy": (frozenset({R.OPEN, R.RETURNED}), R.SUBMITTED),
    "accept_remedy": (frozenset({R.SUBMITTED}), R.CLOSED),
    "return_remedy": (frozenset({R.SUBMITTED}), R.RETURNED),
    "reopen_recommendation": (frozenset({R.CLOSED}), R.OPEN),
    "withdraw_recommendation": (frozenset({R.DRAFT, R.OPEN}), R.WITHDRAWN),
}


class RecheckResult(StrEnum):
    """What a re-check found of one recommendation."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"


RECHECK_LABELS = {
    RecheckResult.DONE: "Đã thực hiện",
    RecheckResult.PARTLY: "Thực hiện một phần",
    RecheckResult.NOT_DONE: "Chưa thực hiện",
}

ISSUED = frozenset({R.OPEN, R.SUBMITTED, R.RETURNED, R.CLOSED})
# how a recommendation stands after a re-check, by what was found
RECHECK_TABLE: Table = {
    RecheckResult.DONE: (ISSUED, R.CLOSED),
    RecheckResult.PARTLY: (ISSUED, R.RETURNED),
    RecheckResult.NOT_DONE: (ISSUED, R.OPEN),
}


# the team has not come to the unit yet
AHEAD = (VisitState.PLANNED, VisitState.POSTPONED)
# the team is there, or the minutes are still to be signed
AT_WORK = (VisitState.IN_PROGRESS, VisitState.VISITED)
# minutes not signed: answers and findings change
OPEN_VISITS = (VisitState.PLANNED, *AT_WORK)
# the team has been there
HELD = (VisitState.VISITED, VisitState.MINUTES_SIGNED)
# nothing of the visit changes any more
SETTLED = (VisitState.MINUTES_SIGNED, VisitState.CANCELLED)


class ExplanationOutcome(StrEnum):
    """What came of an explanation the team took up."""

    NONE = ""
    REWORDED = "reworded"
    WITHDRAWN = "withdrawn"


OUTCOME_LABELS = {
    ExplanationOutcome.NONE: "Chưa sửa phát hiện",
    ExplanationOutcome.REWORDED: "Đã sửa phát hiện",
    ExplanationOutcome.WITHDRAWN: "Đã rút phát hiện",
}


class AmendmentKind(StrEnum):
    """What one amending decision changes."""

    SCHEDULE = "schedule"
    TEAM = "team"
    CANCEL_VISIT = "cancel_visit"
    CANCEL = "cancel"


AMENDMENT_LABELS = {
    AmendmentKind.SCHEDULE: "Điều chỉnh lịch",
    AmendmentKind.TEAM: "Thay đổi thành viên đoàn",
    AmendmentKind.CANCEL_VISIT: "Hủy buổi làm việc",
    AmendmentKind.CANCEL: "Hủy đợt kiểm tra",
}


class DocumentKind(StrEnum):
    """The documents a campaign makes; the API names them by these codes (with hyphens)."""

    PLAN = "plan"
    DECISION = "decision"
    AMENDING_DECISION = "amending_decision"
    SCHEDULE = "schedule"
    NOTICE = "notice"
    OUTLINE = "outline"
    SELF_REPORT = "self_report"
    MINUTES = "minutes"
    REPORT = "report"
    CONCLUSION = "conclusion"
    REMEDIATION = "remediation"
    MATRIX = "matrix"
    ARTICLE = "article"


DOCUMENT_KIND_LABELS = {
    DocumentKind.PLAN: "Kế hoạch kiểm tra",
    DocumentKind.DECISION: "Quyết định thành lập đoàn",
    DocumentKind.AMENDING_DECISION: "Quyết định điều chỉnh",
    DocumentKind.SCHEDULE: "Lịch kiểm tra",
    DocumentKind.NOTICE: "Thông báo kiểm tra",
    DocumentKind.OUTLINE: "Đề cương báo cáo",
    DocumentKind.SELF_REPORT: "Báo cáo tự kiểm tra",
    DocumentKind.MINUTES: "Biên bản kiểm tra",
    DocumentKind.REPORT: "Báo cáo kết quả kiểm tra",
    DocumentKind.CONCLUSION: "Thông báo kết luận kiểm tra",
    DocumentKind.REMEDIATION: "Bảng theo dõi khắc phục",
    DocumentKind.MATRIX: "Bảng tổng hợp kết quả",
    DocumentKind.ARTICLE: "Tin bài",
}


class DocumentState(StrEnum):
    """Dự thảo → ký nháy → trình ký → đã ký → cấp số → phát hành → lưu (NĐ 30/2020, Đ15–18)."""

    DRAFT = "draft"
    INITIALLED = "initialled"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    NUMBERED = "numbered"
    ISSUED = "issued"
    FILED = "filed"


DOCUMENT_LABELS = {
    DocumentState.DRAFT: "Dự thảo",
    DocumentState.INITIALLED: "Đã ký nháy",
    DocumentState.SUBMITTED: "Trình ký",
    DocumentState.SIGNED: "Đã ký",
    DocumentState.NUMBERED: "Đã cấp số",
    DocumentState.ISSUED: "Đã phát hành",
    DocumentState.FILED: "Đã lưu",
}

# the text still changes
DRAFTS = (DocumentState.DRAFT, DocumentState.INITIALLED)
# it has left the office
OUT = (DocumentState.ISSUED, DocumentState.FILED)

D = DocumentState
DOCUMENT_TABLE: Table = {
    "initial": (frozenset({D.DRAFT, D.INITIALLED}), D.INITIALLED),
    "submit": (frozenset({D.DRAFT, D.INITIALLED}), D.SUBMITTED),
    "send_back": (frozenset({D.INITIALLED, D.SUBMITTED}), D.DRAFT),
    "sign": (frozenset({D.SUBMITTED}), D.SIGNED),
    "number": (frozenset({D.SIGNED}), D.NUMBERED),
    "issue": (frozenset({D.NUMBERED}), D.ISSUED),
    "file": (frozenset({D.ISSUED}), D.FILED),
}
