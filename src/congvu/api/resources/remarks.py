"""General remarks: what several units did alike in one sentence; what waits for one."""

from typing import Annotated, Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import AfterValidator, Field

from congvu.api import marks
from congvu.api.collection import Collection, Verb, add_reading, add_verb, add_verbs, guarded
from congvu.api.kinds import Body, Id, Out, Ref, Shown, Text, Word, choice, utter
from congvu.api.paging import Page
from congvu.api.repeats import once
from congvu.api.replies import many, matched, one
from congvu.api.resources.common import base, same
from congvu.api.resources.inspections import INSPECTIONS
from congvu.api.resources.lookups import NOWHERE, lookup_all
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.criteria.models import Area
from congvu.inspections import actions
from congvu.inspections.models import Finding, GeneralRemark, Inspection
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import Polarity

router = Router()
Sentence = Annotated[str, Field(max_length=4000, pattern=r"\S"), AfterValidator(utter)]
Why = Annotated[Text, Field(max_length=500)]
Refs = Annotated[list[Ref], Field(max_length=1000)]


class RemarkOut(Shown):
    """A sentence of the conclusion and the findings it speaks for."""

    inspection: int
    polarity: str
    area: str | None
    text: str
    cause: str
    order: int
    findings: list[int]


class ProposalOut(Out):
    """Findings of one kind that wait for a place, with the wording to begin from."""

    polarity: str
    area: str
    text: str
    findings: list[int]


class RemarkText(Body):
    """The officer's sentence and why it came about."""

    text: Sentence
    cause: Why = ""


class RemarkNew(RemarkText):
    """One remark with the findings that go into it."""

    polarity: choice(Polarity)  # type: ignore[valid-type]
    area: Word | None = None
    findings: Refs = []


class RemarksNew(Body):
    """All or none; what ``proposed-remarks`` answers may be sent as it is."""

    remarks: Annotated[list[RemarkNew], Field(min_length=1, max_length=200)]


class Placed(Body):
    """Which findings."""

    findings: Annotated[Refs, Field(min_length=1)]


class Order(Body):
    """All remarks of one kind, in the order of the conclusion."""

    remarks: Annotated[Refs, Field(min_length=1)]


def rows(user: Any) -> QuerySet:
    """Remarks of the campaigns this person condenses."""
    seen = GeneralRemark.objects.visible_to(user).select_related("area", "inspection")
    spoken = Finding.objects.visible_to(user).order_by("pk")
    return seen.prefetch_related(Prefetch("findings", spoken, to_attr="spoken"))


def show(row: GeneralRemark) -> RemarkOut:
    """A remark as the API says it."""
    return RemarkOut(
        **base(row, "remarks"),
        **same(row, "polarity", "text", "cause", "order"),
        inspection=row.inspection_id,
        area=row.area.code if row.area else None,
        findings=[one.pk for one in row.spoken],
    )


def found(by: Any, inspection: Inspection) -> QuerySet:
    """Findings of the campaign that this person may put under a remark."""
    seen = Finding.objects.visible_to(by).filter(inspection=inspection)
    return seen.select_related("inspection")


def place(row: GeneralRemark, *, by: Any, expected: int, findings: list[int]) -> None:
    """Under this remark and no other; its version was matched, findings have their own."""
    chosen = lookup_all(found(by, row.inspection), findings, "findings[{}]")
    actions.place_findings(row, chosen, by=by)


def take_out(row: GeneralRemark, *, by: Any, expected: int, findings: list[int]) -> None:
    """Out of this remark."""
    chosen = lookup_all(found(by, row.inspection).filter(remark=row), findings, "findings[{}]")
    actions.take_out_findings(chosen, by=by)


def put_in_order(row: Inspection, *, by: Any, expected: int, remarks: list[int]) -> None:
    """Every remark of one kind, once."""
    held = row.remarks.select_related("inspection")
    chosen = lookup_all(held, remarks, "remarks[{}]")
    of_kind = {one.pk for one in held if one.polarity == chosen[0].polarity}
    if sorted(remarks) != sorted(of_kind):
        text = "Gửi đủ các nhận xét của một loại, mỗi nhận xét một lần."
        raise BadInput(fields={"remarks": text})
    actions.order_remarks(chosen, by=by)


REMARKS = Collection(
    "remarks",
    "Nhận xét chung",
    RemarkOut,
    rows,
    show,
    filters={"inspection": (Id, "inspection"), "polarity": (choice(Polarity), "polarity")},
    verbs=[
        Verb("place_findings", place, Placed),
        Verb("take_out_findings", take_out, Placed),
        Verb("remove_remark", actions.remove_remark, gone=True),
    ],
)


def create(request: HttpRequest, id: Id, body: RemarksNew):
    """New remarks, after those that are there."""

    def make():
        user = request.user
        inspection = INSPECTIONS.get(user, id)
        require(may_prepare(user))
        drafts = drafts_of(inspection, user, body.remarks)
        made = guarded(
            request,
            INSPECTIONS,
            inspection,
            lambda: actions.add_remarks(inspection, drafts, by=user),
        )
        told = rows(user).filter(pk__in=[row.pk for row in made]).order_by("pk")
        return many([show(row) for row in told], status=201)

    return once(request, make)


def drafts_of(
    inspection: Inspection, by: Any, remarks: list[RemarkNew]
) -> list[actions.RemarkDraft]:
    """As the action takes them; what leads nowhere is told with its row."""
    areas = Area.objects.filter(library_version=inspection.library_version_id)
    by_code = {area.code: area for area in areas}
    named = {pk for row in remarks for pk in row.findings}
    known = found(by, inspection).in_bulk(named)
    wrong, drafts = {}, []
    for i, row in enumerate(remarks):
        if row.area is not None and row.area not in by_code:
            wrong[f"remarks[{i}].area"] = NOWHERE
        for j, pk in enumerate(row.findings):
            if pk not in known or known[pk].polarity != row.polarity:
                wrong[f"remarks[{i}].findings[{j}]"] = NOWHERE
        held = [known[pk] for pk in row.findings if pk in known]
        area = by_code.get(row.area or "")
        drafts.append(actions.RemarkDraft(row.polarity, row.text, held, area, row.cause))
    if wrong:
        raise BadInput(fields=wrong)
    return drafts


def edit(request: HttpRequest, id: Id, body: RemarkText):
    """Other words."""
    row = REMARKS.get(request.user, id)
    told: dict[str, Any] = {"by": request.user, "expected": matched(request, row, show)}
    told |= {
        "text": body.text,
        "cause": body.cause if "cause" in body.model_fields_set else row.cause,
    }
    guarded(request, REMARKS, row, lambda: actions.edit_remark(row, **told))
    return one(show(REMARKS.get(request.user, id)))


def of_inspection(request: HttpRequest, id: Id, filters: Page = Query(...)):  # noqa: B008
    """Remarks of one campaign."""
    inspection = INSPECTIONS.get(request.user, id)
    held = rows(request.user).filter(inspection=inspection)
    return REMARKS.page_from(held, request.user, filters)


def proposed(request: HttpRequest, id: Id):
    """What the workbench proposes: one remark for what waits under one criterion or area."""
    inspection = INSPECTIONS.get(request.user, id)
    return many([proposal(row) for row in actions.proposed_remarks(inspection, request.user)])


def proposal(row: actions.RemarkDraft) -> ProposalOut:
    """One of them."""
    return ProposalOut(
        polarity=row.polarity,
        area=row.area.code if row.area else "",
        text=row.text,
        findings=[one.pk for one in row.findings],
    )


add_reading(router, REMARKS)
marks.change(router, "remarks/{id}", edit, RemarkOut, "Nhận xét chung: sửa")
add_verbs(router, REMARKS)
path, listed = "inspections/{id}/remarks", marks.listed(RemarkOut)
marks.get(router, path, of_inspection, listed, "Đợt kiểm tra: nhận xét chung")
marks.create(router, path, create, listed, "Nhận xét chung: lập", one=False)
path, listed = "inspections/{id}/proposed-remarks", marks.listed(ProposalOut)
marks.get(router, path, proposed, listed, "Đợt kiểm tra: nhận xét chung đề xuất")
add_verb(router, INSPECTIONS, Verb("order_remarks", put_in_order, Order))
