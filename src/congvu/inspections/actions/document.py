"""The life of a paper: draft → initialled → submitted → signed → numbered → issued → filed.

Numbers come from the office's own book: typed in after signing, once per type and year.
"""

import datetime as dt
import json
from typing import Any

from django.db import IntegrityError, transaction

from congvu.accounts.models import User
from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import next_state, require
from congvu.documents import frozen
from congvu.inspections.actions import effects
from congvu.inspections.errors import NumberTaken, TextFrozen
from congvu.inspections.models import BookEntry, Inspection, OfficialDocument, Plan, Visit
from congvu.inspections.outputs import draft_text
from congvu.inspections.policies import may_decide, may_number, may_prepare
from congvu.inspections.states import (
    DOCUMENT_TABLE,
    DocumentKind,
    DocumentState,
)

# how the office abbreviates types (NĐ 30/2020 Phụ lục III); an office's stationery may say else
TYPE_CODES = {
    DocumentKind.PLAN: "KH",
    DocumentKind.DECISION: "QĐ",
    DocumentKind.AMENDING_DECISION: "QĐ",
    DocumentKind.NOTICE: "TB",
    DocumentKind.REPORT: "BC",
    DocumentKind.CONCLUSION: "TB",
    DocumentKind.MINUTES: "BB",
}
DRAFT_STATES = (DocumentState.DRAFT, DocumentState.INITIALLED)


def create_document(
    kind: str,
    *,
    by: User,
    subject: str,
    plan: Plan | None = None,
    inspection: Inspection | None = None,
    visit: Visit | None = None,
    recipients: tuple[str, ...] = (),
    internal: bool = False,
) -> OfficialDocument:
    """A draft paper; its text follows the data until it is sent for signature."""
    require(may_prepare(by))
    if kind not in TYPE_CODES:
        raise BadInput(fields={"kind": "Loại này không có số, không cần trình ký."})
    document = OfficialDocument(
        kind=kind,
        plan=plan,
        inspection=inspection or (visit.inspection if visit else None),
        visit=visit,
        type_code=TYPE_CODES[DocumentKind(kind)],
        subject=subject.strip(),
        recipients=list(recipients),
        internal=internal,
    )
    return audit.create(document, by=by, action="inspections.create_document")


def edit_document(
    document: OfficialDocument, *, by: User, expected: int | None = None, **fields: Any
) -> OfficialDocument:
    """Change subject, recipients or signer of a draft."""
    require(may_prepare(by))
    allowed = {"subject", "recipients", "authority", "signer_title", "signer_name", "symbol"}
    with transaction.atomic():
        document = locked_draft(document, expected)
        kept = {name: value for name, value in fields.items() if name in allowed}
        return audit.change(document, by=by, action="inspections.edit_document", **kept)


def locked_draft(document: OfficialDocument, expected: int | None) -> OfficialDocument:
    """The paper, locked, if its text may still change."""
    document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
    if document.state not in DRAFT_STATES:
        raise TextFrozen
    return document


def accept_wording(
    document: OfficialDocument,
    wording: dict[str, str],
    *,
    kept: list[dict[str, str]] | None = None,
    by: User,
    expected: int | None = None,
) -> OfficialDocument:
    """The officer's edited Word file is the draft from now on.

    ``wording`` maps tags to texts; ``kept`` lists differences from the data kept on purpose, each
    with ``tag``, ``fact`` and ``reason``. A difference without a reason is refused.
    """
    require(may_prepare(by))
    moment = clock.now().isoformat()
    reasons = []
    for item in kept or []:
        if not item.get("reason", "").strip():
            raise BadInput(fields={item.get("tag", "kept"): "Giữ khác số liệu thì phải ghi lý do."})
        reasons.append({**item, "by": str(by), "at": moment})
    with transaction.atomic():
        document = locked_draft(document, expected)
        return audit.change(
            document,
            by=by,
            action="inspections.accept_wording",
            wording={**document.wording, **wording},
            kept=[*document.kept, *reasons],
        )


def initial(
    document: OfficialDocument, *, by: User, expected: int | None = None
) -> OfficialDocument:
    """Ký nháy by the drafter and the head of office."""
    require(may_prepare(by))
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        state = next_state(DOCUMENT_TABLE, document.state, "initial")
        mark = {"name": str(by), "title": by.title, "at": clock.now().isoformat()}
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
    """Trình ký: the text freezes here, not when numbered (inspection.md §2.1)."""
    require(may_prepare(by))
    if not (signer_name.strip() and signer_title.strip()):
        raise BadInput(fields={"signer_name": "Ghi họ tên và chức vụ người ký."})
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        state = next_state(DOCUMENT_TABLE, document.state, "submit")
        effects.before_submit(document, by)
        document.signer_name, document.signer_title = signer_name.strip(), signer_title.strip()
        document.authority = authority.strip()
        text = draft_text(document)
        document.refresh_from_db(fields=["signer_name", "signer_title", "authority"])
        return audit.change(
            document,
            by=by,
            action="inspections.submit_document",
            state=state,
            signer_name=signer_name.strip(),
            signer_title=signer_title.strip(),
            authority=authority.strip(),
            frozen=json.loads(frozen.dumps(text)),
            frozen_sha256=frozen.digest(text),
            submitted_at=clock.now(),
            submitted_by=by,
        )


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
            reason=reason,
            state=state,
            frozen=None,
            frozen_sha256="",
            submitted_at=None,
            submitted_by=None,
        )


def sign(
    document: OfficialDocument, *, signed_on: dt.date, by: User, expected: int | None = None
) -> OfficialDocument:
    """The head has signed on paper or digitally; the day of signing is recorded."""
    require(may_decide(by) or may_number(by))
    if signed_on > clock.today():
        raise BadInput(fields={"signed_on": "Ngày ký không được sau hôm nay."})
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        state = next_state(DOCUMENT_TABLE, document.state, "sign")
        return audit.change(
            document, by=by, action="inspections.sign_document", state=state, signed_on=signed_on
        )


def number(
    document: OfficialDocument,
    *,
    number: str,
    symbol: str,
    dated_on: dt.date,
    by: User,
    expected: int | None = None,
) -> OfficialDocument:
    """Number, symbol and date from the office's book: after signing, once per type and year."""
    require(may_number(by))
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        state = next_state(DOCUMENT_TABLE, document.state, "number")
        check_number(document, number, symbol, dated_on)
        entry = BookEntry(
            year=dated_on.year,
            type_code=document.type_code,
            number=number.strip(),
            symbol=symbol.strip(),
            document=document,
        )
        try:
            with transaction.atomic():
                audit.create(entry, by=by, action="inspections.enter_number")
        except IntegrityError as error:
            raise NumberTaken(taken_sentence(document, number, dated_on.year)) from error
        return audit.change(
            document,
            by=by,
            action="inspections.number_document",
            state=state,
            number=number.strip(),
            symbol=symbol.strip(),
            dated_on=dated_on,
        )


def check_number(document: OfficialDocument, number: str, symbol: str, dated_on: dt.date) -> None:
    """Digits first (a letter may follow), a symbol, and a day not before the signing."""
    problems = {}
    if not number.strip()[:1].isdigit():
        problems["number"] = "Số văn bản phải bắt đầu bằng chữ số."
    if not symbol.strip():
        problems["symbol"] = "Ghi ký hiệu văn bản, ví dụ QĐ-LĐTBXH."
    if document.signed_on and dated_on < document.signed_on:
        signed = f"{document.signed_on:%d/%m/%Y}"
        problems["dated_on"] = f"Ngày văn bản không được trước ngày ký ({signed})."
    if problems:
        raise BadInput(fields=problems)


def taken_sentence(document: OfficialDocument, number: str, year: int) -> str:
    """Which paper has the number already."""
    other = BookEntry.objects.filter(
        year=year, type_code=document.type_code, number=number.strip()
    ).first()
    whose = f" ({other})" if other else ""
    return (
        f"Số {number.strip()} đã cấp cho văn bản khác loại {document.type_code} năm {year}{whose}."
    )


def number_gap(document: OfficialDocument) -> str:
    """A warning, never a refusal, when the number before this one is not in our book."""
    digits = "".join(c for c in document.number if c.isdigit())
    if not digits or int(digits) <= 1 or document.dated_on is None:
        return ""
    before = str(int(digits) - 1)
    known = BookEntry.objects.filter(year=document.dated_on.year, type_code=document.type_code)
    if not known.exclude(document=document).exists() or known.filter(number=before).exists():
        return ""
    return f"Sổ trong hệ thống chưa có số {before}/{document.type_code} liền trước."


def issue(
    document: OfficialDocument,
    *,
    issued_on: dt.date,
    disclosure: dict[str, Any] | None = None,
    by: User,
    expected: int | None = None,
) -> OfficialDocument:
    """Phát hành: what the paper orders takes effect in the same transaction."""
    require(may_number(by) or may_decide(by))
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        state = next_state(DOCUMENT_TABLE, document.state, "issue")
        if document.dated_on and issued_on < document.dated_on:
            text = "Ngày phát hành không được trước ngày văn bản."
            raise BadInput(fields={"issued_on": text})
        document = audit.change(
            document, by=by, action="inspections.issue_document", state=state, issued_on=issued_on
        )
        effects.after_issue(document, disclosure or {}, by)
    return document


def file_document(
    document: OfficialDocument, *, by: User, expected: int | None = None
) -> OfficialDocument:
    """Lưu: put into the file of the campaign."""
    require(may_number(by) or may_prepare(by))
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        state = next_state(DOCUMENT_TABLE, document.state, "file")
        return audit.change(document, by=by, action="inspections.file_document", state=state)


def put_signed_file(
    document: OfficialDocument,
    *,
    sha256: str,
    name: str,
    signatures: list[dict[str, Any]],
    by: User,
    expected: int | None = None,
) -> OfficialDocument:
    """The signed scan or PDF was put in as evidence; what its signatures say is kept beside it."""
    require(may_number(by) or may_prepare(by))
    if document.state in (*DRAFT_STATES, DocumentState.SUBMITTED):
        raise BadInput(fields={"file": "Văn bản chưa ký nên chưa có bản ký để đưa vào."})
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        facts = {"sha256": sha256, "name": name, "signatures": signatures}
        return audit.change(
            document, by=by, action="inspections.put_signed_file", signed_file=facts
        )
