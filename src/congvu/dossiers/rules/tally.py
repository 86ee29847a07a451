"""What a month counts of dossiers: closed list of figures, and which of them one dossier makes.

Each figure is an event with a moment, so that months add up; what stands open at a moment is
received less closed before it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Protocol

from congvu.core.workdays import ZONE
from congvu.core.workdays.zone import next_month, opening
from congvu.dossiers.states import RESOLVED, DossierState, Lateness


class Figure(StrEnum):
    """Events that are counted by month and kept in the roll-up."""

    RECEIVED = "received"
    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"
    UNDATED = "undated"  # resolved, the source knows no due date
    NOT_ELIGIBLE = "not_eligible"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    SUPPLEMENTED = "supplemented"
    SENT_BACK = "sent_back"
    REFUSED = "refused"
    HANDED = "handed"
    WHY_UNAWARE = "why_unaware"
    WHY_NO_DEVICE = "why_no_device"
    WHY_UNUSED = "why_unused"
    WHY_PAPER_NEEDED = "why_paper_needed"
    WHY_SYSTEM_ERROR = "why_system_error"
    WHY_OTHER = "why_other"


F = Figure
FIGURE_LABELS = {
    F.RECEIVED: "Mới tiếp nhận",
    F.EARLY: "Giải quyết trước hạn",
    F.ON_TIME: "Giải quyết đúng hạn",
    F.OVERDUE: "Giải quyết quá hạn",
    F.UNDATED: "Giải quyết, không rõ hạn trả",
    F.NOT_ELIGIBLE: "Không đủ điều kiện giải quyết",
    F.STOPPED: "Dừng giải quyết",
    F.WITHDRAWN: "Người nộp rút hồ sơ",
    F.RETURNED: "Đã trả kết quả",
    F.SUPPLEMENTED: "Yêu cầu bổ sung khi đang giải quyết",
    F.SENT_BACK: "Trả lại để hoàn thiện trước khi tiếp nhận",
    F.REFUSED: "Từ chối tiếp nhận",
    F.HANDED: "Giao cho đơn vị giải quyết",
    F.WHY_UNAWARE: "Không nộp trực tuyến: chưa biết",
    F.WHY_NO_DEVICE: "Không nộp trực tuyến: không có điện thoại, mạng",
    F.WHY_UNUSED: "Không nộp trực tuyến: chưa quen",
    F.WHY_PAPER_NEEDED: "Không nộp trực tuyến: cần nộp bản giấy",
    F.WHY_SYSTEM_ERROR: "Không nộp trực tuyến: hệ thống lỗi",
    F.WHY_OTHER: "Không nộp trực tuyến: lý do khác",
}
RESOLVING = (F.EARLY, F.ON_TIME, F.OVERDUE, F.UNDATED)
NOT_RESOLVING = (F.NOT_ELIGIBLE, F.STOPPED)
CLOSING = (*RESOLVING, *NOT_RESOLVING, F.WITHDRAWN)
WHY = tuple(one for one in F if one.startswith("why_"))
OF_MOVEMENTS = {
    "request_supplement": F.SUPPLEMENTED,
    "return_for_completion": F.SENT_BACK,
    "refuse": F.REFUSED,
    "transfer": F.HANDED,
}
OF_LATENESS = {Lateness.EARLY: F.EARLY, Lateness.ON_TIME: F.ON_TIME, Lateness.OVERDUE: F.OVERDUE}
OF_ENDS = {
    DossierState.REFUSED_AFTER_ASSESSMENT: F.NOT_ELIGIBLE,
    DossierState.STOPPED: F.STOPPED,
    DossierState.WITHDRAWN: F.WITHDRAWN,
}


class Totals(StrEnum):
    """What is added up by month, each with its own months: a late payment touches no dossier."""

    DOSSIERS = "dossiers"
    PAYMENTS = "payments"
    DUES = "dues"


TOTALS_LABELS = {
    Totals.DOSSIERS: "Hồ sơ",
    Totals.PAYMENTS: "Các lần thu",
    Totals.DUES: "Các khoản phải thu",
}


class Counted(Protocol):
    """What a dossier must know to be counted."""

    state: str
    lateness: str
    why_not_online: str
    submitted_at: dt.datetime | None
    accepted_at: dt.datetime | None
    closed_at: dt.datetime | None
    returned_at: dt.datetime | None

    @property
    def is_imported(self) -> bool:
        """A fact of another system."""


def closing_figure(state: str, lateness: str) -> Figure | None:
    """How a dossier that was taken in and has ended counts."""
    if state in RESOLVED:
        return OF_LATENESS.get(Lateness(lateness), F.UNDATED) if lateness else F.UNDATED
    return OF_ENDS.get(DossierState(state))


def why_figure(reason: str) -> Figure | None:
    """How a reason for not filing online counts."""
    return Figure(f"why_{reason}") if reason else None


def events_of(row: Counted) -> Iterator[tuple[Figure, dt.datetime]]:
    """Figures of one dossier with their moments; those of movements are counted from these."""
    if row.is_imported and row.state == DossierState.REFUSED and row.submitted_at:
        yield F.REFUSED, row.submitted_at
    if row.accepted_at is None:
        return
    yield F.RECEIVED, row.accepted_at
    why = why_figure(row.why_not_online)
    if why:
        yield why, row.accepted_at
    end = closing_figure(row.state, row.lateness)
    if row.closed_at and end:
        yield end, row.closed_at
    if row.returned_at:
        yield F.RETURNED, row.returned_at


def month_of(moment: dt.datetime) -> dt.date:
    """The month a moment lies in, as its first day, on the office's clock."""
    return moment.astimezone(ZONE).date().replace(day=1)


def months_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every month from that of ``first`` until before that of ``last``."""
    found, month = [], first.replace(day=1)
    while month < last.replace(day=1):
        found.append(month)
        month = next_month(month)
    return found


Range = tuple[dt.datetime | None, dt.datetime]


def left_over(months: Iterable[dt.date], edges: list[dt.datetime | None]) -> list[Range]:
    """What of the stretches between ``edges`` (first may be the beginning) no month covers."""
    covered = sorted((opening(one), opening(next_month(one))) for one in months)
    found: list[Range] = []
    for begin, end in zip(edges, edges[1:], strict=False):
        at = begin
        for start, stop in covered:
            if end is None or start >= end or (at is not None and stop <= at):
                continue
            if at is None or start > at:
                found.append((at, start))
            at = stop
        if end is not None and (at is None or at < end):
            found.append((at, end))
    return found
