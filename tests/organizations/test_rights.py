import datetime as dt

import pytest

from congvu.organizations.policies import is_staff, rights_of
from congvu.organizations.states import Role
from tests.organizations.factories import DelegationFactory, SeatFactory, UserFactory, officer

pytestmark = pytest.mark.django_db


def test_a_seat_gives_its_role_in_its_unit(unit):
    user = officer(Role.CONTACT, unit)
    assert rights_of(user).in_unit(unit.pk, Role.CONTACT)
    assert not rights_of(user).has(Role.HEAD)


def test_a_seat_that_ended_gives_nothing(unit):
    seat = SeatFactory(unit=unit, valid_to=dt.date(2019, 1, 1))
    assert not is_staff(seat.user)


def test_a_delegation_lends_the_seat_for_its_time(unit):
    seat = SeatFactory(unit=unit, role=Role.HEAD)
    lent = DelegationFactory(seat=seat, valid_to=dt.date(2020, 6, 30), to=UserFactory())
    assert rights_of(lent.to, dt.date(2020, 6, 30)).has(Role.HEAD)
    assert not rights_of(lent.to, dt.date(2020, 7, 1)).has(Role.HEAD)


def test_rights_cost_one_query_per_request(unit, django_assert_num_queries):
    user = officer(Role.CONTACT, unit)
    with django_assert_num_queries(1):
        assert is_staff(user) and rights_of(user).staff


def test_an_inactive_person_has_no_rights(unit):
    assert not is_staff(officer(Role.HEAD, unit, is_active=False))
