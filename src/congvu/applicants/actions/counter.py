"""What officers do about applicants: register, edit, unmask with a reason, forget."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from congvu.accounts.actions import retire_citizen
from congvu.applicants.errors import Forgotten, SameApplicant
from congvu.applicants.models import Applicant, clear
from congvu.applicants.policies import may_edit, may_file, may_forget, may_read, may_register
from congvu.applicants.registry import held, others
from congvu.applicants.rules import identity_problem, phone_problem
from congvu.applicants.states import PERSONAL
from congvu.core import audit, clock, personal
from congvu.core.encrypted import normal
from congvu.core.errors import BadInput, WrongState
from congvu.core.personal import find_by
from congvu.core.policies import require
from congvu.organizations.errors import refusals_explained
from congvu.organizations.models import Unit

FIELDS = frozenset({"kind", "name", *PERSONAL})


def register(*, by: Any, at: Unit, **fields: Any) -> Applicant:
    """Enter somebody who files for the first time; the counter ``at`` may read the row."""
    return register_many([fields], by=by, at=at)[0]


def register_many(rows: Sequence[dict[str, Any]], *, by: Any, at: Unit) -> list[Applicant]:
    """Enter many; nobody twice by the same identity number."""
    require(may_register(by))
    with refusals_explained((SameApplicant.__doc__ or "").strip()), transaction.atomic():
        made = [derived(Applicant(registered_at=at, **checked(fields))) for fields in rows]
        refuse_known(made)
        return audit.create_many(made, by=by, action="applicants.register")


def register_filer(*, by: Any, at: Unit, **fields: Any) -> Applicant:
    """Enter whoever files online through their own account; the counter ``at`` may read the row."""
    require(may_file(by))
    with refusals_explained((SameApplicant.__doc__ or "").strip()), transaction.atomic():
        made = derived(Applicant(registered_at=at, **checked(fields)))
        refuse_known([made])
        return audit.create(made, by=by, action="applicants.register")


def edit(applicant: Applicant, *, by: Any, expected: int | None = None, **fields: Any) -> Applicant:
    """Correct what is known about somebody. A mask sent back unchanged is no change."""
    require(may_edit(by, applicant))
    with transaction.atomic():
        kept = audit.lock(Applicant.objects.all(), applicant.pk, expected)
        if kept.forgotten_at:
            raise Forgotten
        shown = {n: str(getattr(kept, n)) for n in fields if n in PERSONAL}
        typed = {n: value for n, value in fields.items() if shown.get(n) != value}
        checked({"kind": kept.kind, "name": clear(kept.name), **typed})
        proposed = Applicant(kind=kept.kind, name=clear(kept.name), phone=clear(kept.phone))
        for name in typed.keys() & {"kind", "name", "phone"}:
            setattr(proposed, name, typed[name])
        if number := typed.get("identity_number"):
            refuse_known([Applicant(identity_number=number)], but=kept.pk)
        news = typed | proposed.derived()
        return audit.change(kept, by=by, action="applicants.edit", **news)


def unmask(applicant: Applicant, field: str, *, by: Any, reason: str) -> str:
    """A value in clear; who saw it and why is in the log."""
    require(may_read(by, applicant))
    if field not in PERSONAL:
        raise BadInput("Không có dữ liệu này.")
    return personal.unmask(applicant, field, by=by, reason=reason)


def forget(applicant: Applicant, *, by: Any, reason: str) -> Applicant:
    """Erase the person: the key is destroyed, the name is gone from lists and search."""
    require(may_forget(by))
    if not reason.strip():
        raise BadInput(fields={"reason": "Ghi căn cứ xóa dữ liệu, ví dụ hết thời hạn lưu trữ."})
    with transaction.atomic():
        kept = audit.lock(Applicant.objects.all(), applicant.pk)
        if kept.forgotten_at:
            raise Forgotten
        if why := held(kept):
            raise WrongState(why)
        return erased(kept, by=by, reason=reason)


def erased(kept: Applicant, *, by: Any, reason: str) -> Applicant:
    """The locked row without the person, nor who acted for them; their account ends with it."""
    if kept.account is not None:
        retire_citizen(kept.account, by=by, reason=reason)
    now = clock.now()
    told = {"reason": reason, "label": "", "forgotten_at": now}
    audit.change(kept, by=by, action="applicants.forget", **told)
    personal.erase(kept, by=by, reason=reason)
    for other in others(kept):
        personal.erase(other, by=by, reason=reason)
    return kept


def checked(fields: dict[str, Any]) -> dict[str, Any]:
    """``fields`` as typed, trimmed; BadInput names each that can't be right."""
    if unknown := set(fields) - FIELDS:
        raise BadInput(f"Không có trường {', '.join(sorted(unknown))}.")
    values = {n: " ".join(v.split()) if isinstance(v, str) else v for n, v in fields.items()}
    problems = {
        "name": "" if values.get("name") else "Ghi họ tên hoặc tên tổ chức.",
        "identity_number": identity_problem(
            values.get("kind", "person"), values.get("identity_number", "")
        ),
        "phone": phone_problem(values.get("phone", "")),
    }
    if wrong := {name: text for name, text in problems.items() if text}:
        raise BadInput(fields=wrong)
    return values


def derived(applicant: Applicant) -> Applicant:
    """``applicant`` with the fields that follow from others."""
    for name, value in applicant.derived().items():
        setattr(applicant, name, value)
    return applicant


def refuse_known(made: Sequence[Applicant], but: int | None = None) -> None:
    """Nobody is entered a second time under the same identity number.

    A number somebody claims in an account of their own was shown to nobody: it is in no one's way.
    """
    seen: set[str] = set()
    for one in made:
        number = normal(clear(one.identity_number))
        if not number:
            continue
        known = find_by(Applicant, "identity_number", number).filter(account=None)
        if number in seen or known.exclude(pk=but).exists():
            raise SameApplicant(fields={"identity_number": (SameApplicant.__doc__ or "").strip()})
        seen.add(number)
