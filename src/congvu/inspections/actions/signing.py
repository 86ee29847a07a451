"""A paper on its way: initialled, sent for signature, sent back, signed, filed."""

import datetime as dt
import json
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import next_state, require
from congvu.documents import frozen
from congvu.documents.model import OfficialText
from congvu.inspections.actions import effects
from congvu.inspections.actions.document import clash_sentence
from congvu.inspections.errors import DataMoved, WordingStale
from congvu.inspections.models import (
    Finding,
    GeneralRemark,
    Inspection,
    OfficialDocument,
    Plan,
    PlanUnit,
    Postponement,
    Recommendation,
    TeamMember,
    Visit,
)
from congvu.inspections.outputs import draft_text, from_data
from congvu.inspections.outputs.wording import clashes
from congvu.inspections.policies import may_decide, may_number, may_prepare
from congvu.inspections.resting import Stamp, stamp_of
from congvu.inspections.states import DOCUMENT_TABLE


def initial(
    document: OfficialDocument, *, by: User, expected: int | None = None
) -> OfficialDocument:
    """Ký nháy by the drafter and the head of office."""
    require(may_prepare(by))
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        state = next_state(DOCUMENT_TABLE, document.state, "initial")
        if any(mark.get("user") == by.pk for mark in document.initials):
            raise BadInput("Bạn đã ký nháy văn bản này.")
        mark = {"user": by.pk, "name": str(by), "title": by.title, "at": clock.now().isoformat()}
        return audit.change(
            document,
            by=by,
            action="inspections.initial",
            state=state,
            initials=[*document.initials, mark],
        )


def submit(
    document: OfficialDocument,
    *,
    signer_name: str,
    signer_title: str,
    authority: str = "",
    by: User,
    expected: int | None = None,
) -> OfficialDocument:
    """Trình ký: the text freezes here, not when numbered (inspection.md §2.1).

    The text is made before the transaction; what it was made from is looked at again inside.
    """
    require(may_prepare(by))
    if not (signer_name.strip() and signer_title.strip()):
        raise BadInput(fields={"signer_name": "Ghi họ tên và chức vụ người ký."})
    names = {
        "signer_name": signer_name.strip(),
        "signer_title": signer_title.strip(),
        "authority": authority.strip(),
    }
    seen = OfficialDocument.objects.get(pk=document.pk)
    next_state(DOCUMENT_TABLE, seen.state, "submit")
    effects.check_submit(seen)
    before = stamp(seen)
    content, digest = frozen_text(seen, names)
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        state = next_state(DOCUMENT_TABLE, document.state, "submit")
        if document.version != seen.version or stamp(document) != before:
            raise DataMoved
        effects.before_submit(document, by)
        return audit.change(
            document,
            by=by,
            action="inspections.submit_document",
            state=state,
            frozen=content,
            frozen_sha256=digest,
            submitted_at=clock.now(),
            submitted_by=by,
            **names,
        )


def frozen_text(document: OfficialDocument, names: dict[str, str]) -> tuple[Any, str]:
    """The text as JSON and its hash; refused where the officer's wording contradicts the data."""
    for name, value in names.items():
        setattr(document, name, value)
    if document.wording:
        left = clashes(from_data(document), document.wording, document.kept)
        if left:
            raise WordingStale(clash_sentence(left[0].warning), tags=[c.tag for c in left])
    text: OfficialText = draft_text(document)
    return json.loads(frozen.dumps(text)), frozen.digest(text)


def stamp(document: OfficialDocument) -> Stamp:
    """How the rows behind a paper stand: their number, their versions, the last change."""
    of_campaign = {"inspection": document.inspection_id}
    looked_at = [
        Plan.objects.filter(pk=document.plan_id),
        PlanUnit.objects.filter(plan=document.plan_id),
        Inspection.objects.filter(pk=document.inspection_id),
        Visit.objects.filter(**of_campaign),
        TeamMember.objects.filter(**of_campaign),
        Postponement.objects.filter(**of_campaign),
        Finding.objects.filter(**of_campaign),
        GeneralRemark.objects.filter(**of_campaign),
        Recommendation.objects.filter(**of_campaign),
    ]
    return stamp_of(looked_at)


def send_back(
    document: OfficialDocument, *, reason: str, by: User, expected: int | None = None
) -> OfficialDocument:
    """Back to draft with a reason; the text follows the data again."""
    require(may_decide(by) or may_prepare(by))
    if not reason.strip():
        raise BadInput(fields={"reason": "Phải ghi lý do trả lại."})
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        state = next_state(DOCUMENT_TABLE, document.state, "send_back")
        effects.after_send_back(document, reason, by)
        return audit.change(
            document,
            by=by,
            action="inspections.send_back_document",
            reason=reason.strip(),
            state=state,
            initials=[],
            frozen=None,
            frozen_sha256="",
            submitted_at=None,
            submitted_by=None,
        )


def sign(
    document: OfficialDocument,
    *,
    signed_on: dt.date,
    signer_name: str = "",
    signer_title: str = "",
    authority: str | None = None,
    by: User,
    expected: int | None = None,
) -> OfficialDocument:
    """The paper was signed, in ink or digitally; day, and who when it was somebody else.

    ``authority``: KT., TL., TUQ. with whose (NĐ 30/2020, Đ13).
    """
    require(may_decide(by) or may_number(by))
    if signed_on > clock.today():
        raise BadInput(fields={"signed_on": "Ngày ký không được sau hôm nay."})
    told = {"signer_name": signer_name.strip(), "signer_title": signer_title.strip()}
    fields: dict[str, Any] = {name: value for name, value in told.items() if value}
    if authority is not None:
        fields["authority"] = authority.strip()
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        state = next_state(DOCUMENT_TABLE, document.state, "sign")
        action = "inspections.sign_document"
        return audit.change(
            document, by=by, action=action, state=state, signed_on=signed_on, **fields
        )


def file_document(
    document: OfficialDocument, *, by: User, expected: int | None = None
) -> OfficialDocument:
    """Lưu: put into the file of the campaign."""
    require(may_number(by) or may_prepare(by))
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        state = next_state(DOCUMENT_TABLE, document.state, "file")
        return audit.change(document, by=by, action="inspections.file_document", state=state)
