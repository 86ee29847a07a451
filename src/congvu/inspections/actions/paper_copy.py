"""Nhân bản từ năm trước: last year's wording, recipients and symbol into this year's draft."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.errors import WrongState
from congvu.core.policies import require
from congvu.inspections.actions.document import locked_draft, touched
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs import from_data
from congvu.inspections.outputs.wording import bound_lines, clashes
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import DRAFTS, DocumentKind, InspectionState, PlanState

# papers an office writes alike every year; the outline is an annex of the notice
ALIKE = (DocumentKind.PLAN, DocumentKind.DECISION, DocumentKind.NOTICE)


@dataclass(frozen=True)
class PaperCopy:
    """The draft after copying, how many lines came along, how many did not fit this year."""

    document: OfficialDocument
    taken: int
    left: int


def year_of(document: OfficialDocument) -> int:
    """The year a paper is about."""
    holder = document.plan or document.inspection
    return holder.year if holder else 0


def earlier_paper(document: OfficialDocument) -> OfficialDocument | None:
    """The latest paper of this kind from a year before; None where there is nothing to copy."""
    if document.kind not in ALIKE or document.state not in DRAFTS:
        return None
    year = year_of(document)
    before = Q(plan__year__lt=year) | Q(plan__isnull=True, inspection__year__lt=year)
    given_up = Q(inspection__state=InspectionState.CANCELLED) | Q(plan__state=PlanState.CANCELLED)
    rows = OfficialDocument.objects.filter(before, kind=document.kind).exclude(given_up)
    return rows.select_related("plan", "inspection").order_by("-pk").first()


def copy_paper(document: OfficialDocument, *, by: User, expected: int | None = None) -> PaperCopy:
    """Take over what the office wrote last year, line by line.

    A line that no longer exists, or would say something else than this year's data, stays behind;
    what was already reworded in this draft stays as it is.
    """
    require(may_prepare(by))
    source = earlier_paper(document)
    if source is None:
        raise WrongState("Không có văn bản cùng loại của năm trước để nhân bản.")
    said = from_data(document)
    lines = set(bound_lines(said)) | {""}
    groups = by_line(moved_on(source, document))
    kept = {}
    for line, wording in groups.items():
        if line in lines and not clashes(said, wording):
            kept |= wording
    wording = {**kept, **document.wording}
    with transaction.atomic():
        document = locked_draft(document, expected)
        document = audit.change(
            document,
            by=by,
            action="inspections.copy_paper",
            wording=wording,
            recipients=list(source.recipients) or document.recipients,
            symbol=source.symbol,
            authority=source.authority,
        )
    taken = len(by_line(kept))
    return PaperCopy(document, taken, len(groups) - taken)


def moved_on(source: OfficialDocument, document: OfficialDocument) -> dict[str, str]:
    """The wording with the year in its words moved on."""
    old, new = f"năm {year_of(source)}", f"năm {year_of(document)}"
    return {tag: text.replace(old, new) for tag, text in source.wording.items()}


def by_line(wording: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Line -> all that the wording says of it, its cells and insertions included."""
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for tag, text in wording.items():
        groups[next(iter(touched({tag: text})))][tag] = text
    return groups
