"""What citizens do about themselves: fill in and correct, take a copy, have it erased."""

from typing import Any

from django.db import transaction

from congvu.accounts.actions import retire_citizen
from congvu.accounts.models import User
from congvu.applicants.actions.counter import checked, derived, erased
from congvu.applicants.models import Applicant, clear, own_applicant
from congvu.applicants.policies import may_keep_own
from congvu.applicants.registry import held, kept_for
from congvu.applicants.states import PERSONAL
from congvu.core import audit, clock
from congvu.core.errors import BadInput, StaleSave, WrongState
from congvu.core.policies import require

REASON = "Theo yêu cầu của chính người có dữ liệu"


def keep_own(*, by: Any, expected: int | None = None, **fields: Any) -> Applicant:
    """Fill in or correct the row about oneself, used in every filing."""
    require(may_keep_own(by))
    values = checked(fields)
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=by.pk)  # one row, also from two tabs
        own = own_applicant(by)
        if own is None:
            made = derived(Applicant(account=by, email=by.email, **values))
            return audit.create(made, by=by, action="applicants.register_own")
        if expected is not None and own.version != expected:
            raise StaleSave(current=own)
        proposed = Applicant(
            kind=values.get("kind", own.kind),
            name=values["name"],
            phone=values.get("phone", clear(own.phone)),
        )
        told = values | proposed.derived()
        news = {name: value for name, value in told.items() if plain(own, name) != value}
        return audit.change(own, by=by, action="applicants.edit_own", **news)


def export_own(*, by: Any, besides: bool = False) -> dict[str, str]:
    """Everything known about oneself, in clear; that it was taken is in the log.

    ``besides``: whether there is something else of this account to take a copy of.
    """
    require(may_keep_own(by))
    own = own_applicant(by)
    if own is None and not besides:
        raise WrongState("Bạn chưa khai thông tin nào.")
    audit.note(own or by, by=by, action="applicants.export_own")
    if own is None:
        return {}
    return {name: plain(own, name) for name in ("kind", "name", *PERSONAL)}


def erase_own(*, by: Any, sure: bool) -> bool:
    """Erase oneself at once, or ask the office where it has to keep papers; whether it is done.

    While a dossier is under way neither is possible: the office could not answer it.
    """
    require(may_keep_own(by))
    if not sure:
        raise BadInput(fields={"sure": "Đánh dấu để xác nhận: dữ liệu đã xóa không lấy lại được."})
    with transaction.atomic():
        own = Applicant.objects.living().select_for_update(of=("self",)).filter(account=by).first()
        if own is None:
            retire_citizen(by, by=by, reason=REASON)
            return True
        if why := held(own):
            raise WrongState(why)
        if not kept_for(own):
            erased(own, by=by, reason=REASON)
            return True
        if own.erasure_asked_at is None:
            audit.change(own, by=by, action="applicants.ask_erasure", erasure_asked_at=clock.now())
        return False


def plain(own: Applicant, name: str) -> str:
    """A value of the row as its owner typed it."""
    return clear(getattr(own, name))
