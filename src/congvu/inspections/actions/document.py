"""Drafts of papers: making one, its subject and recipients, the wording that comes from Word."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit, clock
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require
from congvu.inspections.errors import DocumentExists, TextFrozen
from congvu.inspections.models import Inspection, OfficialDocument, Plan, Postponement, Visit
from congvu.inspections.outputs import BUILDERS, from_data
from congvu.inspections.outputs.defaults import is_internal, usual_recipients, usual_signer
from congvu.inspections.outputs.grounds import fault, grounded, own_or_none, taken_out
from congvu.inspections.outputs.kinds import type_of, usual_subject
from congvu.inspections.outputs.wording import bound_lines, clashes
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import DRAFTS, AmendmentKind, DocumentKind, InspectionState

# kinds of which a plan or campaign has only one
ONCE = (DocumentKind.PLAN, DocumentKind.DECISION, DocumentKind.REPORT, DocumentKind.CONCLUSION)
AFTER_MINUTES = (DocumentKind.REPORT, DocumentKind.CONCLUSION)
EDITABLE = frozenset(
    {"subject", "recipients", "authority", "signer_title", "signer_name", "symbol"}
)


def create_document(
    kind: str,
    *,
    by: User,
    subject: str = "",
    plan: Plan | None = None,
    inspection: Inspection | None = None,
    visit: Visit | None = None,
    postponement: Postponement | None = None,
    recipients: tuple[str, ...] | None = None,
    internal: bool | None = None,
) -> OfficialDocument:
    """A draft paper; its text follows the data until it is sent for signature.

    What is not given is what the office usually writes.
    """
    require(may_prepare(by))
    if kind not in BUILDERS:
        raise BadInput(fields={"kind": "Loại này không có số, không cần trình ký."})
    inspection = inspection or (visit.inspection if visit else None)
    check_target(kind, plan, inspection, visit, postponement)
    year = plan.year if plan else inspection.year if inspection else clock.today().year
    expected = usual_signer(kind, inspection)
    act = postponement or newest_act(kind, inspection)
    document = OfficialDocument(
        kind=kind,
        plan=plan,
        inspection=inspection,
        visit=visit,
        postponement=act,
        type_code=type_of(kind).abbreviation,
        subject=subject.strip() or usual_subject(kind, year, act.kind if act else ""),
        recipients=list(usual_recipients(kind) if recipients is None else recipients),
        internal=is_internal(kind, inspection) if internal is None else internal,
        signer_name=expected.name,
        signer_title=expected.title,
        authority=expected.authority,
    )
    with transaction.atomic():
        refuse_second(document)
        return audit.create(document, by=by, action="inspections.create_document")


def check_target(
    kind: str,
    plan: Plan | None,
    inspection: Inspection | None,
    visit: Visit | None,
    act: Postponement | None = None,
) -> None:
    """A plan's paper needs its plan, minutes a visit, all others a campaign that is so far.

    Of a cancelled campaign only the decision that says so is made.
    """
    if kind == DocumentKind.PLAN:
        if plan is None:
            raise BadInput(fields={"kind": "Chưa chọn kế hoạch."})
        return
    if inspection is None or (kind == DocumentKind.MINUTES and visit is None):
        raise BadInput(fields={"kind": "Chưa chọn đợt kiểm tra hoặc buổi làm việc."})
    cancels = act is not None and act.kind == AmendmentKind.CANCEL
    if inspection.state == InspectionState.CANCELLED and not cancels:
        raise WrongState("Đợt kiểm tra đã hủy, không lập văn bản được nữa.")
    waiting = (
        InspectionState.PREPARING,
        InspectionState.DECIDED,
        InspectionState.NOTIFIED,
        InspectionState.VISITING,
    )
    if kind in AFTER_MINUTES and inspection.state in waiting:
        # before that the draft would show findings on the officer's own unit
        raise WrongState("Chưa ký đủ biên bản nên chưa lập báo cáo, thông báo kết luận.")


def newest_act(kind: str, inspection: Inspection | None) -> Postponement | None:
    """The act an amending decision is written from: the last without one, else the last."""
    if kind != DocumentKind.AMENDING_DECISION:
        return None
    acts = Postponement.objects.filter(inspection=inspection)
    act = acts.filter(documents__isnull=True).last() or acts.last()
    if act is None:
        raise BadInput(fields={"kind": "Đợt kiểm tra chưa có lần điều chỉnh nào."})
    return act


def refuse_second(document: OfficialDocument) -> None:
    """A campaign has one decision, one report, one conclusion; an act one amending decision."""
    same = OfficialDocument.objects.filter(kind=document.kind)
    if document.kind == DocumentKind.AMENDING_DECISION:
        found = same.filter(postponement=document.postponement)
    elif document.kind == DocumentKind.MINUTES:
        found = same.filter(visit=document.visit)
    elif document.kind in ONCE:
        # the row above is locked, so that two people pressing at once make one paper
        holder = document.plan or document.inspection
        audit.lock(type(holder)._base_manager.all(), holder.pk)
        found = same.filter(plan=document.plan, inspection=document.inspection)
    else:
        return
    first = found.first()
    if first is not None:
        raise DocumentExists(f"Đã có {first}.", document=first)


def edit_document(
    document: OfficialDocument, *, by: User, expected: int | None = None, **fields: Any
) -> OfficialDocument:
    """Change subject, recipients or signer of a draft."""
    require(may_prepare(by))
    unknown = set(fields) - EDITABLE
    if unknown:
        raise BadInput(fields=dict.fromkeys(unknown, "Văn bản không có mục này."))
    if "subject" in fields and not fields["subject"].strip():
        raise BadInput(fields={"subject": "Phải ghi trích yếu."})
    with transaction.atomic():
        document = locked_draft(document, expected)
        return audit.change(document, by=by, action="inspections.edit_document", **fields)


def locked_draft(document: OfficialDocument, expected: int | None) -> OfficialDocument:
    """The paper, locked, if its text may still change."""
    document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
    if document.state not in DRAFTS:
        raise TextFrozen
    return document


def accept_wording(
    document: OfficialDocument,
    wording: Mapping[str, str],
    *,
    kept: Iterable[Mapping[str, str]] = (),
    by: User,
    expected: int | None = None,
) -> OfficialDocument:
    """The officer's edited Word file is the draft from now on.

    ``wording`` maps tags to texts (outputs/wording.py); ``kept`` lists differences from the data
    kept on purpose, each with ``tag``, ``fact`` and ``reason``. A fact that the wording changes or
    drops without a reason is refused.
    """
    require(may_prepare(by))
    reasons = excuses(document, kept, by)
    said = from_data(document)
    lines, wording = taken_out(grounded(said, document).grounds, wording)
    grounds = own_or_none(lines, said)
    if text := fault(grounds, said):
        raise BadInput(fields={"grounds": text})
    mixed = {**document.wording, **wording}
    left = [
        c for c in clashes(said, mixed, [*document.kept, *reasons]) if c.tag in touched(wording)
    ]
    if left:
        raise BadInput(fields={clash.tag: clash_sentence(clash.warning) for clash in left})
    known = {line.tag: line.text for line in bound_lines(said).values()}
    fresh = {tag: text for tag, text in mixed.items() if text != known.get(tag)}
    with transaction.atomic():
        document = locked_draft(document, expected)
        return audit.change(
            document,
            by=by,
            action="inspections.accept_wording",
            wording=fresh,
            grounds=grounds,
            kept=[*document.kept, *reasons],
        )


def touched(wording: Mapping[str, str]) -> set[str]:
    """Tags of the lines a wording speaks of, cells and insertions included."""
    return {tag.removeprefix("+").partition("/")[0] for tag in wording}


def excuses(
    document: OfficialDocument, kept: Iterable[Mapping[str, str]], by: User
) -> list[dict[str, str]]:
    """What is kept against the data: why, by whom, when, and what the data say."""
    rows = list(kept)
    if not rows:
        return []
    lines = bound_lines(from_data(document))
    problems, found = {}, []
    for row in rows:
        line = lines.get(row.get("tag", ""))
        fact = next((f for f in line.facts if f.key == row.get("fact")), None) if line else None
        if not row.get("reason", "").strip():
            problems[row.get("tag", "kept")] = "Giữ khác số liệu thì phải ghi lý do."
        elif fact is not None and line is not None:
            found.append(
                {
                    "tag": line.tag,
                    "fact": fact.key,
                    "value": fact.value,
                    "reason": row["reason"].strip(),
                    "by": str(by),
                    "at": clock.now().isoformat(),
                }
            )
    if problems:
        raise BadInput(fields=problems)
    return found


def clash_sentence(warning: Any) -> str:
    """What the data say, what the wording says, what to do."""
    if warning.found:
        return (
            f"Số liệu ghi “{warning.printed}”, lời văn ghi “{warning.found}”: "
            "sửa số liệu, giữ và ghi lý do, hoặc khôi phục."
        )
    return f"Lời văn không còn “{warning.printed}”: giữ và ghi lý do, hoặc khôi phục."


def restore_wording(
    document: OfficialDocument, tags: Iterable[str], *, by: User, expected: int | None = None
) -> OfficialDocument:
    """Khôi phục: those lines say again what the data say, with what was put after them gone."""
    require(may_prepare(by))
    chosen = set(tags)
    with transaction.atomic():
        document = locked_draft(document, expected)
        left = {
            tag: text
            for tag, text in document.wording.items()
            if tag.removeprefix("+").partition("/")[0] not in chosen
        }
        reasons = [item for item in document.kept if item["tag"] not in chosen]
        action = "inspections.restore_wording"
        return audit.change(document, by=by, action=action, wording=left, kept=reasons)
