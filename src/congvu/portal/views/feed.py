"""RSS and the sitemap."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone

from congvu.core import clock
from congvu.portal.directory import in_force
from congvu.portal.models import NewsPage
from congvu.procedures.models import ProcedureVersion

LONGEST = 20


class NewsFeed(Feed):
    """The newest items for readers of feeds."""

    description = "Tin mới của trang thông tin điện tử"

    def title(self) -> str:
        """The office's name."""
        return f"{settings.OFFICE_NAME} · Tin tức"

    def link(self) -> str:
        """Where the list is."""
        return reverse("portal:news_list")

    def items(self) -> Any:
        """The newest."""
        return NewsPage.objects.out()[:LONGEST]

    def item_title(self, item: NewsPage) -> str:
        """Its headline."""
        return item.title

    def item_description(self, item: NewsPage) -> str:
        """Its first words."""
        return item.lead

    def item_link(self, item: NewsPage) -> str:
        """Its page."""
        return reverse("portal:news_detail", args=[item.slug])

    def item_pubdate(self, item: NewsPage) -> dt.datetime:
        """Its stamp."""
        return timezone.localtime(item.item.stamped_at)

    def item_categories(self, item: NewsPage) -> tuple[str, ...]:
        """Its heading."""
        return (item.category.name,)


class NewsSitemap(Sitemap):
    """Every item that is out."""

    def items(self) -> Any:
        """Newest first."""
        return NewsPage.objects.out()

    def lastmod(self, item: NewsPage) -> dt.datetime | None:
        """When it was last put right."""
        return item.item.changed_at or item.item.stamped_at

    def location(self, item: NewsPage) -> str:
        """Its page."""
        return reverse("portal:news_detail", args=[item.slug])


class FixedSitemap(Sitemap):
    """Home and list."""

    def items(self) -> list[str]:
        """Names of addresses."""
        names = ("home", "news_list", "procedure_list", "tracking", "petition_answers")
        return [f"portal:{name}" for name in names]

    def location(self, item: str) -> str:
        """The path."""
        return reverse(item)


class ProcedureSitemap(Sitemap):
    """Every procedure in force."""

    def items(self) -> Any:
        """By field and name."""
        return in_force(clock.today()).order_by("procedure")

    def lastmod(self, item: ProcedureVersion) -> dt.datetime | None:
        """When it was published."""
        return item.published_at

    def location(self, item: ProcedureVersion) -> str:
        """Its page."""
        return reverse("portal:procedure_detail", args=[item.procedure_id])


SITEMAPS = {"trang": FixedSitemap, "tin-tuc": NewsSitemap, "thu-tuc": ProcedureSitemap}
