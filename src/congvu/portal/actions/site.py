"""The frame of the site: made once by the product itself, nothing in it is an office's choice."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
)

from congvu.portal.models import NewsCategory, NewsIndex, NewsPage, PortalHome

GROUP = "Biên tập trang thông tin"
CATEGORIES = (
    ("hoat-dong-cai-cach-hanh-chinh", "Hoạt động cải cách hành chính"),
    ("tin-hoat-dong", "Tin hoạt động"),
    ("thong-bao", "Thông báo"),
)
# what the group may do, by (label of the app, codename); publishing is not among it
EVERYWHERE = (
    ("wagtailadmin", "access_admin"),
    ("portal", "add_newscategory"),
    ("portal", "change_newscategory"),
)
ON_PAGES = ("add_page", "change_page")
ON_FILES = ("add_image", "change_image", "choose_image",
            "add_document", "change_document", "choose_document")  # fmt: skip


def may_set_up() -> bool:
    """Whether every table is there: somebody may be migrating back."""
    there = set(connection.introspection.table_names())
    return {NewsPage._meta.db_table, GroupPagePermission._meta.db_table} <= there


def set_up() -> None:
    """Home, index, categories and the rights of the editors' group; what stands is left alone."""
    with transaction.atomic():
        index = frame()
        for order, (slug, name) in enumerate(CATEGORIES):
            NewsCategory.objects.get_or_create(slug=slug, defaults={"name": name, "order": order})
        give_rights(index)


def frame() -> NewsIndex:
    """The two fixed pages; Wagtail's welcome page goes."""
    found = NewsIndex.objects.first()
    if found is not None:
        return found
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Gốc", slug="root"))
    home = root.add_child(instance=PortalHome(title="Trang thông tin", slug="trang-thong-tin"))
    index = home.add_child(instance=NewsIndex(title="Tin tức", slug="tin-tuc"))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": home, "site_name": "Trang thông tin"},
    )
    Page.objects.filter(depth=2).exclude(pk=home.pk).delete()
    return index


def give_rights(index: NewsIndex) -> None:
    """Rights of the group inside Wagtail; nobody else gets any."""
    group, _ = Group.objects.get_or_create(name=GROUP)
    wanted = [
        Permission.objects.get(content_type__app_label=app, codename=name)
        for app, name in EVERYWHERE
    ]
    group.permissions.set(wanted)
    for name in ON_PAGES:
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=name)
        GroupPagePermission.objects.get_or_create(group=group, page=index, permission=right)
    files = Collection.get_first_root_node() or Collection.add_root(instance=Collection(name="Gốc"))
    for name in ON_FILES:
        app = "wagtailimages" if name.endswith("image") else "wagtaildocs"
        right = Permission.objects.get(content_type__app_label=app, codename=name)
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=files, permission=right
        )
