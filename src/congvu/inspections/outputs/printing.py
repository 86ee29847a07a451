"""The door for packages above to a campaign's papers as files, each by the right to it."""

from typing import Any

from congvu.assessments.policies import may_read
from congvu.inspections.models import Inspection, OfficialDocument, Visit
from congvu.inspections.outputs import (
    BUILDERS,
    TABLE_KINDS,
    VISIT_KINDS,
    book_of,
    build,
    text_of,
    visit_text,
)
from congvu.inspections.outputs.files import Produced, file_label, produced
from congvu.inspections.states import DocumentKind, InspectionState, VisitState
from congvu.organizations.policies import rights_of

ENDED = (InspectionState.CONCLUDED, InspectionState.CLOSED)


def printed(
    inspection: Inspection, kind: str, fmt: str, user: Any, visit: Visit | None = None
) -> Produced | None:
    """The newest paper of a kind as a file; None when there is none ``user`` may see.

    ``visit`` asks for the minutes, outline or self-report of one unit.
    """
    if visit is not None and kind in VISIT_KINDS:
        return of_visit(visit, kind, fmt, user)
    if kind in TABLE_KINDS:
        return of_table(inspection, kind, fmt, user)
    return of_document(inspection, kind, fmt, user) if kind in BUILDERS else None


def of_table(inspection: Inspection, kind: str, fmt: str, user: Any) -> Produced | None:
    """A paper without a number of its own, with what ``user`` may see of it."""
    if (
        kind == DocumentKind.ARTICLE
        and inspection.state not in ENDED
        and only_visited(inspection, user)
    ):
        return None
    name = file_label(kind, f"năm {inspection.year}")
    workbook = book_of(kind, inspection, user) if fmt == "xlsx" else None
    return produced(text_of(kind, inspection, user), fmt, kind, name, workbook)


def only_visited(inspection: Inspection, user: Any) -> bool:
    """Whether the campaign is known to ``user`` only because their unit is visited."""
    whole = Visit.objects.filter(inspection=inspection)
    return whole.visible_to(user).count() < whole.count() or (
        rights_of(user).units() >= set(whole.values_list("unit_id", flat=True))
    )


def of_visit(visit: Visit, kind: str, fmt: str, user: Any) -> Produced | None:
    """A paper of one unit: the unit's own, minutes once signed; the team's before."""
    own = rights_of(user).in_unit(visit.unit_id)
    if visit.sheet is None or not may_read(user, visit.sheet):
        return None
    if kind == DocumentKind.MINUTES and own and visit.state != VisitState.MINUTES_SIGNED:
        return None
    name = file_label(kind, str(visit.unit))
    return produced(visit_text(kind, visit), fmt, kind, name)


def of_document(inspection: Inspection, kind: str, fmt: str, user: Any) -> Produced | None:
    """The newest numbered paper of that kind, of the campaign or of its plan."""
    rows = OfficialDocument.objects.visible_to(user).filter(kind=kind)
    if kind == DocumentKind.PLAN:
        rows = rows.filter(plan=inspection.plan_id) if inspection.plan_id else rows.none()
    else:
        rows = rows.filter(inspection=inspection)
    document = rows.order_by("-pk").first()
    if document is None:
        return None
    name = file_label(kind, document.code or "dự thảo")
    return produced(build(document), fmt, kind, name)
