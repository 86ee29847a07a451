"""The signed result put into a dossier, taken back with a reason; papers used a second time."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from congvu.core import audit, clock
from congvu.core.errors import BadInput, WrongState
from congvu.core.needed import words
from congvu.core.policies import require
from congvu.documents.verified import signatures_of
from congvu.dossiers.errors import ImportedFact
from congvu.dossiers.models import Dossier, Result, Reuse
from congvu.dossiers.policies import may_put_result, may_serve
from congvu.dossiers.reusing import Paper, papers_for
from congvu.dossiers.states import BEFORE_ACCEPTANCE, OPEN, RESOLVED, TO_BE_SIGNED, DossierState
from congvu.evidence.actions import attach_many, store_version
from congvu.evidence.states import Source

LARGEST = 50 * 1024 * 1024
CARRIES_RESULT = TO_BE_SIGNED | RESOLVED | {DossierState.REFUSED_AFTER_ASSESSMENT}
TAKES_PAPERS = BEFORE_ACCEPTANCE | OPEN
PURPOSE = "Kết quả giải quyết hồ sơ"
CONSENT = "Người nộp đồng ý dùng lại giấy tờ đã nộp, kết quả đã có"


def put_result(
    dossier: Dossier,
    file: BinaryIO,
    name: str,
    *,
    by: Any,
    title: str,
    number: str,
    signed_on: dt.date,
    valid_to: dt.date | None = None,
) -> Result:
    """The signed file with the number and day of its paper; what its signatures say is kept."""
    refuse_result(dossier, by)
    told = checked(dossier, title, number, signed_on, valid_to)
    data = file.read(LARGEST + 1)
    if not data or len(data) > LARGEST:
        size = LARGEST // 2**20
        raise BadInput(fields={"file": f"Tệp rỗng hoặc lớn hơn {size} MB. Hãy chọn lại."})
    reports = signatures_of(data)
    version = store_version(
        io.BytesIO(data), name, by=by, title=f"{told['title']} {told['number']}"[:300],
        document_number=told["number"], effective_from=signed_on, effective_to=valid_to,
        source=Source.SYSTEM if reports else Source.PAPER,
    )  # fmt: skip
    with transaction.atomic():
        row = audit.lock(Dossier.objects.select_related("point", "unit"), dossier.pk)
        refuse_result(row, by)
        kept = {"version": str(version.uuid), "sha256": version.sha256,
                "media_type": version.media_type}  # fmt: skip
        result = Result(
            dossier=row, item=version.item, by=by, at=clock.now(), file=kept, signatures=reports,
            **told,
        )  # fmt: skip
        audit.create(result, by=by, action="dossiers.put_result")
        attach_many([(version.item, result)], by=by, purpose=PURPOSE)
        return result


def withdraw_result(result: Result, *, by: Any, reason: str, expected: int | None = None) -> Result:
    """The wrong file, or a result taken back: it stays, and says that it no longer holds."""
    why = words(reason, "Ghi lý do thu hồi kết quả.")
    with transaction.atomic():
        kept = audit.lock(Result.objects.select_related("dossier__point", "dossier__unit"),
                          result.pk, expected)  # fmt: skip
        require(may_put_result(by, kept.dossier))
        if kept.withdrawn_at is not None:
            raise WrongState("Kết quả này đã thu hồi trước đó.")
        fields = {"withdrawn_at": clock.now(), "withdrawn_reason": why}
        return audit.change(kept, by=by, action="dossiers.withdraw_result", reason=why, **fields)


def reuse_papers(dossier: Dossier, items: Sequence[int], *, by: Any, consent: bool) -> list[Reuse]:
    """Papers and results of earlier dossiers of the same applicant, used again with consent.

    Only what still holds and what ``by`` may read anyway; whoever works on this dossier reads
    them from now on, and that is what the applicant agrees to.
    """
    require(may_serve(by, dossier.point))
    if not consent:
        raise BadInput(fields={"consent": "Cần người nộp đồng ý thì mới dùng lại giấy tờ."})
    if not items:
        raise BadInput(fields={"items": "Chọn ít nhất một giấy tờ."})
    with transaction.atomic():
        row = audit.lock(Dossier.objects.select_related("point", "unit"), dossier.pk)
        if row.is_imported:
            raise ImportedFact
        if row.state not in TAKES_PAPERS:
            raise WrongState("Hồ sơ đã kết thúc giải quyết, không thêm giấy tờ được.")
        offered = {one.item.pk: one for one in papers_for(row, by)}
        if missing := set(items) - offered.keys():
            raise BadInput(fields={"items": f"Có {len(missing)} giấy tờ không dùng lại được."})
        made = [reuse_of(row, offered[key], by) for key in dict.fromkeys(items)]
        audit.create_many(made, by=by, action="dossiers.reuse_papers", reason=CONSENT)
        pairs = [(offered[one.item_id].item, one) for one in made]
        attach_many(pairs, by=by, purpose=CONSENT[:200])
        return made


def reuse_of(row: Dossier, paper: Paper, by: Any) -> Reuse:
    """One paper, unsaved."""
    return Reuse(
        dossier=row, source=paper.dossier, item=paper.item, title=paper.title[:300],
        consented_at=clock.now(), by=by,
    )  # fmt: skip


def refuse_result(dossier: Dossier, by: Any) -> None:
    """Only a dossier of ours that is about to be signed, or was."""
    require(may_put_result(by, dossier))
    if dossier.is_imported:
        raise ImportedFact
    if dossier.state not in CARRIES_RESULT:
        state = dossier.get_state_display()
        raise WrongState(f"Hồ sơ đang ở trạng thái “{state}”, chưa đưa kết quả vào được.")


def checked(
    dossier: Dossier, title: str, number: str, signed_on: dt.date, valid_to: dt.date | None
) -> dict[str, Any]:
    """The paper's own facts; BadInput names each that can't be right."""
    accepted = dossier.accepted_at and timezone.localdate(dossier.accepted_at)
    problems = {}
    if not title.strip():
        problems["title"] = "Ghi tên kết quả, ví dụ Quyết định trợ cấp."
    if not number.strip():
        problems["number"] = "Ghi số, ký hiệu của văn bản kết quả."
    if signed_on > clock.today() or (accepted and signed_on < accepted):
        problems["signed_on"] = "Ngày ký phải từ ngày tiếp nhận đến hôm nay."
    if valid_to is not None and valid_to < signed_on:
        problems["valid_to"] = "Ngày hết giá trị phải sau ngày ký."
    if problems:
        raise BadInput(fields=problems)
    return {"title": title.strip(), "number": number.strip(), "signed_on": signed_on,
            "valid_to": valid_to}  # fmt: skip
