"""Concluding: everything the conclusion rests on is frozen and hashed."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.assessments.actions import freeze_sheets
from congvu.assessments.models import Sheet
from congvu.core import audit
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import next_state, require
from congvu.evidence.actions import pin_many
from congvu.inspections.actions.follow_up import open_recommendations
from congvu.inspections.actions.progress import close_if_done
from congvu.inspections.errors import (
    DataMoved,
    FindingsUnplaced,
    MinutesMissing,
    ReportMissing,
)
from congvu.inspections.models import Conclusion, Finding, Inspection, OfficialDocument
from congvu.inspections.policies import may_decide
from congvu.inspections.resting import Stamp, digest, proofs_of, rests_on, stamp
from congvu.inspections.states import (
    INSPECTION_TABLE,
    OUT,
    DocumentKind,
    InspectionState,
    VisitState,
)

# what the public may see unless the head ticks more: no unit named beside a limitation
DEFAULT_DISCLOSURE = {"article": True, "remarks": True, "matrix": False, "name_units": False}


@dataclass(frozen=True)
class Resting:
    """What the conclusion rests on, gathered before the transaction, with its hash."""

    content: dict[str, Any]
    sha256: str
    stamp: Stamp


def check_ready(inspection: Inspection) -> None:
    """Minutes of every visit signed, every finding placed or marked "chỉ nêu trong biên bản"."""
    next_state(INSPECTION_TABLE, inspection.state, "conclude")
    waiting = inspection.visits.live().exclude(state=VisitState.MINUTES_SIGNED).count()
    if waiting:
        raise MinutesMissing(f"Còn {waiting:02d} đơn vị chưa ký biên bản.")
    if inspection.state == InspectionState.MINUTES_SIGNED and not inspection.led_by_decision_maker:
        raise ReportMissing
    loose = Finding.objects.unplaced().filter(inspection=inspection).count()
    if loose:
        raise FindingsUnplaced(
            f"Còn {loose:02d} phát hiện chưa đưa vào nhận xét chung và chưa đánh dấu "
            "chỉ nêu trong biên bản."
        )


def gathered(inspection: Inspection, document: OfficialDocument) -> Resting:
    """All of it as plain values, under the number and date the paper has."""
    before = stamp(inspection)
    content = rests_on(inspection, number=document.code, date=document.dated_on, pinned=False)
    return Resting(content, digest(content), before)


def conclude(
    inspection: Inspection,
    document: OfficialDocument,
    prepared: Resting | None = None,
    *,
    by: User,
) -> Conclusion:
    """The conclusion is issued: sheets and evidence freeze, recommendations start.

    What the public may see is what the head ticked before (:func:`disclose`), else the default.
    """
    resting = prepared or gathered(inspection, document)
    with transaction.atomic():
        inspection = audit.lock(Inspection.objects.all(), inspection.pk)
        check_ready(inspection)
        state = next_state(INSPECTION_TABLE, inspection.state, "conclude")
        if stamp(inspection) != resting.stamp:
            raise DataMoved
        freeze_sheets(list(Sheet.objects.filter(visit__inspection=inspection)), by=by)
        pin_proofs(inspection, by=by)
        open_recommendations(inspection, document.dated_on, by=by)
        inspection = audit.change(
            inspection,
            by=by,
            action="inspections.conclude",
            state=state,
            conclusion_number=document.code,
            concluded_on=document.dated_on,
            disclosure={**DEFAULT_DISCLOSURE, **inspection.disclosure},
        )
        conclusion = Conclusion(
            inspection=inspection,
            document=document,
            content=resting.content,
            sha256=resting.sha256,
        )
        audit.create(conclusion, by=by, action="inspections.freeze_conclusion")
        close_if_done(inspection, by=by)
    return conclusion


def disclose(
    document: OfficialDocument, *, by: User, expected: int | None = None, **ticks: bool
) -> OfficialDocument:
    """Which parts of a conclusion anybody may see: ticked by the head, before it is issued.

    The văn thư who sends the paper out only sees what was chosen.
    """
    require(may_decide(by), "Nội dung công khai do lãnh đạo chọn.")
    check_disclosure(ticks)
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        inspection = audit.lock(Inspection.objects.all(), disclosable(document).pk)
        chosen = {**DEFAULT_DISCLOSURE, **ticks}
        audit.change(inspection, by=by, action="inspections.disclose", disclosure=chosen)
    return document


def disclosable(document: OfficialDocument) -> Inspection:
    """The campaign whose disclosure may still be chosen at this paper."""
    if document.kind != DocumentKind.CONCLUSION or document.inspection is None:
        raise WrongState("Chỉ thông báo kết luận mới có nội dung công khai.")
    if document.state in OUT:
        raise WrongState("Thông báo đã phát hành, không đổi nội dung công khai được nữa.")
    return document.inspection


def check_disclosure(disclosure: dict[str, Any]) -> None:
    """Only what the page offers to tick."""
    unknown = set(disclosure) - set(DEFAULT_DISCLOSURE)
    if unknown:
        raise BadInput(fields=dict.fromkeys(unknown, "Không có mục công khai này."))


def pin_proofs(inspection: Inspection, *, by: User) -> None:
    """The files that prove answers, findings and minutes stay at the versions seen today."""
    for model, ids in proofs_of(inspection).items():
        pin_many(list(model.objects.filter(pk__in=ids)), by=by, reason="Kết luận kiểm tra")
