"""One stroke at the counter: somebody known or new, and the dossier taken in."""

import uuid
from typing import Any

from django.db import transaction

from congvu.applicants.actions import register
from congvu.applicants.models import Applicant, clear
from congvu.core import bulk, tickets
from congvu.core.encrypted import normal
from congvu.core.errors import UsedTicket
from congvu.core.policies import require
from congvu.core.search import fold
from congvu.dossiers.actions.intake import Filing, pinned_now, taken_in
from congvu.dossiers.models import Dossier, IntakeTicket, ReceivingPoint
from congvu.dossiers.policies import may_serve
from congvu.procedures.models import Procedure


def receive(
    *,
    point: ReceivingPoint,
    procedure: Procedure,
    by: Any,
    applicant: Applicant | None = None,
    person: dict[str, Any] | None = None,
    ticket: uuid.UUID | None = None,
    **filing: Any,
) -> Dossier:
    """Whoever files for the first time is entered with the dossier, or neither is.

    ``ticket`` is the mark of the form: sent twice, also at once, it is taken in once.
    """
    require(may_serve(by, point))
    moment, pinned = pinned_now([procedure])
    with transaction.atomic():
        key, twin = held_ticket(ticket, by) if ticket else (None, None)
        if twin is not None:
            return the_same(twin, procedure, applicant, person)
        who = applicant or register(by=by, at=point.unit, **(person or {}))
        [made] = taken_in([Filing(procedure, who, **filing)], point, by, moment, pinned, key)
        return made


def held_ticket(mark: uuid.UUID, by: Any) -> tuple[int | None, Dossier | None]:
    """The key of the dossier that a mark will lead to, or the dossier it led to.

    The row of the mark is ours until the commit; a twin waits here.
    """
    [key] = bulk.draw_keys(Dossier, 1)
    fresh = IntakeTicket(mark=mark, by=by, dossier_id=key)
    held = tickets.held(fresh, "dossier__applicant")
    return (key, None) if held is fresh else (None, held.dossier)


def the_same(
    made: Dossier, procedure: Procedure, applicant: Applicant | None, person: dict[str, Any] | None
) -> Dossier:
    """What the form led to, unless it was filled in anew for somebody or something else."""
    if applicant is not None:
        same = made.applicant_id == applicant.pk
    else:
        same = made.applicant is not None and is_person(made.applicant, person or {})
    if not same or made.procedure_id != procedure.pk:
        raise UsedTicket(
            f"Phiếu này đã dùng để tiếp nhận hồ sơ {made}. Nếu đây là hồ sơ khác, hãy kiểm tra lại"
            " nội dung rồi bấm tiếp nhận lần nữa."
        )
    return made


def is_person(known: Applicant, typed: dict[str, Any]) -> bool:
    """Whether what was typed is somebody already entered."""
    if fold(known.full_name) != fold(typed.get("name", "")):
        return False
    numbers = ("identity_number", "phone")
    return all(normal(clear(getattr(known, n))) == normal(typed.get(n, "")) for n in numbers)


def forget_tickets() -> int:
    """Throw away the marks of forms sent long ago; how many."""
    return tickets.forget(IntakeTicket)
