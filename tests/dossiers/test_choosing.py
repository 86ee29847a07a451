"""Where a dossier filed online goes, when several counters take it in."""

import pytest

from congvu.core import clock
from congvu.core.errors import BadInput
from congvu.dossiers import actions, registry
from congvu.dossiers.errors import Unfinished
from congvu.dossiers.models import Dossier, OnlineForm, ReceivingPoint
from congvu.dossiers.receiving import received_at
from congvu.organizations.states import Role
from tests.dossiers.factories import at, office
from tests.dossiers.filings import ANSWERS, PERSON, Online, online, second_counter
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(place) -> Online:
    with clock.at(at(7)):
        yield online(place)


def test_of_several_counters_one_is_chosen_and_may_be_changed_until_it_is_handed_in(web):
    other = second_counter(web.place)
    row = web.draft()
    actions.write_form(row, by=web.account, person=PERSON, answers=ANSWERS, point=0)
    with pytest.raises(Unfinished) as refused:
        actions.hand_in_dossier(row, by=web.account)
    assert set(refused.value.fields) == {"point"}
    for point in (web.place.point, other):
        actions.write_form(
            row, by=web.account, person=PERSON, answers=ANSWERS, point=point.pk
        )  # fmt: skip
    clerk = officer(Role.ONE_STOP_OFFICER, other.unit)
    assert not Dossier.objects.visible_to(clerk).exists()
    row = actions.hand_in_dossier(row, by=web.account)
    assert (row.point, row.unit) == (other, web.place.unit)
    assert Dossier.objects.visible_to(clerk).get() == row


def test_a_choice_is_kept_when_nothing_is_said_of_it_and_taken_back_by_zero(web):
    other, row = second_counter(web.place), web.draft()
    told = {"person": PERSON, "answers": ANSWERS}
    form = actions.write_form(row, by=web.account, point=other.pk, **told)
    assert form.point == other
    assert actions.write_form(row, by=web.account, **told).point == other
    assert actions.write_form(row, by=web.account, point=0, **told).point is None
    assert "point" in actions.unfinished(OnlineForm.objects.get())


def test_a_counter_that_does_not_take_it_in_is_refused(web):
    far = office().point
    ReceivingPoint.objects.filter(pk=far.pk).update(active=False)
    with pytest.raises(BadInput) as refused:
        actions.write_form(web.draft(), by=web.account, person=PERSON, answers={}, point=far.pk)
    assert "point" in refused.value.fields


def test_a_counter_closed_meanwhile_must_be_chosen_anew(web):
    others, row = [second_counter(web.place), second_counter(web.place)], web.draft()
    actions.write_form(row, by=web.account, person=PERSON, answers=ANSWERS, point=others[0].pk)
    ReceivingPoint.objects.filter(pk=others[0].pk).update(active=False)
    with pytest.raises(Unfinished) as refused:
        actions.hand_in_dossier(row, by=web.account)
    assert set(refused.value.fields) == {"point"}


def test_returned_it_goes_back_to_the_same_counter_whatever_is_sent_along(web):
    row = web.handed_in()
    with clock.at(at(8)):
        actions.return_for_completion(row, by=web.place.clerk, reason="Thiếu chữ ký.")
        other = second_counter(web.place)
        told = {"person": PERSON, "answers": ANSWERS, "point": other.pk}
        assert actions.write_form(row, by=web.account, **told).point == web.place.point
        assert actions.hand_in_dossier(row, by=web.account).point == web.place.point


def test_published_once_for_all_schools_it_is_resolved_where_it_was_filed(web):
    schools = [UnitFactory(kind=kind) for kind in ("school", "public_service_unit")]
    points = [
        ReceivingPoint.objects.create(unit=one, name=f"Trường {one}", agency_code=f"S{one.pk}")
        for one in schools
    ]
    row = web.draft()
    web.place.procedure.competence = "public_service_unit"
    web.place.procedure.save()
    assert set(registry.online(web.place.procedure, clock.today()).points) == set(points)
    told = {"person": PERSON, "answers": ANSWERS, "point": points[1].pk}
    actions.write_form(row, by=web.account, **told)
    row = actions.hand_in_dossier(row, by=web.account)
    assert (row.point, row.unit) == (points[1], schools[1])
    clerk = officer(Role.ONE_STOP_OFFICER, schools[1])
    with clock.at(at(8)):
        assert actions.accept(row, by=clerk).unit == schools[1]
        assert web.version in received_at(points[0], at(8).date())
