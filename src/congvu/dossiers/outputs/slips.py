"""Slips of a dossier in the form of their day, from acceptance to process control."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from congvu.applicants.models import clear
from congvu.applicants.policies import may_read
from congvu.applicants.states import ApplicantKind
from congvu.core import formats
from congvu.documents.slip import PrintedSlip, SlipPicture, SlipTable
from congvu.dossiers import rules
from congvu.dossiers.models import Dossier, Movement
from congvu.dossiers.models.deadlines import limit_of, supplement_rule
from congvu.dossiers.outputs import strip as strips
from congvu.dossiers.outputs.process_control import passed
from congvu.dossiers.registry import tracking_address
from congvu.organizations.models import Unit

COPIES = (
    ("originals", "bản chính"),
    ("certified_copies", "bản sao chứng thực"),
    ("copies", "bản sao"),
)
# names an office's own form prints the facts by
NAMES = {
    "Hồ sơ của": "applicant",
    "Số định danh cá nhân": "identity_number",
    "Mã số doanh nghiệp": "identity_number",
    "Địa chỉ": "address",
    "Số điện thoại": "phone",
    "Thư điện tử": "email",
    "Nội dung yêu cầu giải quyết": "procedure",
    "Số lượng hồ sơ": "sets",
    "Thời gian giải quyết hồ sơ theo quy định": "limit",
    "Ngày tiếp nhận": "received_at",
    "Thời gian nhận hồ sơ": "received_at",
    "Thời gian trả kết quả giải quyết hồ sơ": "due",
    "Ngày hẹn trả kết quả": "due",
    "Hạn trả kết quả": "due",
    "Ngày hẹn lại": "promised",
    "Nhận kết quả tại": "return_place",
    "Phí, lệ phí": "fee",
    "Lần yêu cầu": "round",
    "Cơ quan, bộ phận tiếp nhận": "receiving_place",
    "Cơ quan, bộ phận giải quyết": "resolving_unit",
    "Địa chỉ nơi tiếp nhận": "point_address",
    "Điện thoại": "point_phone",
}
TO_WRITE = "…" * 24
RETURNED = "return_for_completion"
INSIDE = "process_control"  # never handed to the applicant


@dataclass
class Told:
    """What one kind of slip says, and on which day it was said."""

    at: dt.datetime
    facts: list[tuple[str, str]] = field(default_factory=list)
    papers: tuple[str, ...] = ()
    texts: list[str] = field(default_factory=list)
    tables: Callable[[], tuple[SlipTable, ...]] = tuple  # drawn only where it is printed
    picture: Callable[[], SlipPicture | None] = lambda: None
    signer: str = ""
    signer_title: str = "Người tiếp nhận hồ sơ"
    applicant_signs: bool = False


def slips_of(row: Dossier, moves: list[Movement]) -> list[tuple[str, str]]:
    """Kinds of slip there are for a dossier, with their titles."""
    if row.is_imported:
        return []
    found = []
    for kind, moment in MOMENTS.items():
        at = moment(row, moves)
        form = rules.slip_form(kind, timezone.localdate(at)) if at else None
        if form:
            found.append((kind, form.title))
    return found


def slip_of(row: Dossier, moves: list[Movement], kind: str, reader: Any) -> PrintedSlip | None:
    """The slip; None where there is nothing to tell, or no form for it on that day.

    What identifies the applicant stands on it for a ``reader`` who works on their matters.
    """
    tell = TELLERS.get(kind)
    told = tell(row, moves) if tell else None
    if told is None:
        return None
    day = timezone.localdate(told.at)
    form = rules.slip_form(kind, day)
    if form is None:
        return None
    unit = issuer_of(row)
    applicant = [("Người nộp hồ sơ", "")] if told.applicant_signs else []
    facts = (*(whose(row, form.asks, reader) if kind == "acceptance" else about(row)), *told.facts,
             *(() if kind == INSIDE else contact(row)))  # fmt: skip
    return PrintedSlip(
        parent_agency=parent_of(unit),
        agency=unit.name if unit else "",
        form=form.words,
        code=row.code,
        qr=row.code if kind == INSIDE or not row.code else tracking_address(row.code),
        place=unit.locality if unit else "",
        date=day,
        title=form.title,
        lead=f"Tiếp nhận hồ sơ của: {name_of(row)}" if kind == "acceptance" else "",
        facts=facts,
        papers=told.papers,
        texts=tuple(told.texts),
        tables=told.tables(),
        picture=told.picture(),
        signers=(*applicant, (told.signer_title, told.signer)) if told.signer_title else (),
        named=(("applicant", name_of(row)), *((NAMES[label], words) for label, words in facts)),
    )


def issuer_of(row: Dossier) -> Unit | None:
    """Whose letterhead a slip carries: the counter's, else the resolving unit's."""
    return row.point.unit if row.point else row.unit


def parent_of(unit: Unit | None) -> str:
    """The line above the agency."""
    if unit is None:
        return ""
    return unit.superior_name or (unit.parent.name if unit.parent else "")


def name_of(row: Dossier) -> str:
    """The name in full: the slip is handed to its owner."""
    return row.applicant.full_name if row.applicant else row.applicant_label


def contact(row: Dossier) -> list[tuple[str, str]]:
    """Where to go and to ring; a line to write on where the office has not said."""
    point = row.point
    return [
        ("Địa chỉ nơi tiếp nhận", (point and point.address) or TO_WRITE),
        ("Điện thoại", (point and point.phone) or TO_WRITE),
    ]


def whose(row: Dossier, asks: tuple[str, ...], reader: Any) -> list[tuple[str, str]]:
    """What the form asks about the applicant, as far as it was given."""
    who = row.applicant
    if who is None:
        return []
    organised = who.kind == ApplicantKind.ORGANISATION
    labels = {
        "identity_number": "Mã số doanh nghiệp" if organised else "Số định danh cá nhân",
        "address": "Địa chỉ",
        "phone": "Số điện thoại",
        "email": "Thư điện tử",
    }
    # the phone stays masked: the slip may be lost, and code and phone open the tracking page;
    # the number an account gives of itself nobody has seen
    masked = {"phone"} if may_read(reader, who) else {*labels}
    left_out = {"identity_number"} if who.account_id else set()
    given = {name: getattr(who, name) for name in asks if name not in left_out}
    return [
        (labels[name], str(value) if name in masked else clear(value))
        for name, value in given.items()
        if value
    ]


def about(row: Dossier) -> list[tuple[str, str]]:
    """Whose, and about what."""
    facts = [("Hồ sơ của", name_of(row)), ("Nội dung yêu cầu giải quyết", row.procedure_words)]
    if row.accepted_at:
        facts.append(("Ngày tiếp nhận", day_words(row.accepted_at)))
    return facts


def acceptance(row: Dossier, moves: list[Movement]) -> Told | None:
    """Form 01: what was received, and when the result is given out."""
    if row.accepted_at is None or row.due_at is None:
        return None
    facts = [("Nội dung yêu cầu giải quyết", row.procedure_words)]
    facts.append(("Số lượng hồ sơ", f"{row.sets:02d} bộ"))
    if row.limit:
        words = rules.limit_words(limit_of(row.limit))
        facts.append(("Thời gian giải quyết hồ sơ theo quy định", words))
    facts.append(("Thời gian nhận hồ sơ", rules.moment_words(row.accepted_at)))
    due = row.original_due_at or row.due_at
    kind = " (tạm tính)" if row.provisional else ""
    facts.append(("Thời gian trả kết quả giải quyết hồ sơ", rules.moment_words(due) + kind))
    facts.append(("Nhận kết quả tại", row.point_words))
    if row.fee is not None:
        facts.append(("Phí, lệ phí", f"{formats.number(row.fee)} đồng"))
    papers = tuple(paper_words(one) for one in row.papers)
    signer = next((str(one.by) for one in moves if one.verb == "accept" and one.by), "")
    return Told(row.accepted_at, facts, papers, signer=signer, applicant_signs=True)


def supplement(row: Dossier, moves: list[Movement]) -> Told | None:
    """Form 02: what is missing, with reasons; each time anew."""
    move = last(moves, "request_supplement", RETURNED)
    if move is None:
        return None
    facts = []
    number = sum(1 for one in moves if one.verb == "request_supplement")
    if move.verb != RETURNED:
        most = supplement_rule(row).most
        facts.append(("Lần yêu cầu", f"{number:02d} (nhiều nhất {most:02d} lần)"))
    asked = f"Đề nghị bổ sung, hoàn thiện hồ sơ với nội dung: {move.note}"
    return Told(move.at, facts, texts=[asked], signer=str(move.by or ""),
                signer_title="Người hướng dẫn")  # fmt: skip


def refusal(row: Dossier, moves: list[Movement]) -> Told | None:
    """Form 03: not taken in, with reasons."""
    move = last(moves, "refuse")
    if move is None:
        return None
    why = f"Hồ sơ không được tiếp nhận giải quyết vì lý do: {move.note}"
    return Told(move.at, texts=[why], signer=str(move.by or ""))


def not_resolved(row: Dossier, moves: list[Movement]) -> Told | None:
    """Taken in, assessed, and not resolved: told in writing, with reasons."""
    move = last(moves, "refuse_after_assessment")
    if move is None:
        return None
    why = f"Sau khi thẩm định, hồ sơ không đủ điều kiện giải quyết vì lý do: {move.note}"
    back = "Hồ sơ được trả lại cho ông/bà, quý tổ chức kèm theo thông báo này."
    return Told(
        move.at, texts=[why, back], signer_title="Thủ trưởng cơ quan, đơn vị"
    )  # fmt: skip


def apology(row: Dossier, moves: list[Movement]) -> Told | None:
    """Form 04: sorry, why, and the new day."""
    move = last(moves, "apologise")
    if move is None or row.promised_at is None or row.due_at is None:
        return None
    facts = [
        ("Ngày hẹn trả kết quả", day_words(row.due_at)),
        ("Ngày hẹn lại", day_words(row.promised_at)),
    ]
    sorry = (
        f"Hồ sơ chưa có kết quả đúng hẹn vì lý do: {move.note}",
        "Sự chậm trễ này gây phiền hà cho ông/bà, quý tổ chức. Chúng tôi xin lỗi và mong nhận"
        " được sự thông cảm.",
    )
    return Told(
        move.at, facts, texts=list(sorry), picture=lambda: strip_of(row, moves, move.at),
        signer_title="Thủ trưởng cơ quan, đơn vị",
    )  # fmt: skip


def strip_of(row: Dossier, moves: list[Movement], now: dt.datetime) -> SlipPicture | None:
    """The dossier's days up to the apology, with offices instead of names."""
    so_far = [move for move in moves if move.at <= now]
    life = strips.drawn(row, so_far, now, public=True)
    if life is None:
        return None
    return SlipPicture("Hồ sơ nằm ở đâu, từng ngày", strips.printed(life), life.summary)


def process_control(row: Dossier, moves: list[Movement]) -> Told | None:
    """Who handed it to whom, when, and whether each step kept its norm."""
    if row.accepted_at is None or row.due_at is None or not moves:
        return None
    facts = [
        ("Cơ quan, bộ phận tiếp nhận", row.point_words),
        ("Cơ quan, bộ phận giải quyết", row.unit_words),
        ("Hạn trả kết quả", rules.moment_words(row.original_due_at or row.due_at)),
    ]
    return Told(moves[-1].at, facts, tables=lambda: (passed(row, moves),), signer_title="")


def stop(row: Dossier, moves: list[Movement]) -> Told | None:
    """The notice of stopping, where the law of the day has one."""
    move = last(moves, "stop")
    if move is None:
        return None
    why = f"Dừng giải quyết hồ sơ vì lý do: {move.note}"
    return Told(move.at, texts=[why], signer_title="Thủ trưởng cơ quan, đơn vị")


def at_last(*verbs: str) -> Callable[[Dossier, list[Movement]], dt.datetime | None]:
    """When one of some verbs was last said."""

    def moment(row: Dossier, moves: list[Movement]) -> dt.datetime | None:
        move = last(moves, *verbs)
        return move.at if move else None

    return moment


# of what day each slip is; a list of slips asks no more, names of people stay encrypted
MOMENTS: dict[str, Callable[[Dossier, list[Movement]], dt.datetime | None]] = {
    "acceptance": lambda row, moves: row.accepted_at if row.due_at else None,
    "supplement": at_last("request_supplement", RETURNED),
    "refusal": at_last("refuse"),
    "not_resolved": at_last("refuse_after_assessment"),
    "apology": at_last("apologise"),
    "stop": at_last("stop"),
    "process_control": lambda row, moves: moves[-1].at if row.accepted_at and moves else None,
}
TELLERS: dict[str, Callable[[Dossier, list[Movement]], Told | None]] = {
    "acceptance": acceptance,
    "supplement": supplement,
    "refusal": refusal,
    "not_resolved": not_resolved,
    "apology": apology,
    "stop": stop,
    "process_control": process_control,
}


def last(moves: list[Movement], *verbs: str) -> Movement | None:
    """The latest of some verbs."""
    fitting = [one for one in moves if one.verb in verbs]
    return max(fitting, key=lambda one: (one.at, one.pk), default=None)


def day_words(moment: dt.datetime) -> str:
    """08/9/2020."""
    return formats.date(timezone.localdate(moment))


def paper_words(paper: dict) -> str:
    """A paper with its copies."""
    counts = [f"{paper[name]:02d} {word}" for name, word in COPIES if paper.get(name)]
    return f"{paper.get('title', '')} ({', '.join(counts)})" if counts else paper.get("title", "")
