import datetime as dt

import pytest

from congvu.core.errors import BadInput, NotAllowed
from congvu.organizations import actions
from congvu.organizations.errors import LastAdministrator
from congvu.organizations.models import Seat
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role
from tests.organizations.factories import DelegationFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 3, 1)


def test_administrator_gives_a_seat(administrator, unit):
    user = UserFactory()
    actions.give_seat(by=administrator, user=user, unit=unit, role=Role.INSPECTOR)
    assert rights_of(user).in_unit(unit.pk, Role.INSPECTOR)


def test_secretary_gives_no_seats(secretary, unit):
    with pytest.raises(NotAllowed):
        actions.give_seats([{"user": secretary, "unit": unit, "role": Role.HEAD}], by=secretary)


def test_the_same_seat_is_not_given_twice(administrator, unit):
    seat = SeatFactory(unit=unit, valid_from=DAY)
    fields = {"user": seat.user, "unit": unit, "role": seat.role, "valid_from": DAY}
    with pytest.raises(BadInput):
        actions.give_seat(by=administrator, **fields)


def test_a_seat_ends(administrator, contact):
    seat = Seat.objects.get(user=contact)
    actions.end_seat(seat, by=administrator, on=DAY, reason="Chuyển công tác")
    assert not rights_of(contact, DAY + dt.timedelta(days=1)).staff


def test_a_seat_does_not_end_before_it_began(administrator, contact):
    with pytest.raises(BadInput):
        actions.end_seat(Seat.objects.get(user=contact), by=administrator, on=dt.date(1990, 1, 1))


def test_the_last_administrator_stays(administrator):
    with pytest.raises(LastAdministrator):
        actions.end_seat(Seat.objects.get(user=administrator), by=administrator, on=DAY)


def test_the_holder_lends_a_seat_and_takes_it_back(head):
    seat, to = Seat.objects.get(user=head), UserFactory()
    fields = {"valid_from": DAY, "valid_to": DAY + dt.timedelta(days=9), "document": "01/GUQ"}
    lent = actions.delegate(seat, by=head, to=to, **fields)
    assert rights_of(to, DAY).has(Role.HEAD)
    actions.end_delegation(lent, by=head, on=DAY)
    assert not rights_of(to, DAY + dt.timedelta(days=1)).has(Role.HEAD)


def test_others_lend_nothing(head, secretary):
    fields = {"valid_from": DAY, "valid_to": DAY, "document": "01/GUQ"}
    with pytest.raises(NotAllowed):
        actions.delegate(Seat.objects.get(user=head), by=secretary, to=secretary, **fields)
    with pytest.raises(NotAllowed):
        actions.end_delegation(DelegationFactory(), by=secretary, on=DAY)


def test_nobody_lends_to_himself_or_beyond_the_seat(head, administrator):
    seat = Seat.objects.get(user=head)
    fields = {"valid_from": DAY, "valid_to": DAY, "document": "01/GUQ"}
    with pytest.raises(BadInput):
        actions.delegate(seat, by=head, to=head, **fields)
    short = SeatFactory(valid_to=DAY - dt.timedelta(days=1))
    with pytest.raises(BadInput):
        actions.delegate(short, by=administrator, to=head, **fields)
