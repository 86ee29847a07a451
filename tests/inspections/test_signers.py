"""Who a new paper prints as its signer: the Director, or who acts for the Director that day."""

import datetime as dt

import pytest

from congvu.core import clock
from congvu.inspections.outputs.defaults import usual_signer
from congvu.inspections.states import DocumentKind
from tests.inspections.campaigns import make_campaign, moment
from tests.organizations.factories import DelegationFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db
AWAY = {"valid_from": dt.date(2020, 3, 10), "valid_to": dt.date(2020, 3, 20)}
KIND = DocumentKind.CONCLUSION


def seat_of(campaign):
    seat = campaign.head.seats.get()
    seat.title = "Giám đốc"
    seat.save()
    return seat


def stand_in(campaign, role, title):
    """Somebody else who acts for the Director for ten days."""
    user = UserFactory(full_name="bà Trần Thị Bình")
    unit = campaign.head.seats.get().unit
    SeatFactory(user=user, unit=unit, role=role, title=title)
    DelegationFactory(seat=seat_of(campaign), to=user, **AWAY)
    return user


def test_a_deputy_who_acts_for_the_director_signs_in_his_place():
    campaign = make_campaign(1)
    stand_in(campaign, "deputy", "Phó Giám đốc")
    with clock.at(moment(2020, 3, 17)):
        told = usual_signer(KIND, None)
        paper = campaign.paper(DocumentKind.PLAN, plan=campaign.plan)
    assert (told.authority, told.title) == ("KT. Giám đốc", "Phó Giám đốc")
    assert told.name == "Trần Thị Bình"
    assert (paper.authority, paper.signer_name) == ("KT. Giám đốc", "Trần Thị Bình")


def test_anybody_else_signs_by_authority_given():
    campaign = make_campaign(1)
    stand_in(campaign, "secretary", "Chánh Văn phòng")
    with clock.at(moment(2020, 3, 17)):
        told = usual_signer(KIND, None)
    assert (told.authority, told.title) == ("TUQ. Giám đốc", "Chánh Văn phòng")


def test_before_and_after_the_absence_the_director_signs():
    campaign = make_campaign(1)
    stand_in(campaign, "deputy", "Phó Giám đốc")
    for day in (9, 21):
        with clock.at(moment(2020, 3, day)):
            told = usual_signer(KIND, None)
        assert (told.authority, told.title) == ("", "Giám đốc")
        assert told.name != "Trần Thị Bình"
