"""What the portal offers below: the news item of a campaign, the page slips are scanned for."""

from typing import Any

from django.urls import reverse

from congvu.inspections.registry import ArticleDoor
from congvu.inspections.states import InspectionState
from congvu.portal.models import NewsItem
from congvu.portal.policies import may_edit

DONE = (InspectionState.CONCLUDED, InspectionState.CLOSED)


def tracking_page() -> str:
    """Where a dossier is followed."""
    return reverse("portal:tracking")


def article_door(inspection: Any, user: Any) -> ArticleDoor | None:
    """Draft it, or go on with the draft there is; only after the conclusion."""
    if inspection.state not in DONE or not may_edit(user):
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
