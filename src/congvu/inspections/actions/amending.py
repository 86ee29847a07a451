"""What one amending decision changes once the team is decided: the act, and its paper begun."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from congvu.accounts.models import User
from congvu.core import audit
from congvu.inspections.actions.document import create_document
from congvu.inspections.models import Inspection, Postponement, Visit
from congvu.inspections.states import SESSION_LABELS, DocumentKind


def amend(
    inspection: Inspection,
    kind: str,
    lines: list[dict[str, Any]],
    *,
    reason: str,
    decided_on: dt.date,
    by: User,
    effective_on: dt.date | None = None,
) -> Postponement:
    """The act, and the draft of the decision that says it. Called inside a transaction."""
    act = Postponement(
        inspection=inspection,
        kind=kind,
        reason=reason.strip(),
        decided_on=decided_on,
        effective_on=effective_on,
        moves=lines,
    )
    act = audit.create(act, by=by, action="inspections.amend", reason=reason)
    kind_of_paper = DocumentKind.AMENDING_DECISION
    create_document(kind_of_paper, inspection=inspection, postponement=act, by=by)
    return act


def given_up_lines(visits: Iterable[Visit]) -> list[dict[str, Any]]:
    """Visits that will not be held, as the decision prints them."""
    return [
        {
            "visit": visit.pk,
            "unit": str(visit.unit),
            "from_day": visit.day.isoformat() if visit.day else None,
            "from_session": SESSION_LABELS.get(visit.session, ""),
        }
        for visit in visits
    ]
