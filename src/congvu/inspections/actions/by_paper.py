"""What takes effect by a paper alone: signed, and numbered in the office's own book."""

from typing import Any

from congvu.inspections.errors import NotNumbered
from congvu.inspections.models import OfficialDocument
from congvu.inspections.states import DOCUMENT_KIND_LABELS, DocumentKind, DocumentState

NUMBERED = (DocumentState.NUMBERED, DocumentState.ISSUED, DocumentState.FILED)


def numbered_paper(kind: DocumentKind, **of: Any) -> OfficialDocument:
    """The paper that orders it; ``NotNumbered`` while nobody has signed and numbered one."""
    paper = OfficialDocument.objects.filter(kind=kind, state__in=NUMBERED, **of).last()
    if paper is None:
        name = DOCUMENT_KIND_LABELS[kind]
        raise NotNumbered(
            f"{name} chưa ký, chưa cấp số. Lập văn bản, trình ký, rồi văn thư ghi số từ sổ."
        )
    return paper
