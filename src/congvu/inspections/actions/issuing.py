"""Phát hành: what a paper orders takes effect; the signed copy is put in, its signatures read."""

import datetime as dt
import io
from typing import BinaryIO

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import next_state, require
from congvu.documents.verified import signatures_of
from congvu.evidence.actions import store_version
from congvu.evidence.states import Source
from congvu.inspections.actions import effects
from congvu.inspections.errors import DataMoved
from congvu.inspections.models import OfficialDocument
from congvu.inspections.policies import may_decide, may_number, may_prepare
from congvu.inspections.states import DOCUMENT_TABLE, DRAFTS, DocumentState

SIGNED_COPY = "Bản ký"
LARGEST = 100 * 1024 * 1024


def issue(
    document: OfficialDocument,
    *,
    issued_on: dt.date,
    by: User,
    expected: int | None = None,
) -> OfficialDocument:
    """Phát hành: what the paper orders takes effect in the same transaction.

    What a conclusion rests on is gathered and hashed before it, and looked at again inside.
    """
    require(may_number(by) or may_decide(by))
    seen = OfficialDocument.objects.select_related("inspection").get(pk=document.pk)
    next_state(DOCUMENT_TABLE, seen.state, "issue")
    prepared = effects.prepare_issue(seen)
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        if document.version != seen.version:
            raise DataMoved
        state = next_state(DOCUMENT_TABLE, document.state, "issue")
        check_day(document, issued_on)
        document = audit.change(
            document, by=by, action="inspections.issue_document", state=state, issued_on=issued_on
        )
        effects.after_issue(document, prepared, by)
    return document


def check_day(document: OfficialDocument, issued_on: dt.date) -> None:
    """Not before the paper's own day, not in the future."""
    text = ""
    if document.dated_on and issued_on < document.dated_on:
        text = "Ngày phát hành không được trước ngày văn bản."
    elif issued_on > clock.today():
        text = "Ngày phát hành không được sau hôm nay."
    if text:
        raise BadInput(fields={"issued_on": text})


def put_signed_file(
    document: OfficialDocument,
    file: BinaryIO,
    name: str,
    *,
    by: User,
    expected: int | None = None,
) -> OfficialDocument:
    """The signed scan or PDF becomes evidence of the paper; what its signatures say is kept."""
    require(may_number(by) or may_prepare(by))
    seen = OfficialDocument.objects.get(pk=document.pk)
    refuse_unsigned(seen)
    data = file.read(LARGEST + 1)
    if not data:
        raise BadInput(fields={"file": "Tệp rỗng. Hãy chọn lại bản ký."})
    reports = signatures_of(data)
    version = store_version(
        io.BytesIO(data),
        name,
        by=by,
        attach_to=seen,
        purpose=SIGNED_COPY,
        title=f"{SIGNED_COPY} {seen}"[:300],
        document_number=seen.code,
        source=Source.PAPER,
    )
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        refuse_unsigned(document)
        facts = {
            "version": str(version.uuid),
            "sha256": version.sha256,
            "name": version.original_name,
            "media_type": version.media_type,
            "signatures": reports,
        }
        action = "inspections.put_signed_file"
        return audit.change(document, by=by, action=action, signed_file=facts)


def refuse_unsigned(document: OfficialDocument) -> None:
    """There is no signed copy of what nobody has signed."""
    if document.state in (*DRAFTS, DocumentState.SUBMITTED):
        raise BadInput(fields={"file": "Văn bản chưa ký nên chưa có bản ký để đưa vào."})
