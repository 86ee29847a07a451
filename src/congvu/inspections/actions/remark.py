"""General remarks: findings of several units condensed into one sentence each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require
from congvu.criteria.models import Area
from congvu.inspections.models import Finding, GeneralRemark, Inspection
from congvu.inspections.outputs.workbench import WAITING, groups_of
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import AFTER_ISSUING


def check_not_concluded(inspection: Inspection) -> None:
    """Remarks are part of what the conclusion froze."""
    if inspection.state in AFTER_ISSUING:
        raise WrongState("Đợt kiểm tra đã kết luận, không sửa nhận xét chung được nữa.")


@dataclass(frozen=True)
class RemarkDraft:
    """A sentence in the officer's wording, and the findings it speaks for."""

    polarity: str
    text: str
    findings: Sequence[Finding] = ()
    area: Area | None = None
    cause: str = ""


def proposed_remarks(inspection: Inspection, by: User) -> list[RemarkDraft]:
    """What waits for a place, of the findings ``by`` may see: a remark per criterion or area."""
    require(may_prepare(by))
    seen = inspection.findings.visible_to(by).unplaced()
    rows = seen.select_related("unit", "area", "criterion").order_by(*WAITING)
    groups = groups_of(rows, inspection.visits.live().count())
    return [RemarkDraft(one.polarity, one.proposed, one.findings, one.area) for one in groups]


def add_remark(inspection: Inspection, *, by: User, **draft: Any) -> GeneralRemark:
    """One sentence for several findings; units and counts follow the data. As ``RemarkDraft``."""
    return add_remarks(inspection, [RemarkDraft(**draft)], by=by)[0]


def add_remarks(
    inspection: Inspection, drafts: Sequence[RemarkDraft], *, by: User
) -> list[GeneralRemark]:
    """Several at once, all or none, in constant queries."""
    require(may_prepare(by))
    check_not_concluded(inspection)
    for draft in drafts:
        check_findings(inspection, draft.polarity, draft.findings)
        if not draft.text.strip():
            raise BadInput(fields={"text": "Phải ghi câu nhận xét."})
    with transaction.atomic():
        last = Counter(inspection.remarks.values_list("polarity", flat=True))
        made = audit.create_many(
            [remark_of(inspection, draft, last) for draft in drafts],
            by=by,
            action="inspections.add_remark",
        )
        spoken = zip(made, drafts, strict=True)
        pairs = [pair for row, draft in spoken for pair in placed(row, draft.findings)]
        audit.change_many(pairs, by=by, action="inspections.place_finding")
    return made


def remark_of(inspection: Inspection, draft: RemarkDraft, last: Counter[str]) -> GeneralRemark:
    """The row, in its place after those there are."""
    last[draft.polarity] += 1
    return GeneralRemark(
        inspection=inspection,
        polarity=draft.polarity,
        area=draft.area,
        text=draft.text.strip(),
        cause=draft.cause.strip(),
        order=last[draft.polarity],
    )


def placed(
    remark: GeneralRemark, findings: Sequence[Finding]
) -> list[tuple[Finding, dict[str, Any]]]:
    """Its findings stand in it, and in none else."""
    return [(one, {"remark": remark, "minutes_only": False}) for one in findings]


def check_findings(inspection: Inspection, polarity: str, findings: Sequence[Finding]) -> None:
    """A remark holds findings of its own campaign and of its own kind only."""
    wrong = [f for f in findings if f.inspection_id != inspection.pk or f.polarity != polarity]
    if wrong:
        text = "Nhận xét chung chỉ gộp các phát hiện cùng loại của chính đợt kiểm tra này."
        raise BadInput(fields={"findings": text})


def place_findings(remark: GeneralRemark, findings: Sequence[Finding], *, by: User) -> None:
    """Put findings under a remark; each stands in one remark at most."""
    require(may_prepare(by))
    check_not_concluded(remark.inspection)
    check_findings(remark.inspection, remark.polarity, findings)
    audit.change_many(placed(remark, findings), by=by, action="inspections.place_finding")


def edit_remark(
    remark: GeneralRemark, *, text: str, cause: str = "", by: User, expected: int | None = None
) -> GeneralRemark:
    """Change the wording; which units it speaks for follows the findings."""
    require(may_prepare(by))
    if not text.strip():
        raise BadInput(fields={"text": "Phải ghi câu nhận xét."})
    with transaction.atomic():
        remark = audit.lock(GeneralRemark.objects.select_related("inspection"), remark.pk, expected)
        check_not_concluded(remark.inspection)
        return audit.change(
            remark, by=by, action="inspections.edit_remark", text=text.strip(), cause=cause.strip()
        )


def take_out_findings(findings: Sequence[Finding], *, by: User) -> None:
    """Take findings out of their remark; they are then waiting for a place again."""
    require(may_prepare(by))
    for inspection in {f.inspection for f in findings}:
        check_not_concluded(inspection)
    pairs = [(finding, {"remark": None}) for finding in findings]
    audit.change_many(pairs, by=by, action="inspections.take_out_finding")


def remove_remark(remark: GeneralRemark, *, by: User, expected: int | None = None) -> None:
    """Drop a remark; its findings are waiting for a place again."""
    require(may_prepare(by))
    with transaction.atomic():
        remark = audit.lock(GeneralRemark.objects.select_related("inspection"), remark.pk, expected)
        check_not_concluded(remark.inspection)
        take_out_findings(list(remark.findings.select_related("inspection")), by=by)
        freed = [(row, {"remark": None}) for row in remark.recommendations.all()]
        audit.change_many(freed, by=by, action="inspections.free_recommendation")
        audit.remove(remark, by=by, action="inspections.remove_remark")


def order_remarks(remarks: Sequence[GeneralRemark], *, by: User) -> list[GeneralRemark]:
    """Put remarks in this order."""
    require(may_prepare(by))
    for inspection in {r.inspection for r in remarks}:
        check_not_concluded(inspection)
    pairs = [(remark, {"order": i}) for i, remark in enumerate(remarks, start=1)]
    return audit.change_many(pairs, by=by, action="inspections.order_remark")
