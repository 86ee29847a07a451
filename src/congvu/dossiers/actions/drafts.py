"""The end of a draft filed online: thrown away by its writer, or gone after a time told before."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from congvu.core import audit, clock, formats, personal
from congvu.core.errors import WrongState
from congvu.core.policies import require
from congvu.dossiers import registry
from congvu.dossiers.actions.filing import held
from congvu.dossiers.models import Dossier, OnlineForm
from congvu.dossiers.models.online import draft_term
from congvu.dossiers.policies import is_filer
from congvu.dossiers.states import DossierState
from congvu.evidence.actions import discard_item
from congvu.notices.actions import notify_many
from congvu.notices.models import Notice
from congvu.notices.rules import Draft, fit

CHUNK = 200


def discard_draft(dossier: Dossier, *, by: Any) -> None:
    """Throw an own draft away with all that was typed and uploaded; only the log remembers it."""
    with transaction.atomic():
        row, form = held(dossier)
        require(is_filer(by, row))
        if row.state != DossierState.DRAFT:
            raise WrongState("Hồ sơ đã nộp. Nếu không muốn giải quyết tiếp, hãy rút hồ sơ.")
        throw_away(row, form, by=by, action="dossiers.discard_draft", reason="Người nộp xóa")


def throw_away(row: Dossier, form: OnlineForm, *, by: Any, action: str, reason: str) -> None:
    """Form, files and the key to what was typed: nobody reads it again, not even in the log."""
    items = [paper.item for paper in form.papers.select_related("item")]
    personal.erase(form, by=by, reason=reason)
    audit.remove(row, by=by, action=action, reason=reason)
    for item in items:
        discard_item(item, by=by)


def warn_of_drafts(today: dt.date | None = None) -> int:
    """Tell the writers of drafts that come to their end, once for each end; how many."""
    day, told = today or clock.today(), 0
    for forms in aging(day):
        living = [one for one in forms if one.dossier.filed_by.is_active]  # type: ignore[union-attr]
        told += len(notify_many([notice(one) for one in living]))
    return told


def expire_drafts(today: dt.date | None = None) -> int:
    """Throw away drafts whose time is over and whose writer was told in time; how many.

    One by one, each looked at again under its lock: what was touched or handed in meanwhile stays.
    """
    day = today or clock.today()
    return sum(expire(form, day) for forms in aging(day) for form in forms)


def aging(day: dt.date) -> Iterable[list[OnlineForm]]:
    """Drafts whose writers are told by a day, in stretches."""
    term, key = draft_term(), 0
    rows = OnlineForm.objects.drafts().select_related("dossier__procedure", "dossier__filed_by")
    while forms := list(rows.filter(pk__gt=key).order_by("pk")[:CHUNK]):
        yield [one for one in forms if term.told_from(one.touched_on) <= day]
        key = forms[-1].pk


def expire(form: OnlineForm, day: dt.date) -> bool:
    """Whether this draft went."""
    with transaction.atomic():
        row = Dossier.objects.select_for_update(of=("self",)).filter(pk=form.dossier_id).first()
        if row is None or row.state != DossierState.DRAFT:
            return False
        _, kept = held(row)
        if not is_over(OnlineForm.objects.drafts().get(pk=kept.pk), row, day):
            return False
        reason = f"Quá {draft_term().days} ngày không điền tiếp"
        throw_away(row, kept, by=None, action="dossiers.expire_draft", reason=reason)
        return True


def is_over(form: OnlineForm, row: Dossier, day: dt.date) -> bool:
    """Whether its time is over; whoever still has an account was told of it."""
    term, active = draft_term(), row.filed_by is not None and row.filed_by.is_active
    if not active:
        return term.last_day(form.touched_on) < day
    told = Notice.objects.filter(recipient=row.filed_by, key=key_of(form)).first()
    at = timezone.localdate(told.created_at) if told else None
    return term.goes(form.touched_on, at, day)


def key_of(form: OnlineForm) -> str:
    """The end of a draft is told once; touched again, it has another."""
    return f"dossiers.draft:{form.dossier_id}:{form.kept_until:%Y%m%d}"


def notice(form: OnlineForm) -> Draft:
    """Until when it is kept, and what to do."""
    row, last = form.dossier, formats.date(form.kept_until)
    return Draft(
        to_id=row.filed_by_id,  # type: ignore[arg-type]
        title=fit(f"Hồ sơ nháp sắp bị xóa: {row.procedure}", 200),
        text=fit(
            f"Hồ sơ nháp chưa nộp được giữ đến hết ngày {last}, sau đó bị xóa cùng các tệp đã tải"
            " lên. Điền tiếp hoặc nộp thì hồ sơ không bị xóa."
        ),
        path=registry.filer_path(row.pk),
        about_kind="dossiers.dossier",
        about_id=str(row.pk),
        key=key_of(form),
        urgent=True,
    )
