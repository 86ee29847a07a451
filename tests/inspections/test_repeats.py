"""A limitation that stood in several earlier years: proposed, chosen among, refused."""

import datetime as dt

import pytest
from django.urls import reverse

from congvu.core.errors import BadInput
from congvu.inspections import actions
from congvu.inspections.models import Finding
from congvu.inspections.rules import Earlier, repeat_candidates
from congvu.inspections.states import RepeatState
from tests.inspections.campaigns import every_test_at
from tests.inspections.factories import make_inspection, make_library, make_people
from tests.organizations.factories import UnitFactory

OLD, LAST = "Quy chế làm việc chưa sửa theo chức năng", "Quy chế chưa sửa, chưa bám sát chức năng"
_in_the_story = every_test_at(2020, 8, 26)


@pytest.fixture
def campaign():
    """2020, begun, of two units, the first of which had the like in 2018 and in 2019."""
    people, library = make_people(), make_library()
    units = [UnitFactory(), UnitFactory()]
    for year, text, unit in ((2018, OLD, 0), (2019, LAST, 0), (2019, "Chưa có kế hoạch", 1)):
        row = actions.OldRow(units[unit], library.areas.first(), text, "Sửa", done=True)
        actions.import_old_inspection(
            [row], by=people["secretary"], title=f"Kiểm tra năm {year}, {unit}", year=year,
            library_version=library,
            period_from=dt.date(year, 1, 1), period_to=dt.date(year, 9, 30),
        )  # fmt: skip
    return make_inspection(units, people=people, library=library, until="visiting")


@pytest.fixture
def again(campaign):
    """The same once more, in the words of 2018."""
    return actions.raise_finding(campaign.answer, actions.FindingText(OLD), by=campaign.inspector)


def of(text):
    return Finding.objects.get(text=text, inspection__year__lt=2020)


def decide(client, row, **sent):
    return client.post(reverse("inspections:finding_repeat", args=[row.pk]), sent)


def test_the_latest_year_comes_first_and_in_a_year_the_likeliest():
    earlier = [
        Earlier(1, 2018, "A1", "Quy chế chưa sửa"),
        Earlier(2, 2019, "A1", "Quy chế cũ"),
        Earlier(3, 2019, "A1", "Quy chế chưa sửa"),
        Earlier(4, 2019, "A2", "Chưa có kế hoạch đào tạo"),
    ]
    assert repeat_candidates("Quy chế chưa sửa", "A1", earlier) == [3, 2, 1]


@pytest.mark.django_db
def test_last_years_is_proposed_and_all_alike_are_offered(client_of, campaign, again):
    assert (again.repeat_of, again.repeat_state) == (of(LAST), RepeatState.PROPOSED)
    page = client_of(campaign.inspector).get(again.get_absolute_url())
    assert page.context["choices"] == [of(LAST), of(OLD)]
    assert "Chưa có kế hoạch" not in page.content.decode()
    assert page.content.decode().count("button-primary") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("chosen", "expected"), [(OLD, OLD), (LAST, LAST), (None, LAST)])
def test_a_person_says_which_of_them(client_of, campaign, again, chosen, expected):
    sent = {"lap_lai": "1"} | ({"cua": of(chosen).pk} if chosen else {})
    assert decide(client_of(campaign.inspector), again, **sent).status_code == 302
    again.refresh_from_db()
    assert (again.repeat_of, again.repeat_state) == (of(expected), RepeatState.CONFIRMED)
    page = client_of(campaign.inspector).get(again.get_absolute_url())
    assert page.context["choices"] == [] and expected in page.content.decode()


@pytest.mark.django_db
def test_what_is_no_earlier_limitation_of_the_unit_is_refused(client_of, campaign, again):
    client, strange = client_of(campaign.inspector), of("Chưa có kế hoạch")
    assert decide(client, again, lap_lai="1", cua=strange.pk).status_code == 422
    assert decide(client, again, lap_lai="1", cua="x").status_code == 404
    assert decide(client, again, lap_lai="1", cua="999999").status_code == 404
    with pytest.raises(BadInput):
        actions.decide_repeat(again, repeated=True, of=again, by=campaign.inspector)
    again.refresh_from_db()
    assert again.repeat_state == RepeatState.PROPOSED


@pytest.mark.django_db
def test_saying_no_keeps_what_was_proposed_on_record(client_of, campaign, again):
    sent = {"lap_lai": "0", "cua": str(of(OLD).pk)}
    assert decide(client_of(campaign.inspector), again, **sent).status_code == 302
    again.refresh_from_db()
    assert (again.repeat_of, again.repeat_state) == (of(LAST), RepeatState.REJECTED)
