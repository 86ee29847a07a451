"""Wagtail's editing rooms, cut down to what an editor of this office needs."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from congvu.portal import actions
from congvu.portal.models import NewsAttachment, NewsCategory, NewsItem, NewsPage
from congvu.portal.policies import may_edit

SHOWN = {"explorer", "images", "documents", "snippets", "duyet-tin"}


class CategoryViewSet(SnippetViewSet):
    """Chuyên mục."""

    model = NewsCategory
    icon = "list-ul"
    menu_label = "Chuyên mục"
    inspect_view_enabled = False


register_snippet(CategoryViewSet)
# asked together with a word it breaks Wagtail's own page of results; news has no pages below
GenericPageFilterSet.base_filters.pop("has_child_pages", None)


@hooks.register("register_admin_menu_item")
def to_review() -> MenuItem:
    """The way back to our own pages, where items are checked and let out."""
    return MenuItem("Kiểm tra, đăng tin", reverse("portal:item_list"), name="duyet-tin", order=10)


@hooks.register("construct_main_menu")
def only_ours(request: HttpRequest, items: list[Any]) -> None:
    """No reports, settings, help: accounts, log and statistics have their own places."""
    items[:] = [item for item in items if item.name in SHOWN]


@hooks.register("construct_homepage_panels")
def no_panels(request: HttpRequest, panels: list[Any]) -> None:
    """The first room is a door, not a desk."""
    panels.clear()


@hooks.register("after_create_page")
def born(request: HttpRequest, page: Any) -> None:
    """A page begun by hand has a life from the first draft."""
    if isinstance(page, NewsPage) and not NewsItem.objects.filter(page=page).exists():
        actions.register_page(page, by=request.user)


@hooks.register("before_serve_document")
def only_what_is_out(document: Any, request: HttpRequest) -> HttpResponse | None:
    """A file is public while an item that is out carries it; to editors always."""
    out = NewsAttachment.objects.filter(document=document, page__live=True).exists()
    if not (out or may_edit(request.user)):
        raise Http404
    return None


@hooks.register("before_bulk_action")
def not_many_at_once(request: HttpRequest, action: str, objects: Any, view: Any) -> Any:
    """Each page has a life of its own; nothing is done to several pages at once."""
    if any(isinstance(getattr(obj, "specific", obj), NewsPage) for obj in objects):
        return redirect("portal:item_list")
    return None
