"""Fixtures of the journeys: one browser, a live server, pages of signed-in people."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.journeys import browser as b


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # playwright's sync API runs inside an event loop; Django would take that for async code.
    # Set for the journeys alone: Django's deployment check, run by others, refuses it.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with b.chromium() as started:
            yield started


@pytest.fixture
def officer(transactional_db):
    """Someone who may sign in and nothing more."""
    return get_user_model().objects.create_user(
        "canbo", "canbo@example.vn", "mat-khau-thu", full_name="Trần Thị Hoa", title="Giám đốc Sở"
    )


@pytest.fixture
def signed_in(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """``signed_in(user, size)`` gives a page of that person, at that size."""
    opened: list[Page] = []

    def start(user, size: tuple[int, int] = b.DESK, **options) -> Page:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        page = b.open_page(browser, live_server.url, size, **options)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        opened.append(page)
        return page

    yield start
    for page in opened:
        page.context.close()


@pytest.fixture
def visitor(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """``visitor(size)`` gives a page of somebody who has not signed in."""
    opened: list[Page] = []

    def start(size: tuple[int, int] = b.DESK, **options) -> Page:
        opened.append(b.open_page(browser, live_server.url, size, **options))
        return opened[-1]

    yield start
    for page in opened:
        page.context.close()
