"""What the portal offers below: the news item, the page a slip leads to, where one files."""

import datetime as dt
from typing import Any

from django.urls import reverse

from congvu.dossiers.registry import Online
from congvu.inspections.registry import ArticleDoor
from congvu.inspections.states import AFTER_ISSUING
from congvu.portal.filing import way
from congvu.portal.models import NewsItem
from congvu.portal.policies import may_edit


def tracking_page() -> str:
    """Where a dossier is followed."""
    return reverse("portal:tracking")


def article_door(inspection: Any, user: Any) -> ArticleDoor | None:
    """Draft it, or go on with the draft there is; only after the conclusion."""
    if inspection.state not in AFTER_ISSUING or not may_edit(user):
        return None
    item = NewsItem.objects.filter(inspection=inspection).first()
    if item is not None:
        return ArticleDoor("Tin bài trên trang thông tin", item.get_absolute_url())
    if not inspection.disclosure.get("article"):
        return None
    return ArticleDoor(
        "Lập tin bài đăng trang thông tin",
        reverse("portal:article_draft", args=[inspection.pk]),
        post=True,
    )


def online_way(procedure: Any, on: dt.date) -> Online:
    """Whether a procedure is filed online here, as the page of it says."""
    told = way(procedure, on)
    return Online(told.version, told.points, told.obstacle)


def sender_page(pk: int) -> str:
    """Where the account that sent a petition reads on."""
    return reverse("portal:petition_own", args=[pk])


def filer_page(pk: int) -> str:
    """Where the account that filed a dossier reads on."""
    return reverse("portal:filed_detail", args=[pk])
