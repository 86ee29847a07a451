"""Columns of detailed reports and register books, and what one dossier has under each."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils import timezone

from congvu.documents.xlsx import Cell, CellKind
from congvu.dossiers.models import Dossier, Movement
from congvu.dossiers.states import (
    CAUSE_LABELS,
    CHANNEL_LABELS,
    LATENESS_LABELS,
    STATE_LABELS,
    VERB_LABELS,
    Cause,
    Channel,
    DossierState,
    Lateness,
)


@dataclass(frozen=True)
class Entry:
    """One row: a dossier, and the movement it is told for."""

    dossier: Dossier
    moment: dt.datetime  # the end of the period
    move: Movement | None = None


@dataclass(frozen=True)
class DetailColumn:
    """A heading as one-stop units print it, and the cell below."""

    title: str
    of: Callable[[Entry], Cell]
    width: float = 16.0
    kind: CellKind = "text"
    group: str = ""  # the heading above several, on a book's paper


def under(group: str, *columns: DetailColumn) -> tuple[DetailColumn, ...]:
    """Columns below one heading."""
    return tuple(replace(one, group=group) for one in columns)


def day(moment: dt.datetime | None) -> dt.date | None:
    """The day of a moment on the office's clock."""
    return timezone.localdate(moment) if moment else None


def progress(one: Entry) -> str:
    """Timeliness at the end of the period: fixed where signed by then."""
    row = one.dossier
    if row.lateness and row.closed_at and row.closed_at < one.moment:
        return LATENESS_LABELS[Lateness(row.lateness)]
    if row.closed_at and row.closed_at < one.moment:
        return ""
    if row.is_waiting:
        return "Tạm dừng"
    if row.due_at is None:
        return "Không rõ hạn trả"
    return "Quá hạn" if row.due_at < one.moment else "Trong hạn"


def days_late(one: Entry) -> int | None:
    """Days of the calendar between the due date and the end, or the end of the period."""
    row = one.dossier
    if row.due_at is None:
        return None
    end = row.closed_at if row.closed_at and row.closed_at < one.moment else one.moment
    days = (timezone.localdate(end) - timezone.localdate(row.due_at)).days
    return max(days, 0)


def cause(one: Entry) -> str:
    """Why late."""
    row = one.dossier
    if not row.cause:
        return ""
    return ". ".join(filter(None, (CAUSE_LABELS[Cause(row.cause)], row.cause_note)))


def remark(one: Entry) -> str:
    """Where a fact comes from; what was promised anew."""
    row = one.dossier
    told = []
    if row.source_id:
        told.append(f"Nguồn: {row.source}")
    if row.promised_at:
        told.append(f"hẹn lại {timezone.localdate(row.promised_at):%d/%m/%Y}")
    return "; ".join(told)


CODE = DetailColumn("Mã hồ sơ", lambda one: str(one.dossier), 26)
PROCEDURE = DetailColumn("Tên thủ tục hành chính", lambda one: one.dossier.procedure_words, 48)
SETS = DetailColumn("Số lượng hồ sơ (bộ)", lambda one: one.dossier.sets, 10, "integer")
APPLICANT = DetailColumn("Tên cá nhân, tổ chức", lambda one: one.dossier.applicant_label, 26)
CHANNEL = DetailColumn(
    "Phương thức nhận", lambda one: CHANNEL_LABELS[Channel(one.dossier.channel)], 18
)
UNIT = DetailColumn("Cơ quan, đơn vị giải quyết", lambda one: one.dossier.unit_words, 30)
POINT = DetailColumn("Nơi tiếp nhận", lambda one: one.dossier.point_words, 26)
ACCEPTED = DetailColumn("Nhận hồ sơ", lambda one: day(one.dossier.accepted_at), 13, "date")
DUE = DetailColumn("Hẹn trả kết quả", lambda one: day(one.dossier.due_at), 13, "date")
FINISHED = DetailColumn("Có kết quả", lambda one: day(one.dossier.finished_at), 13, "date")
RETURNED = DetailColumn("Trả kết quả", lambda one: day(one.dossier.returned_at), 13, "date")
STATE = DetailColumn(
    "Trạng thái hiện nay", lambda one: STATE_LABELS[DossierState(one.dossier.state)], 20
)
PROGRESS = DetailColumn("Tiến độ", progress, 14)
DAYS_LATE = DetailColumn("Số ngày quá hạn (ngày lịch)", days_late, 12, "integer")
CAUSE = DetailColumn("Nguyên nhân", cause, 30)
HOLDER = DetailColumn("Người đang giữ", lambda one: str(one.dossier.holder or ""), 22)
REMARK = DetailColumn("Ghi chú", remark, 26)
RECEIPT = DetailColumn("Ký nhận", lambda one: "", 14)
MOVED = DetailColumn("Ngày", lambda one: day(one.move.at) if one.move else None, 13, "date")
MOVED_AT = DetailColumn(
    "Ngày, giờ giao",
    lambda one: timezone.localtime(one.move.at) if one.move else None,
    17,
    "datetime",
)
VERB = DetailColumn("Nội dung", lambda one: VERB_LABELS[one.move.verb] if one.move else "", 24)
NOTE = DetailColumn("Lý do, giấy tờ cần bổ sung", lambda one: one.move.note if one.move else "", 44)
GIVER = DetailColumn("Người giao", lambda one: str(one.move.by or "") if one.move else "", 22)
DESK = DetailColumn("Đơn vị nhận", lambda one: one.move.office if one.move else "", 26)
REFUSED = DetailColumn("Ngày nộp", lambda one: day(one.dossier.submitted_at), 13, "date")
WHY_REFUSED = DetailColumn(
    "Lý do từ chối", lambda one: getattr(one.dossier, "why_refused", "") or "", 44
)
