"""The frame of the public site: one home, one index; both are made by the product itself."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page
from wagtail.models.pages import PagePermissionTester

Parts = tuple[int, str, str]


class Fixed(PagePermissionTester):
    """Pages that are part of the product: nobody moves, removes or publishes them by hand."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Never."""
        return False

    can_move = can_unpublish = can_publish = can_reorder_children = can_lock = can_delete
    can_set_view_restrictions = can_publish_subpage = can_delete

    def can_copy(self) -> bool:
        """Never: a copy would have no life of its own."""
        return False


class PortalHome(Page):
    """The first page of the public site."""

    max_count = 1
    subpage_types = ["portal.NewsIndex"]
    parent_page_types = ["wagtailcore.Page"]
    private_page_options: list[str] = []

    class Meta:
        verbose_name = "trang đầu của trang thông tin"
        verbose_name_plural = "trang đầu của trang thông tin"

    def permissions_for_user(self, user: Any) -> Fixed:
        """What an editor may do with it in the editing rooms."""
        return Fixed(user, self)

    def get_url_parts(self, request: Any = None) -> Parts:
        """Our own address."""
        return (1, settings.SITE_URL, reverse("portal:home"))


class NewsIndex(Page):
    """Under it stand all news items."""

    max_count = 1
    subpage_types = ["portal.NewsPage"]
    parent_page_types = ["portal.PortalHome"]
    private_page_options: list[str] = []

    class Meta:
        verbose_name = "mục tin tức"
        verbose_name_plural = "mục tin tức"

    def permissions_for_user(self, user: Any) -> Fixed:
        """What an editor may do with it in the editing rooms."""
        return Fixed(user, self)

    def get_url_parts(self, request: Any = None) -> Parts:
        """Our own address."""
        return (1, settings.SITE_URL, reverse("portal:news_list"))
