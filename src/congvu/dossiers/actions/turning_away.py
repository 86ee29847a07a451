"""Over the counter and not taken in: asked to complete the papers, or refused, with a slip."""

import uuid
from typing import Any

from django.db import transaction

from congvu.applicants.actions import register
from congvu.applicants.models import Applicant
from congvu.core import audit
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.dossiers.actions.counter import held_ticket, the_same
from congvu.dossiers.actions.intake import Filing, fresh, refuse, return_for_completion, submit
from congvu.dossiers.models import Dossier, ReceivingPoint
from congvu.dossiers.policies import may_serve
from congvu.procedures.models import Procedure

OUTCOMES = {"return_for_completion": return_for_completion, "refuse": refuse}


def turn_away(
    *,
    point: ReceivingPoint,
    procedure: Procedure,
    by: Any,
    outcome: str,
    reason: str,
    applicant: Applicant | None = None,
    person: dict[str, Any] | None = None,
    ticket: uuid.UUID | None = None,
    **filing: Any,
) -> Dossier:
    """What somebody brought, entered and answered in one stroke (forms 02 and 03).

    Either all of it is written, the person among it, or nothing; a form sent twice counts once.
    """
    require(may_serve(by, point))
    if outcome not in OUTCOMES:
        raise BadInput(fields={"outcome": f"Không có cách xử lý {outcome!r}."})
    with transaction.atomic():
        key, twin = held_ticket(ticket, by) if ticket else (None, None)
        if twin is not None:
            return the_same(twin, procedure, applicant, person)
        who = applicant or register(by=by, at=point.unit, **(person or {}))
        draft = fresh(Filing(procedure, who, **filing), point)
        draft.pk = key
        audit.create(draft, by=by, action="dossiers.save_draft")
        return OUTCOMES[outcome](submit(draft, by=by), by=by, reason=reason)
