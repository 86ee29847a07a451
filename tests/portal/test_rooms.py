"""Wagtail's editing rooms: who comes in, what they may do there, which policy holds."""

import pytest
from django.urls import reverse
from wagtail.images import get_image_model

from congvu.accounts.models import User
from congvu.organizations.states import Role
from congvu.portal.models import NewsIndex, NewsItem, NewsPage
from tests.house.objects import build
from tests.house.urls import Address, every_address, in_rooms
from tests.portal.factories import drafted, out

pytestmark = pytest.mark.django_db
EDITORS = {Role.SECRETARY, Role.RECORDS_CLERK, Role.HEAD, Role.DEPUTY, Role.ADMINISTRATOR}
SAMPLE = {
    "app_label": "portal",
    "model_name": "newspage",
    "app_name": "portal",
    "pk": 1,
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
}


def rooms() -> list[Address]:
    """Every address under /cms/."""
    found = [a for a in every_address() if in_rooms(a) and not a.name.endswith("None")]
    assert all(a.path(SAMPLE).startswith("/cms/") for a in found)
    return found


def test_nobody_comes_in_without_a_seat_that_edits(client_of, client):
    house, found = build(), rooms()
    assert len(found) > 100
    strangers = [client_of(a) for r, a in house.actors.items() if r not in EDITORS and a.pk]
    assert len(strangers) > 6
    for address in found:
        path = address.path(SAMPLE)
        for method in ("get", "post"):
            answer = getattr(client, method)(path)
            assert answer.status_code == 302, path
            assert answer["Location"].startswith(reverse("account_login")), path
            for stranger in strangers[:3]:
                assert getattr(stranger, method)(path).status_code == 404, path
    for stranger in strangers:
        assert stranger.get("/cms/").status_code == 404
    assert not User.objects.filter(groups__isnull=False).exists()


def test_not_even_a_superuser_without_a_seat(client_of, administrator):
    root = User.objects.create_superuser("goc", "goc@example.vn", "x", full_name="Gốc")
    assert client_of(root).get("/cms/").status_code == 404
    assert client_of(administrator).get("/cms/", follow=True).status_code == 200


@pytest.mark.parametrize("room", ["users", "groups", "password_reset", "login"])
def test_accounts_are_not_kept_in_there(client_of, administrator, room):
    User.objects.filter(pk=administrator.pk).update(is_superuser=True)
    assert client_of(administrator).get(f"/cms/{room}/").status_code == 404


def test_the_policy_is_wider_inside_only(client_of, secretary, client):
    inside = client_of(secretary).get("/cms/")
    assert "style-src 'self' 'unsafe-inline'" in inside["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in inside["Content-Security-Policy"]
    assert "default-src 'none'" in inside["Content-Security-Policy"]
    assert inside["X-Frame-Options"] == "SAMEORIGIN"
    for path in (reverse("portal:home"), reverse("portal:item_list")):
        outside = client_of(secretary).get(path)
        assert "unsafe" not in outside["Content-Security-Policy"]
        assert outside["X-Frame-Options"] == "DENY"


def fields(page: NewsPage, **more) -> dict:
    """A whole form of the editor."""
    empty = {
        f"{name}-{key}": value
        for name in ("photos", "files")
        for key, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0), ("MIN_NUM_FORMS", 0),
                           ("MAX_NUM_FORMS", 1000))
    }  # fmt: skip
    body = '{"blocks": [{"key": "a", "text": "Nội dung mới", "type": "unstyled", "depth": 0, '
    body += '"inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}'
    told = {"title": page.title, "slug": page.slug, "category": page.category_id, "summary": "",
            "caption": "", "photos_after": 0, "author": "", "office": "VPS",
            "body": body}  # fmt: skip
    return told | empty | more


def test_an_editor_saves_a_draft_and_cannot_let_it_out(client_of, secretary):
    item = drafted(secretary)
    browser = client_of(secretary)
    path = reverse("wagtailadmin_pages:edit", args=[item.page.pk])
    page = browser.get(path).content.decode()
    assert "action-publish" not in page and "gravatar" not in page
    answer = browser.post(path, fields(item.page, title="Tiêu đề mới"))
    assert answer.status_code == 302, answer.context["form"].errors
    item.page.refresh_from_db()
    assert (item.page.draft_title, item.page.live) == ("Tiêu đề mới", False)
    browser.post(path, fields(item.page) | {"action-publish": "action-publish"})
    assert not NewsPage.objects.get().live


def test_a_reviewer_cannot_go_around_the_checks_either(client_of, head):
    item = drafted(head)
    path = reverse("wagtailadmin_pages:edit", args=[item.page.pk])
    client_of(head).post(path, fields(item.page) | {"action-publish": "action-publish"})
    assert not NewsPage.objects.get().live
    shown = out(head)
    for name in ("unpublish", "delete"):
        client_of(head).post(reverse(f"wagtailadmin_pages:{name}", args=[shown.page.pk]))
    assert NewsPage.objects.get(pk=shown.page.pk).live
    User.objects.filter(pk=head.pk).update(is_superuser=True)
    client_of(head).post(path, fields(item.page) | {"action-publish": "action-publish"})
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client_of(head).post(f"{bulk}?id={item.page.pk}")
    assert not NewsPage.objects.get(pk=item.page.pk).live


def test_a_page_begun_there_has_a_life(client_of, secretary):
    index = NewsIndex.objects.get()
    path = reverse("wagtailadmin_pages:add", args=["portal", "newspage", index.pk])
    browser = client_of(secretary)
    assert browser.get(path).status_code == 200
    page = drafted(secretary).page
    answer = browser.post(path, fields(page, title="Tin viết tay", slug="tin-viet-tay"))
    assert answer.status_code == 302
    item = NewsItem.objects.get(page__slug="tin-viet-tay")
    assert item.drafted_by == secretary


def test_the_preview_is_the_public_page(client_of, secretary):
    item = drafted(secretary)
    path = reverse("wagtailadmin_pages:view_draft", args=[item.page.pk])
    page = client_of(secretary).get(path)
    assert page.status_code == 200
    assert "bản xem trước, chưa đăng" in page.content.decode()


def test_pages_are_not_asked_for_pages_below(client_of, secretary):
    """With a word beside it Wagtail's page of results breaks; Wagtail's index has no such field."""
    page = drafted(secretary).page
    asked = {"owner": secretary.pk, "site": 1, "latest_revision_created_at_from": "2020-01-01"}
    for name in ("wagtailadmin_explore", "wagtailadmin_explore_results"):
        path = reverse(name, args=[page.get_parent().pk])
        answer = client_of(secretary).get(path, asked)
        assert answer.status_code == 200 and page.title in answer.content.decode()
        assert 'name="has_child_pages"' not in answer.content.decode()


def test_the_menu_has_only_what_an_editor_needs(client_of, secretary):
    page = client_of(secretary).get("/cms/", follow=True).content.decode()
    assert f'"{reverse("portal:item_list")}"' in page and get_image_model() is not None
    assert "/cms/reports/" not in page and "/cms/users/" not in page
