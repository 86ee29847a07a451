"""From data to papers: one module per kind of document, each returning plain dataclasses.

``build(document)`` is the door: what was frozen for signature, else the draft in the officer's
wording. ``text_of`` and ``book_of`` serve the kinds that are tables without a number of their own.
"""

import json
from collections.abc import Callable
from typing import Any

from congvu.documents import frozen
from congvu.documents.model import OfficialText
from congvu.documents.xlsx import Workbook
from congvu.evidence.models import attachments_by_object
from congvu.inspections.models import Inspection, OfficialDocument, Recommendation, Remedy, Visit
from congvu.inspections.outputs.amending import amending_decision
from congvu.inspections.outputs.article import article_text
from congvu.inspections.outputs.books import book
from congvu.inspections.outputs.conclusion import conclusion
from congvu.inspections.outputs.decision import decision
from congvu.inspections.outputs.frame import completed
from congvu.inspections.outputs.grounds import grounded
from congvu.inspections.outputs.matrix import matrix, matrix_book
from congvu.inspections.outputs.minutes import minutes, minutes_of
from congvu.inspections.outputs.notice import notice
from congvu.inspections.outputs.outline import outline, unit_outline
from congvu.inspections.outputs.plan import plan
from congvu.inspections.outputs.remediation import Evidence, remediation, remediation_book
from congvu.inspections.outputs.report import report
from congvu.inspections.outputs.schedule import schedule, schedule_book
from congvu.inspections.outputs.self_report import self_report
from congvu.inspections.outputs.wording import reworded
from congvu.inspections.states import DocumentKind

BUILDERS: dict[str, Callable[[OfficialDocument], OfficialText]] = {
    DocumentKind.PLAN: plan,
    DocumentKind.DECISION: decision,
    DocumentKind.AMENDING_DECISION: amending_decision,
    DocumentKind.NOTICE: notice,
    DocumentKind.MINUTES: minutes_of,
    DocumentKind.REPORT: report,
    DocumentKind.CONCLUSION: conclusion,
}
VISIT_KINDS = (DocumentKind.OUTLINE, DocumentKind.SELF_REPORT, DocumentKind.MINUTES)
TABLE_KINDS = (
    DocumentKind.SCHEDULE,
    DocumentKind.OUTLINE,
    DocumentKind.REMEDIATION,
    DocumentKind.MATRIX,
    DocumentKind.ARTICLE,
)


def from_data(document: OfficialDocument) -> OfficialText:
    """The paper exactly as the data say it now."""
    return BUILDERS[document.kind](document)


def draft_text(document: OfficialDocument) -> OfficialText:
    """The draft: what the data say, in the officer's wording where she changed it."""
    return grounded(reworded(from_data(document), document.wording), document)


def build(document: OfficialDocument) -> OfficialText:
    """The paper to show and to print: frozen once sent for signature, else the draft."""
    if document.frozen is None:
        return draft_text(document)
    return completed(frozen.loads(json.dumps(document.frozen)), document)


def text_of(kind: str, inspection: Inspection, user: Any) -> OfficialText:
    """One of the TABLE_KINDS, with what ``user`` may see of it."""
    if kind == DocumentKind.MATRIX:
        return matrix(inspection, user)
    if kind == DocumentKind.REMEDIATION:
        rows = asked_of(inspection, user)
        return remediation(inspection, rows, evidence_of(rows, user))
    makers = {
        DocumentKind.SCHEDULE: schedule,
        DocumentKind.OUTLINE: outline,
        DocumentKind.ARTICLE: article_text,
    }
    return makers[DocumentKind(kind)](inspection)


def visit_text(kind: str, visit: Visit, *, notes: bool = False) -> OfficialText:
    """One of the VISIT_KINDS; ``notes`` leaves room in minutes to be filled in on the spot."""
    if kind == DocumentKind.MINUTES:
        return minutes(visit, notes=notes)
    return unit_outline(visit) if kind == DocumentKind.OUTLINE else self_report(visit)


def book_of(kind: str, inspection: Inspection, user: Any) -> Workbook:
    """Any of the TABLE_KINDS as Excel, with real dates and numbers where it has any."""
    if kind == DocumentKind.MATRIX:
        return matrix_book(inspection, user)
    if kind == DocumentKind.REMEDIATION:
        rows = asked_of(inspection, user)
        return remediation_book(inspection, rows, evidence_of(rows, user))
    if kind == DocumentKind.SCHEDULE:
        return schedule_book(inspection)
    return book(text_of(kind, inspection, user))


def asked_of(inspection: Inspection, user: Any) -> list[Recommendation]:
    """Recommendations of the campaign that ``user`` may see, by unit."""
    rows = Recommendation.objects.visible_to(user).filter(inspection=inspection)
    related = ("unit", "finding__repeat_of__inspection")
    return list(rows.select_related(*related).order_by("unit__order", "unit_id", "pk"))


def evidence_of(rows: list[Recommendation], user: Any) -> Evidence:
    """Titles of what was attached to each remedy, as far as ``user`` may read it."""
    remedies = list(Remedy.objects.filter(recommendation__in=rows))
    found = attachments_by_object(remedies, user)
    return {pk: [a.item.title for a in attached] for pk, attached in found.items()}


__all__ = [
    "BUILDERS",
    "TABLE_KINDS",
    "VISIT_KINDS",
    "book",
    "book_of",
    "build",
    "draft_text",
    "from_data",
    "text_of",
    "visit_text",
]
