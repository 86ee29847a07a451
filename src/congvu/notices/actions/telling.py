"""Tell people things; read them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from congvu.core import clock
from congvu.core.jobs import defer
from congvu.notices.models import Batch, Notice
from congvu.notices.rules import Draft, fit
from congvu.notices.states import Mail

MAIL_JOB = "notices.mail"


def notify_many(drafts: Iterable[Draft], *, by: Any = None) -> list[Notice]:
    """Tell many people at once, in constant queries; what was told under its key is left out.

    Called by the actions of packages above inside their own transaction, after their own policy.
    Whoever does something is not told of it himself.
    """
    wanted = [draft for draft in drafts if by is None or draft.to_id != by.pk]
    with transaction.atomic():
        notices = write(wanted, released=True)
        mail_urgent(notices)
    return notices


def write(drafts: Sequence[Draft], *, released: bool, batch: Batch | None = None) -> list[Notice]:
    """The rows of drafts not told yet."""
    moment = clock.now()
    return Notice.objects.bulk_create(
        Notice(
            recipient_id=draft.to_id,
            batch=batch,
            kind=draft.kind,
            title=fit(draft.title, 200),
            text=fit(draft.text),
            path=draft.path,
            about_kind=draft.about_kind,
            about_id=draft.about_id,
            key=draft.key,
            urgent=draft.urgent,
            created_at=moment,
            released_at=moment if released else None,
            mail=Mail.WAITING,
        )
        for draft in untold(drafts)
    )


def untold(drafts: Sequence[Draft], *, listed: bool = True) -> list[Draft]:
    """Drafts whose key the person has not been told under, each once.

    ``listed``: what waits in a batch counts as told.
    """
    keys = {draft.key for draft in drafts if draft.key}
    told: set[tuple[int, str]] = set()
    if keys:
        people = {draft.to_id for draft in drafts}
        known = Notice.objects.filter(key__in=keys, recipient__in=people)
        if not listed:
            known = known.filter(released_at__isnull=False)
        told = set(known.values_list("recipient_id", "key"))
    fresh = []
    for draft in drafts:
        mark = (draft.to_id, draft.key)
        if not draft.key or mark not in told:
            told.add(mark)
            fresh.append(draft)
    return fresh


def take_back(drafts: Sequence[Draft]) -> None:
    """What waits in batches nobody sent is taken out of them, to be told now."""
    keys, people = {draft.key for draft in drafts if draft.key}, {draft.to_id for draft in drafts}
    waiting = Notice.objects.filter(released_at__isnull=True, key__in=keys, recipient__in=people)
    waiting.delete()


def mail_urgent(notices: Sequence[Notice]) -> None:
    """After the commit, an e-mail at once for what cannot wait for the morning."""
    urgent = [notice.pk for notice in notices if notice.urgent]
    if urgent:
        defer(MAIL_JOB, notice_ids=urgent)


def mark_read(notice_ids: Iterable[int] | None, *, by: Any) -> int:
    """Mark own notices (all of them: None) as read; how many were new."""
    mine = Notice.objects.visible_to(by).unread()
    if notice_ids is not None:
        mine = mine.filter(pk__in=list(notice_ids))
    return mine.update(read_at=clock.now())
