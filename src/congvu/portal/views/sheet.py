"""The page of an item: its text, its checks, and what this person may do with it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from congvu.portal.models import NewsCategory, NewsItem
from congvu.portal.outputs.checks import Checks, Text, checked, text_of
from congvu.portal.policies import may_edit, may_publish
from congvu.portal.rules import paragraphs_of
from congvu.portal.states import FLAG_LABELS, NewsState


@dataclass(frozen=True)
class ItemSheet:
    """What the page shows."""

    text: Text
    category: str
    revision: int
    paragraphs: list[str]
    checks: Checks
    labels: dict[str, str]
    edit_url: str
    public_url: str
    has_changes: bool
    may: dict[str, bool]


def sheet_of(item: NewsItem, user: Any) -> ItemSheet:
    """The newest text of an item with everything beside it."""
    latest = item.page.latest_revision
    text = text_of(latest)
    editing, deciding, live = may_edit(user), may_publish(user), item.page.live
    changed = not live or item.page.has_unpublished_changes
    return ItemSheet(
        text=text,
        category=str(NewsCategory.objects.filter(pk=text.category_id).first() or ""),
        revision=latest.pk,
        paragraphs=paragraphs_of(text.body),
        checks=checked(text, item.inspection),
        labels={str(kind): label for kind, label in FLAG_LABELS.items()},
        edit_url=reverse("wagtailadmin_pages:edit", args=[item.page_id]),
        public_url=reverse("portal:news_detail", args=[item.page.slug]) if live else "",
        has_changes=changed,
        may={
            "submit": editing and changed and item.state != NewsState.SUBMITTED,
            "send_back": deciding and item.state == NewsState.SUBMITTED,
            "publish": deciding and changed,
            "withdraw": deciding and live,
            "remove": editing and item.stamped_at is None,
        },
    )
