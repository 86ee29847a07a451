"""One stroke at the counter: somebody known or new, and the dossier taken in."""

from typing import Any

from django.db import transaction

from congvu.applicants.actions import register
from congvu.applicants.models import Applicant
from congvu.core.policies import require
from congvu.dossiers.actions.intake import Filing, take_in
from congvu.dossiers.models import Dossier, ReceivingPoint
from congvu.dossiers.policies import may_serve
from congvu.procedures.models import Procedure


def receive(
    *,
    point: ReceivingPoint,
    procedure: Procedure,
    by: Any,
    applicant: Applicant | None = None,
    person: dict[str, Any] | None = None,
    **filing: Any,
) -> Dossier:
    """Whoever files for the first time is entered with the dossier, or neither is."""
    require(may_serve(by, point))
    with transaction.atomic():
        who = applicant or register(by=by, at=point.unit, **(person or {}))
        return take_in(Filing(procedure, who, **filing), point=point, by=by)
