"""The life of a version: submitted, published, suspended, repealed, revised."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max

from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import next_state, require
from congvu.evidence.actions import detach
from congvu.evidence.models import Attachment
from congvu.procedures.actions.content import Content, write_content
from congvu.procedures.errors import DraftExists, NotReady
from congvu.procedures.models import ProcedureVersion, Process
from congvu.procedures.models.reading import facts_of, sum_problem_of
from congvu.procedures.policies import may_keep, may_publish
from congvu.procedures.states import PROCESS_TABLE, VERSION_TABLE, VersionState

COPIED = (
    "name",
    "sequence",
    "ways",
    "ways_note",
    "sets",
    "audience_kinds",
    "audience",
    "decides",
    "result",
    "requirements",
    "fee_state",
    "fee_note",
    "supplement_effect",
    "supplement_rounds",
    "contact_post",
    "contact_phone",
    "contact_hours",
    "process",
)


def locked(version: ProcedureVersion, expected: int | None) -> ProcedureVersion:
    """The row for changing, with what every verb here asks of it."""
    related = ProcedureVersion.objects.select_related("procedure__owner", "process")
    return audit.lock(related, version.pk, expected)


def submit(version: ProcedureVersion, *, by: Any, expected: int | None = None) -> ProcedureVersion:
    """Hand a draft to whoever publishes."""
    require(may_keep(by, version.procedure))
    with transaction.atomic():
        held = locked(version, expected)
        state = next_state(VERSION_TABLE, held.state, "submit")
        if held.effective_from is None:
            raise NotReady(fields={"effective_from": "Cần ghi ngày có hiệu lực trước khi trình."})
        return audit.change(held, by=by, action="procedures.submit", state=state)


def send_back(
    version: ProcedureVersion, *, by: Any, reason: str, expected: int | None = None
) -> ProcedureVersion:
    """Return a submitted version to its writer, with what is to be changed."""
    require(may_publish(by, version.procedure.owner))
    needs_reason(reason, "Cần ghi nội dung phải sửa.")
    with transaction.atomic():
        held = locked(version, expected)
        state = next_state(VERSION_TABLE, held.state, "send_back")
        action = "procedures.send_back"
        return audit.change(held, by=by, action=action, reason=reason, state=state)


def publish(
    version: ProcedureVersion, *, by: Any, reason: str = "", expected: int | None = None
) -> ProcedureVersion:
    """Put a version into force from its day; the one before it ends the day before.

    Steps longer than the limit are published only with a reason, which stays in the log.
    """
    require(may_publish(by, version.procedure.owner))
    with transaction.atomic():
        held = locked(version, expected)
        state = next_state(VERSION_TABLE, held.state, "publish")
        first_day = check_ready(held, reason)
        end_predecessor(held, first_day, by)
        if held.process:
            use_process(held.process, by)
        action = "procedures.publish"
        if held.procedure.name != held.name:
            audit.change(held.procedure, by=by, action=action, name=held.name)
        told = {"state": state, "published_at": clock.now(), "published_by": by}
        return audit.change(held, by=by, action=action, reason=reason, **told)


def check_ready(version: ProcedureVersion, reason: str) -> dt.date:
    """What keeps a version from being published; its first day when nothing does."""
    if version.effective_from is None:
        raise NotReady(fields={"effective_from": "Cần ghi ngày có hiệu lực."})
    if (problem := sum_problem_of(version)) and not reason.strip():
        told = f"{problem} Hãy sửa quy trình, hoặc ghi lý do vẫn công bố."
        raise NotReady(fields={"reason": told})
    return version.effective_from


def end_predecessor(version: ProcedureVersion, first_day: dt.date, by: Any) -> None:
    """The running version of the same procedure gives way."""
    running = ProcedureVersion.objects.running().filter(procedure=version.procedure)
    for old in running.select_for_update(of=("self",)):
        last = first_day - dt.timedelta(days=1)
        if last < old.effective_from:
            told = f"Bản {old.number} có hiệu lực từ {old.effective_from:%d/%m/%Y};"
            fields = {"effective_from": f"{told} bản mới phải có hiệu lực sau ngày đó."}
            raise NotReady(fields=fields)
        state = next_state(VERSION_TABLE, old.state, "replace")
        if old.effective_to and old.effective_to < last:
            last = old.effective_to
        action = "procedures.replace"
        audit.change(old, by=by, action=action, state=state, effective_to=last)


def use_process(process: Process, by: Any) -> None:
    """From now on the process is fixed."""
    held = audit.lock(Process.objects.all(), process.pk)
    state = next_state(PROCESS_TABLE, held.state, "use")
    audit.change(held, by=by, action="procedures.use_process", state=state)


def suspend(
    version: ProcedureVersion,
    on: dt.date,
    *,
    by: Any,
    reason: str,
    expected: int | None = None,
) -> ProcedureVersion:
    """Take in no more dossiers from a day on, with the reason."""
    require(may_publish(by, version.procedure.owner))
    needs_reason(reason, "Cần ghi lý do tạm ngừng.")
    with transaction.atomic():
        held = locked(version, expected)
        state = next_state(VERSION_TABLE, held.state, "suspend")
        check_day(held, on, "suspended_from")
        told = {"state": state, "suspended_from": on}
        return audit.change(held, by=by, action="procedures.suspend", reason=reason, **told)


def resume(version: ProcedureVersion, *, by: Any, expected: int | None = None) -> ProcedureVersion:
    """Take in dossiers again."""
    require(may_publish(by, version.procedure.owner))
    with transaction.atomic():
        held = locked(version, expected)
        state = next_state(VERSION_TABLE, held.state, "resume")
        told = {"state": state, "suspended_from": None}
        return audit.change(held, by=by, action="procedures.resume", **told)


def repeal(
    version: ProcedureVersion,
    last_day: dt.date,
    *,
    by: Any,
    reason: str,
    expected: int | None = None,
) -> ProcedureVersion:
    """End a procedure after ``last_day``; its dossiers are still resolved by this version."""
    require(may_publish(by, version.procedure.owner))
    needs_reason(reason, "Cần ghi căn cứ, lý do bãi bỏ.")
    with transaction.atomic():
        held = locked(version, expected)
        state = next_state(VERSION_TABLE, held.state, "repeal")
        check_day(held, last_day, "effective_to")
        told = {"state": state, "effective_to": last_day}
        return audit.change(held, by=by, action="procedures.repeal", reason=reason, **told)


def check_day(version: ProcedureVersion, day: dt.date, name: str) -> None:
    """Nothing ends before it begins."""
    if version.effective_from and day < version.effective_from:
        raise BadInput(fields={name: "Ngày này phải từ ngày có hiệu lực trở đi."})


def needs_reason(reason: str, message: str) -> None:
    """A reason must be told."""
    if not reason.strip():
        raise BadInput(fields={"reason": message})


def revise(version: ProcedureVersion, *, by: Any) -> ProcedureVersion:
    """The next draft of the procedure, a copy of this version without its decision and days."""
    require(may_keep(by, version.procedure))
    with transaction.atomic():
        procedure = audit.lock(type(version.procedure).objects.all(), version.procedure_id)
        versions = ProcedureVersion.objects.filter(procedure=procedure)
        if versions.filter(state__in=[VersionState.DRAFT, VersionState.SUBMITTED]).exists():
            raise DraftExists
        source = ProcedureVersion.objects.with_parts().get(pk=version.pk)
        last = versions.aggregate(last=Max("number"))["last"] or 0
        action = "procedures.revise"
        draft = ProcedureVersion(procedure=procedure, number=last + 1, name=source.name)
        audit.create(draft, by=by, action=action)
        return write_content(draft, copy_of(source), by=by, action=action)


def copy_of(version: ProcedureVersion) -> Content:
    """Everything that does not hang on the version's own decision; a retired process stays out."""
    facts = facts_of(version)
    fields = {name: getattr(version, name) for name in COPIED}
    if version.process and not Process.objects.usable().filter(pk=version.process_id).exists():
        fields["process"] = None
    bases = [(one.basis, one.note) for one in version.bases.all()]
    return Content(fields, facts.limits, facts.components, facts.fees, bases,
                   facts.form_fields)  # fmt: skip


def record_entry(
    version: ProcedureVersion, on: dt.date, *, by: Any, expected: int | None = None
) -> ProcedureVersion:
    """The day a published version was entered into the national database."""
    require(may_keep(by, version.procedure))
    with transaction.atomic():
        held = locked(version, expected)
        if on > clock.today():
            raise BadInput(fields={"entered_on": "Ngày nhập phải là ngày đã qua."})
        return audit.change(held, by=by, action="procedures.record_entry", entered_on=on)


def discard_draft(version: ProcedureVersion, *, by: Any, expected: int | None = None) -> None:
    """Throw an unpublished version away; a procedure that never had another goes with it."""
    require(may_keep(by, version.procedure))
    with transaction.atomic():
        held = locked(version, expected)
        next_state(VERSION_TABLE, held.state, "discard")
        procedure, action = held.procedure, "procedures.discard_draft"
        audit.remove(held, by=by, action=action)
        bound = procedure.levels.exists() or procedure.disclosures.exists()
        if not procedure.versions.exists() and not bound:
            for kept in Attachment.objects.live().of(procedure):
                detach(kept, by=by, reason="Thủ tục đã bỏ khi còn là dự thảo")
            audit.remove(procedure, by=by, action=action)
