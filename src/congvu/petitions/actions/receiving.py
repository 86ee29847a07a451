"""Into the book: received one by one, or many; corrected while still at the door."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from congvu.applicants.models import clear
from congvu.applicants.rules import phone_problem
from congvu.applicants.states import ApplicantKind
from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.organizations.models import Unit
from congvu.petitions import rules
from congvu.petitions.actions.moving import move
from congvu.petitions.deadlines import answering, forward_due
from congvu.petitions.models import Petition, PetitionCounter
from congvu.petitions.policies import may_receive
from congvu.petitions.states import CHANNEL_LABELS, PERSONAL, Channel
from congvu.procedures.models import Procedure


@dataclass
class Sent:
    """What somebody sent."""

    subject: str
    content: str
    channel: str
    sender_name: str = ""
    sender_kind: str = ApplicantKind.PERSON
    sender_phone: str = ""
    sender_email: str = ""
    sender_address: str = ""
    sender_hidden: bool = False
    kind: str = ""
    procedure: Procedure | None = None
    about_unit: Unit | None = None
    received_at: dt.datetime | None = None  # now, where nothing is said


def receive(sent: Sent, *, at: Unit, by: Any) -> Petition:
    """One petition into the book of ``at``, with its number and its days."""
    return receive_many([sent], at=at, by=by)[0]


def receive_many(rows: Sequence[Sent], *, at: Unit, by: Any) -> list[Petition]:
    """Many at once. ``by`` is None only for what citizens send through the office's own site."""
    through_site = by is None and all(row.channel == Channel.PORTAL for row in rows)
    require(through_site or may_receive(by, at))
    if not rows:
        raise BadInput("Chưa có phản ánh, kiến nghị nào.")
    with transaction.atomic():
        made = [fresh(row, at, by) for row in rows]
        number(made)
        return audit.create_many(made, by=by, action="petitions.receive")


def fresh(sent: Sent, at: Unit, by: Any) -> Petition:
    """A petition not yet numbered."""
    row = Petition(
        **checked(vars(sent)), received_at=known_moment(sent), received_unit=at, received_by=by
    )
    row.sender_label = row.named()
    row.forward_due_at = forward_due(row)
    for name, value in answering(row).fields().items():
        setattr(row, name, value)
    return row


def known_moment(sent: Sent) -> dt.datetime:
    """When it came: never later than now."""
    moment = sent.received_at or clock.now()
    if moment > clock.now():
        raise BadInput(fields={"received_at": "Thời điểm tiếp nhận không thể sau lúc này."})
    return moment


def checked(typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed, trimmed; BadInput names each that can't be right."""
    values = {n: v.strip() if isinstance(v, str) else v for n, v in typed.items()}
    values.pop("received_at", None)
    problems = {
        "subject": "" if values["subject"] else "Ghi trích yếu nội dung trong một dòng.",
        "content": "" if values["content"] else "Ghi nội dung phản ánh, kiến nghị.",
        "channel": "" if values["channel"] in CHANNEL_LABELS else "Chọn hình thức gửi.",
        "sender_phone": phone_problem(values["sender_phone"]),
        "kind": kind_problem(values["kind"]),
        "sender_name": "" if values["sender_name"] else lonely(values),
    }
    named = rules.findings(values["subject"], names=[values["sender_name"]])
    if any(one.certain for one in named):
        problems["subject"] = f"Trích yếu hiện ở danh sách, bỏ {rules.told(named)}."
    if wrong := {name: text for name, text in problems.items() if text}:
        raise BadInput(fields=wrong)
    return values


def kind_problem(kind: str) -> str:
    """Kinds come later, at classification; one that is named must be of the list."""
    known = not kind or kind in dict(rules.kind_choices())
    return "" if known else "Chọn một nội dung trong danh sách."


def lonely(values: dict[str, Any]) -> str:
    """An answer needs to reach somebody: without a name there must be no address either.

    Who writes on the office's own site may leave the name out and still be reached.
    """
    if values["channel"] == Channel.PORTAL:
        return ""
    if any(values[name] for name in PERSONAL):
        return "Đã có điện thoại hoặc địa chỉ thì ghi cả tên người gửi."
    return ""


def number(rows: Sequence[Petition]) -> None:
    """Numbers of the book, drawn inside the transaction: nobody gets one twice."""
    by_year: dict[int, list[Petition]] = defaultdict(list)
    for row in rows:
        by_year[timezone.localdate(row.received_at).year].append(row)
    for year, ours in sorted(by_year.items()):
        counter = PetitionCounter.objects.filter(year=year)
        if not counter.update(last=F("last") + len(ours)):
            PetitionCounter.objects.get_or_create(year=year)
            counter.update(last=F("last") + len(ours))
        last = counter.values_list("last", flat=True).get()
        for index, row in enumerate(ours, last - len(ours) + 1):
            row.code = rules.composed_code(year, index)


EDITED = (
    *("subject", "content", "channel", "procedure"),
    *("sender_kind", "sender_name", "sender_hidden", *PERSONAL),
)


def edit(petition: Petition, *, by: Any, expected: int | None = None, **typed: Any) -> Petition:
    """Correct what was written down at the door. A mask sent back unchanged is no change."""

    def work(row: Petition) -> dict[str, Any]:
        shown = {name: str(getattr(row, name)) for name in PERSONAL}
        changed = {n: v for n, v in typed.items() if shown.get(n) != v}
        present = {name: plain(row, name) for name in EDITED}
        values = checked({**present, **changed, "kind": row.kind})
        news = {name: value for name, value in values.items() if name in changed}
        proposed = Petition(sender_kind=values["sender_kind"], sender_name=values["sender_name"])
        return news | {"sender_label": proposed.named()}

    if unknown := set(typed) - set(EDITED):
        raise BadInput(f"Không có trường {', '.join(sorted(unknown))}.")
    return move(petition, "edit", work, by=by, expected=expected)


def plain(row: Petition, name: str) -> Any:
    """A field in clear, to be checked together with the others."""
    value = getattr(row, name)
    return clear(value) if name in (*PERSONAL, "sender_name", "content") else value
