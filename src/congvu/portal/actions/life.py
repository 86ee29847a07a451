"""The life of a news item: sent for review, sent back, let out, taken back, thrown away."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction

from congvu.accounts.models import User
from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import next_state, require
from congvu.portal.actions.telling import tell_editor, tell_reviewers
from congvu.portal.errors import AlreadyOut, FlagsUnseen, TextMoved
from congvu.portal.models import NewsItem, NewsPage
from congvu.portal.models.news import SMALL, WIDE
from congvu.portal.outputs.checks import checked, text_of
from congvu.portal.policies import may_edit, may_publish
from congvu.portal.states import NEWS_TABLE


def locked(item: NewsItem, expected: int | None) -> NewsItem:
    """The item for changing."""
    rows = NewsItem.objects.select_related("page", "inspection")
    return audit.lock(rows, item.pk, expected)


def submit(item: NewsItem, *, by: User, expected: int | None = None) -> NewsItem:
    """The editor asks for review."""
    require(may_edit(by))
    with transaction.atomic():
        item = locked(item, expected)
        state = next_state(NEWS_TABLE, item.state, "submit")
        item = audit.change(
            item, by=by, action="portal.submit", state=state, submitted_at=clock.now(), note=""
        )
        tell_reviewers(item, by=by)
        return item


def send_back(item: NewsItem, *, note: str, by: User, expected: int | None = None) -> NewsItem:
    """The reviewer asks for another wording."""
    require(may_publish(by))
    if not note.strip():
        raise BadInput(fields={"note": "Ghi rõ cần sửa gì để người soạn biết."})
    with transaction.atomic():
        item = locked(item, expected)
        state = next_state(NEWS_TABLE, item.state, "send_back")
        told = {"state": state, "note": note.strip()}
        item = audit.change(item, by=by, action="portal.send_back", **told)
        tell_editor(item, by=by)
        return item


def publish(
    item: NewsItem,
    *,
    revision: int,
    seen: Collection[str] = (),
    by: User,
    expected: int | None = None,
) -> NewsItem:
    """Let out the text as it was read (``revision``), with each of its flags looked at.

    The stamp is that of the first time; a correction keeps it and says when it came.
    """
    require(may_publish(by))
    with transaction.atomic():
        item = locked(item, expected)
        state = next_state(NEWS_TABLE, item.state, "publish")
        latest = item.page.latest_revision
        if latest is None or latest.pk != revision:
            raise TextMoved
        flags = checked(text_of(latest), item.inspection).flags
        unseen = [flag for flag in flags if flag.key not in seen]
        if unseen:
            raise FlagsUnseen(flags=unseen)
        told: dict[str, Any] = {"kept": [f"{flag.why}: {flag.words}" for flag in flags]}
        now = clock.now()
        told |= {"changed_at": now} if item.stamped_at else {"stamped_at": now}
        PublishPageRevisionAction(latest, user=by, log_action=False).execute(
            skip_permission_checks=True
        )
        make_sizes(item.page.pk)
        return audit.change(
            item, by=by, action="portal.publish", state=state, published_by=by, note="", **told
        )


def make_sizes(page: int) -> None:
    """The photos in the sizes the public page shows, so that reading it writes nothing."""
    rows = NewsPage.objects.get(pk=page).photos.select_related("image")
    for photo in rows:
        photo.image.get_renditions(SMALL, WIDE)


def withdraw(item: NewsItem, *, reason: str, by: User, expected: int | None = None) -> NewsItem:
    """Take the item off the public site; the text stays."""
    require(may_publish(by))
    if not reason.strip():
        raise BadInput(fields={"reason": "Ghi lý do gỡ tin."})
    with transaction.atomic():
        item = locked(item, expected)
        state = next_state(NEWS_TABLE, item.state, "withdraw")
        if item.page.live:
            UnpublishPageAction(item.page, user=by, log_action=False).execute(
                skip_permission_checks=True
            )
        return audit.change(
            item, by=by, action="portal.withdraw", reason=reason.strip(), state=state
        )


def remove_draft(item: NewsItem, *, by: User, expected: int | None = None) -> None:
    """Throw away what was never out."""
    require(may_edit(by))
    with transaction.atomic():
        item = locked(item, expected)
        if item.stamped_at is not None:
            raise AlreadyOut
        page = item.page
        audit.remove(item, by=by, action="portal.remove_draft")
        page.delete()
