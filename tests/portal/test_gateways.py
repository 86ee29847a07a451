"""A gateway that an office registered: offered to the filer, led to, and back."""

from decimal import Decimal

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.dossiers import registry
from congvu.dossiers.models import Payment
from tests.dossiers.factories import at, office
from tests.dossiers.filings import Online, online
from tests.dossiers.money import owing
from tests.organizations.factories import UserFactory

pytestmark = pytest.mark.django_db


class Bank:
    """A gateway of the test."""

    code, label = "ngan-hang", "Cổng thử"

    def begin(self, order, back):
        return f"https://bank.example/{order.key}/{order.amount}?back={back}"

    def confirmed(self, message):
        return None


@pytest.fixture
def web(monkeypatch) -> Online:
    monkeypatch.setattr(registry, "_gateways", {})
    place = office()
    with clock.at(at(9)):
        yield online(place)


@pytest.fixture
def row(web):
    row, _ = owing(web.place, 50_000, dossier=web.at_work())
    return row


def door(row, code="ngan-hang"):
    return reverse("portal:filed_pay", args=[row.pk, code])


def page(client, row):
    return client.get(reverse("portal:filed_detail", args=[row.pk])).content.decode()


def test_none_is_offered_where_none_is_registered(web, row, client_of):
    client = client_of(web.account)
    told = page(client, row)
    assert "Còn phải nộp" in told and "Nộp qua" not in told
    assert client.get(door(row)).status_code == 404


def test_the_filer_is_led_to_it_with_what_is_left_and_nothing_is_written(web, row, client_of):
    registry.register_gateway(Bank())
    client = client_of(web.account)
    assert f'href="{door(row)}">Nộp qua Cổng thử</a>' in page(client, row)
    answer = client.get(door(row))
    back = reverse("portal:filed_detail", args=[row.pk])
    order, _, told = answer.headers["Location"].partition("?back=")
    assert answer.status_code == 302 and told.endswith(back)
    assert order.startswith(f"https://bank.example/{row.code}/")
    assert Decimal(order.rsplit("/", 1)[1]) == 50_000
    assert not Payment.objects.exists()


def test_strangers_other_methods_and_paid_dossiers_are_not_led_away(web, row, client_of, head):
    registry.register_gateway(Bank())
    other = UserFactory(citizen=True, email="khac@example.vn")
    assert client_of(other).get(door(row)).status_code == 404
    assert client_of(head).get(door(row)).status_code in (302, 403, 404)
    assert "bank.example" not in client_of(head).get(door(row)).headers.get("Location", "")
    client = client_of(web.account)
    assert client.post(door(row)).status_code == 405
    assert client.get(door(row, "khac")).status_code == 404
    row.dues.all().delete()
    assert client.get(door(row)).status_code == 403
