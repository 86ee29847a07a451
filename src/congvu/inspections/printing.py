"""The door for packages above to a campaign's papers as files, each by the right to it."""

from typing import Any

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
from congvu.inspections.policies import may_read_article, may_see_file_of, may_see_visit_paper
from congvu.inspections.states import DocumentKind


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
    if kind == DocumentKind.ARTICLE:
        seen = may_read_article(user, inspection)
    else:
        seen = may_see_file_of(user, inspection, kind)
    if not seen:
        return None
    name = file_label(kind, f"năm {inspection.year}")
    workbook = book_of(kind, inspection, user) if fmt == "xlsx" else None
    return produced(text_of(kind, inspection, user), fmt, kind, name, workbook)


def of_visit(visit: Visit, kind: str, fmt: str, user: Any) -> Produced | None:
    """A paper of one unit, for whoever may read that side of the visit."""
    if visit.sheet is None or not may_see_visit_paper(user, visit, kind):
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
    return of_paper(document, fmt) if document is not None else None


def of_paper(document: OfficialDocument, fmt: str) -> Produced:
    """One paper as it stands: frozen, or the draft."""
    name = file_label(document.kind, document.code or "dự thảo")
    return produced(build(document), fmt, document.kind, name)
