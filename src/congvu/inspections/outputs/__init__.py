"""From data to papers: one module per kind of document, each returning plain dataclasses."""

from collections.abc import Callable

from congvu.documents.model import OfficialText
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs.conclusion import conclusion
from congvu.inspections.outputs.decision import decision
from congvu.inspections.outputs.notice import notice
from congvu.inspections.outputs.plan import plan
from congvu.inspections.outputs.report import report
from congvu.inspections.outputs.wording import reworded
from congvu.inspections.states import DocumentKind

BUILDERS: dict[str, Callable[[OfficialDocument], OfficialText]] = {
    DocumentKind.PLAN: plan,
    DocumentKind.DECISION: decision,
    DocumentKind.NOTICE: notice,
    DocumentKind.REPORT: report,
    DocumentKind.CONCLUSION: conclusion,
}


def from_data(document: OfficialDocument) -> OfficialText:
    """The paper exactly as the data say it now."""
    return BUILDERS[document.kind](document)


def draft_text(document: OfficialDocument) -> OfficialText:
    """The draft: what the data say, in the officer's wording where she changed it."""
    return reworded(from_data(document), document.wording)
