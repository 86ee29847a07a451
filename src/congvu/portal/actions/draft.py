"""Beginning a news item: from a concluded inspection in one step, or by hand in Wagtail."""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify
from wagtail.images import get_image_model

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.policies import require
from congvu.core.search import fold
from congvu.inspections.models import Inspection
from congvu.inspections.registry import told_article
from congvu.inspections.states import AFTER_ISSUING
from congvu.portal.actions.site import CATEGORIES
from congvu.portal.errors import ArticleNotDisclosed, NotConcluded
from congvu.portal.models import NewsCategory, NewsIndex, NewsItem, NewsPage, NewsPhoto
from congvu.portal.policies import may_edit
from congvu.portal.rules import rich

OF_INSPECTIONS = CATEGORIES[0][0]
LONGEST_SLUG = 80


def draft_article(inspection: Inspection, *, by: User) -> NewsItem:
    """The news item of a concluded campaign as a draft; the one there is, when it is there."""
    require(may_edit(by))
    with transaction.atomic():
        inspection = audit.lock(Inspection.objects.all(), inspection.pk)
        found = NewsItem.objects.filter(inspection=inspection).select_related("page").first()
        if found is not None:
            return found
        if inspection.state not in AFTER_ISSUING:
            raise NotConcluded
        told = told_article(inspection)
        if told is None or not inspection.disclosure.get("article"):
            raise ArticleNotDisclosed
        page = NewsPage(
            title=told.title[:255],
            body=rich(told.paragraphs),
            photos_after=told.photos_after,
            category=NewsCategory.objects.get(slug=OF_INSPECTIONS),
            office=told.office,
        )
        return begun(add_page(page, by), inspection, by)


def add_page(page: NewsPage, by: User) -> NewsPage:
    """Put a page under the index as a draft."""
    page.owner, page.live, page.has_unpublished_changes = by, False, True
    page.slug = free_slug(page.title)
    NewsIndex.objects.select_for_update().get().add_child(instance=page)
    page.save_revision(user=by)
    return page


def free_slug(title: str) -> str:
    """The words of the title as an address nobody has yet."""
    stem = slugify(fold(title))[:LONGEST_SLUG].rstrip("-") or "tin"
    taken = set(NewsPage.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = next(n for n in range(1, len(taken) + 2) if slug_with(stem, n) not in taken)
    return slug_with(stem, number)


def slug_with(stem: str, number: int) -> str:
    """``stem``, ``stem-2``, …"""
    return stem if number == 1 else f"{stem}-{number}"


def begun(page: NewsPage, inspection: Inspection | None, by: User) -> NewsItem:
    """The life of the page begins."""
    item = NewsItem(page=page, inspection=inspection, drafted_by=by)
    return audit.create(item, by=by, action="portal.draft")


def register_page(page: NewsPage, *, by: User) -> NewsItem:
    """A page begun in Wagtail by hand gets its life."""
    require(may_edit(by))
    with transaction.atomic():
        return begun(page, None, by)


def put_photos(
    item: NewsItem, photos: Sequence[tuple[str, bytes]], *, caption: str, author: str = "", by: User
) -> NewsItem:
    """Put photos (name, bytes) with one caption for all into the draft of an item."""
    require(may_edit(by))
    with transaction.atomic():
        item = audit.lock(NewsItem.objects.select_related("page"), item.pk)
        page: Any = item.page.get_latest_revision_as_object()
        for name, data in photos:
            image = get_image_model()(title=name.rpartition(".")[0], uploaded_by_user=by)
            image.file = ContentFile(data, name=name)
            image.save()
            page.photos.add(NewsPhoto(image=image))
        page.caption, page.author = caption, author or page.author
        page.save_revision(user=by)
        audit.note(item, by=by, action="portal.put_photos", photos=len(photos), caption=caption)
    return item
