"""No form of the showroom breaks, whatever is typed into it: a long walk, part of the soak."""

import os

import pytest
from django.test import Client

from congvu.accounts.models import User
from congvu.portal.views import tracking
from tests.demo.odd import Walk
from tests.demo.pages import client_of

pytestmark = pytest.mark.django_db
WALKERS = ["secretary", "administrator", "one_stop_officer", "case_officer", "head", "inspector",
           "records_clerk", "contact", "citizen"]  # fmt: skip
SECONDS = float(os.environ.get("ODD_SECONDS", 240))


@pytest.mark.soak
@pytest.mark.parametrize("username", [*WALKERS, ""])
@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_typed_no_page_breaks(showroom, username, seed):
    client = Client(raise_request_exception=False)
    if username:
        client = client_of(User.objects.get(username=username))
    walk = Walk(client, seed, SECONDS).go("/" if username else "/trang-thong-tin/")
    assert walk.broken == []
    assert walk.sent > 100


def test_a_page_that_breaks_is_told_of(client, monkeypatch):
    """The walk finds what it is for."""

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(tracking, "TrackingForm", broken)
    client.raise_request_exception = False
    walk = Walk(client, 1, 20).go("/tra-cuu/")
    assert ("get", "/tra-cuu/", {}) in walk.broken
