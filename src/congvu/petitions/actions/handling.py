"""On the way: classified, given to a unit and a person, the answer drafted and sent back."""

import datetime as dt
from typing import Any

from django.utils import timezone

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.errors import BadInput
from congvu.core.needed import words
from congvu.core.policies import require
from congvu.organizations.models import Unit
from congvu.organizations.policies import rights_of
from congvu.petitions import rules
from congvu.petitions.actions.moving import move, one_of
from congvu.petitions.deadlines import answering
from congvu.petitions.errors import OwnConduct
from congvu.petitions.models import Petition
from congvu.petitions.policies import may_give_to
from congvu.procedures.models import Procedure

MOST_DAYS = 120


def classify(
    petition: Petition,
    *,
    by: Any,
    kind: str,
    about_unit: Unit | None = None,
    procedure: Procedure | None = None,
    expected: int | None = None,
) -> Petition:
    """What it is about (NĐ 20/2008 Đ5, Đ9), and with it the limit of the answer."""
    chosen = one_of(kind, rules.kind_choices(), "Chọn nội dung phản ánh, kiến nghị.", "kind")
    if rules.is_conduct(chosen) and about_unit is None:
        raise BadInput(fields={"about_unit": "Phản ánh hành vi thì chọn đơn vị được phản ánh."})

    def work(row: Petition) -> dict[str, Any]:
        limit = answering(row, kind=chosen).fields()
        return {"kind": chosen, "about_unit": about_unit, "procedure": procedure, **limit}

    return move(petition, "classify", work, by=by, expected=expected)


def assign(
    petition: Petition,
    *,
    by: Any,
    unit: Unit,
    working_days: int | None = None,
    basis: str = "",
    note: str = "",
    expected: int | None = None,
) -> Petition:
    """Given to a unit; the office's own regulation may set another limit, with its name."""

    def work(row: Petition) -> dict[str, Any]:
        require(may_give_to(by, unit))
        own = rules.is_conduct(row.kind) and unit.pk == row.about_unit_id
        if own and not rules.own_conduct_allowed():
            raise OwnConduct(fields={"unit": (OwnConduct.__doc__ or "").strip()})
        days, why = own_limit(row, working_days, basis)
        limit = answering(row, days=days, basis=why)
        return {"unit": unit, "holder": None, **limit.fields()}

    return move(petition, "assign", work, by=by, expected=expected, reason=note.strip())


def own_limit(row: Petition, days: int | None, basis: str) -> tuple[int, str]:
    """A limit typed in needs its basis; where none is, the petition keeps its own."""
    if days is None or days == row.limit_days:
        return row.limit_days, basis.strip() or row.limit_basis
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(fields={"working_days": f"Thời hạn từ 1 đến {MOST_DAYS} ngày làm việc."})
    if not basis.strip() or basis.strip() == row.limit_basis:
        raise BadInput(fields={"basis": "Thời hạn khác thì ghi căn cứ của thời hạn đó."})
    return days, basis.strip()


def hand_to(
    petition: Petition, *, by: Any, to: User, note: str = "", expected: int | None = None
) -> Petition:
    """Given to somebody of the unit."""

    def work(row: Petition) -> dict[str, Any]:
        if not rights_of(to).in_unit(row.unit_id):
            raise BadInput(fields={"to": "Người này không thuộc đơn vị đang xử lý."})
        return {"holder": to}

    return move(petition, "hand_to", work, by=by, expected=expected, reason=note.strip())


def propose(
    petition: Petition, *, by: Any, answer: str, outcome: str, expected: int | None = None
) -> Petition:
    """The answer drafted by the unit, sent for signature."""
    text = words(answer, "Ghi nội dung trả lời.", "answer")
    chosen = one_of(outcome, rules.outcome_choices(), "Chọn hình thức xử lý.", "outcome")

    def work(row: Petition) -> dict[str, Any]:
        return {"answer": text, "outcome": chosen}

    return move(petition, "propose", work, by=by, expected=expected)


def send_back(petition: Petition, *, by: Any, reason: str, expected: int | None = None) -> Petition:
    """Back to the unit with what must be done anew."""
    why = words(reason, "Ghi nội dung cần làm lại.")
    return move(petition, "send_back", lambda row: {}, by=by, expected=expected, reason=why)


def extend(
    petition: Petition, *, by: Any, until: dt.date, reason: str, expected: int | None = None
) -> Petition:
    """Another day promised to the sender. The due day stays, and lateness is measured by it."""
    why = words(reason, "Ghi lý do gia hạn, văn bản báo cho người gửi.")

    def work(row: Petition) -> dict[str, Any]:
        due = timezone.localtime(row.due_at)
        if until <= due.date() or until < timezone.localdate(clock.now()):
            raise BadInput(fields={"until": "Ngày gia hạn phải sau hạn trả lời và sau hôm nay."})
        moment = dt.datetime.combine(until, due.time(), tzinfo=due.tzinfo)
        return {"extended_to": moment, "extension_reason": why[:500]}

    return move(petition, "extend", work, by=by, expected=expected, reason=why)
