"""News as citizens read it."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.core.formed import number_of
from congvu.core.search import LONGEST
from congvu.inspections.registry import disclosed
from congvu.portal.models import NewsCategory, NewsPage

PAGE = 10


@require_safe
def news_list(request: HttpRequest, slug: str = "") -> HttpResponse:
    """All of it or one heading, newest first; search ignores tone marks."""
    category = get_object_or_404(NewsCategory, slug=slug) if slug else None
    asked = request.GET.get("q", "").strip()[:LONGEST]
    rows = NewsPage.objects.out().asked(asked)
    if category:
        rows = rows.filter(category=category)
    found = list(after(rows, request.GET.get("sau", ""))[: PAGE + 1])
    context = {
        "rows": found[:PAGE],
        "next_cursor": found[PAGE - 1].pk if len(found) > PAGE else None,
        "q": asked,
        "category": category,
        "categories": NewsCategory.objects.all(),
    }
    return render(request, "portal/news_list.html", context)


def after(rows: Any, cursor: str) -> Any:
    """Items that follow the one with this key."""
    last = NewsPage.objects.out().filter(pk=number_of(cursor)).first()
    if last is None:
        return rows
    at = last.item.stamped_at
    return rows.filter(Q(item__stamped_at__lt=at) | Q(item__stamped_at=at, pk__lt=last.pk))


def out(slug: str) -> NewsPage:
    """An item that is out; 404 for drafts and what was taken back."""
    rows = NewsPage.objects.out().select_related("item__inspection")
    return get_object_or_404(rows, slug=slug)


def context_of(news: NewsPage) -> dict[str, Any]:
    """What the page and its print share; constant queries."""
    inspection = news.item.inspection
    photos = news.photos.select_related("image").prefetch_related("image__renditions")
    return {
        "news": news,
        "item": news.item,
        "photos": photos,
        "files": news.files.select_related("document"),
        "result_url": reverse("portal:result", args=[inspection.pk])
        if inspection is not None and disclosed(inspection).has_results
        else "",
    }


@require_safe
def news_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One item, with the newest others of its heading."""
    news = out(slug)
    others = NewsPage.objects.out().filter(category=news.category_id).exclude(pk=news.pk)[:4]
    return render(request, "portal/news_detail.html", context_of(news) | {"others": others})


@require_safe
def news_print(request: HttpRequest, slug: str) -> HttpResponse:
    """The item as a sheet."""
    return render(request, "portal/news_print.html", context_of(out(slug)))
