"""A payment gateway: one interface, its own signed word, each of its numbers once."""

from decimal import Decimal

import pytest

from congvu.core import clock
from congvu.core.errors import BadInput, WrongState
from congvu.dossiers import actions, registry
from congvu.dossiers.models import Payment
from congvu.dossiers.owing import owing_of
from congvu.dossiers.states import DossierState
from tests.dossiers.factories import at
from tests.dossiers.money import owing

pytestmark = pytest.mark.django_db


class Bank:
    """A gateway of the test, which signs with one word."""

    code, label = "bank", "Cổng thử"

    def begin(self, order, back):
        return f"/{order.key}/{order.amount}?back={back}"

    def confirmed(self, message):
        if message.get("sign") != "right":
            return None
        return registry.Paid(message["key"], Decimal(message["amount"]), message["reference"])


@pytest.fixture(autouse=True)
def bank(monkeypatch):
    monkeypatch.setattr(registry, "_gateways", {})
    registry.register_gateway(Bank())


def message(dossier, **fields):
    known = {"key": dossier.code, "amount": "50000", "reference": "T1", "sign": "right"}
    return known | fields


def test_none_comes_with_the_product(monkeypatch):
    monkeypatch.setattr(registry, "_gateways", {})
    assert registry.gateways() == [] and registry.gateway("bank") is None


def test_a_gateway_begins_with_the_order():
    [gateway] = registry.gateways()
    assert gateway.begin(registry.PaymentOrder("H-1", Decimal(5), "x"), "/") == "/H-1/5?back=/"


def test_its_word_makes_one_payment_however_often_it_comes(place):
    dossier, _ = owing(place)
    with clock.at(at(10)):
        actions.request_payment(dossier, by=place.case)
        first = actions.gateway_paid("bank", message(dossier))
        assert actions.gateway_paid("bank", message(dossier)) == first
    assert (first.method, first.by, first.amount) == ("gateway", None, 50_000)
    dossier.refresh_from_db()
    assert dossier.state == DossierState.IN_PROGRESS and owing_of(dossier).open == []
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    "code,fields,error",
    [
        ("bank", {"sign": "wrong"}, BadInput),
        ("bank", {"reference": ""}, BadInput),
        ("bank", {"key": "không có"}, BadInput),
        ("bank", {"amount": "49999"}, WrongState),
        ("other", {}, BadInput),
    ],
)
def test_what_does_not_hold_writes_nothing(place, code, fields, error):
    dossier, _ = owing(place)
    with pytest.raises(error):
        actions.gateway_paid(code, message(dossier, **fields))
    assert not Payment.objects.exists()
