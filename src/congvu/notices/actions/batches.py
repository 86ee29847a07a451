"""Batches: prepared, looked through, then sent with one button."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import next_state, require
from congvu.notices.actions.telling import mail_urgent, write
from congvu.notices.models import Batch
from congvu.notices.policies import may_prepare, may_send
from congvu.notices.registry import before_sending
from congvu.notices.rules import Draft
from congvu.notices.states import BATCH_TABLE


def prepare_batch(drafts: Sequence[Draft], *, by: Any, title: str) -> Batch:
    """A dry run: who would be told what. Nobody is told anything yet."""
    require(may_prepare(by))
    if not drafts:
        raise BadInput("Không có ai để gửi thông báo.")
    with transaction.atomic():
        batch = Batch(title=title[:200], prepared_by=by)
        audit.create(batch, by=by, action="notices.prepare_batch")
        if not write(drafts, released=False, batch=batch):
            raise BadInput("Mọi người trong danh sách đã nhận thông báo này.")
        return batch


def leave_out(
    batch: Batch, notice_ids: Iterable[int], *, by: Any, expected: int | None = None
) -> Batch:
    """Take some people off a prepared batch."""
    require(may_send(by, batch))
    with transaction.atomic():
        kept = audit.lock(Batch.objects.all(), batch.pk, expected)
        next_state(BATCH_TABLE, kept.state, "leave_out")
        gone = kept.notices.filter(pk__in=list(notice_ids))
        names = [str(notice.recipient) for notice in gone.select_related("recipient")]
        if not names:
            raise BadInput("Chưa chọn ai để bỏ khỏi danh sách.")
        gone.delete()
        audit.note(kept, by=by, action="notices.leave_out", people=", ".join(names))
        return kept


def send_batch(batch: Batch, *, by: Any, expected: int | None = None) -> Batch:
    """Tell everybody on the list."""
    require(may_send(by, batch))
    with transaction.atomic():
        kept = audit.lock(Batch.objects.all(), batch.pk, expected)
        state = next_state(BATCH_TABLE, kept.state, "send")
        before_sending(kept, by)
        moment, people = clock.now(), kept.notices.update(released_at=clock.now())
        if not people:
            raise BadInput("Danh sách không còn ai.")
        reason = f"{people} người nhận"
        fields = {"state": state, "sent_at": moment}
        audit.change(kept, by=by, action="notices.send_batch", reason=reason, **fields)
        mail_urgent(list(kept.notices.filter(urgent=True)))
        return kept


def cancel_batch(batch: Batch, *, by: Any, expected: int | None = None) -> Batch:
    """Nobody is told; the list is dropped, the batch stays as a line of the log."""
    require(may_send(by, batch))
    with transaction.atomic():
        kept = audit.lock(Batch.objects.all(), batch.pk, expected)
        state = next_state(BATCH_TABLE, kept.state, "cancel")
        kept.notices.all().delete()
        return audit.change(kept, by=by, action="notices.cancel_batch", state=state)
