"""Whole numbers a page sends: nonsense and endless digits are none, on either database."""

import base64

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.organizations.states import Role
from tests.api.calls import Program
from tests.dossiers.factories import at
from tests.organizations.factories import officer
from tests.petitions.factories import office

pytestmark = pytest.mark.django_db
ODD = ("²", "-1", "9" * 18, "9" * 19, "9" * 40, "9" * 5000)
LISTS = (
    ("petitions:petition_list", "don_vi={}"),
    ("petitions:petition_list", "so_lieu=due&nam={}"),
    ("petitions:petition_list", "so_lieu=due&nam=2020&thang={}"),
    ("petitions:figures", "nam={}"),
    ("dossiers:dossier_list", "don_vi={}"),
    ("dossiers:difference_list", "sau=2020-09-08T00:00:00%2B07:00_{}"),
    ("evidence:item_list", "sau={}"),
    ("evidence:item_list", "gan=petitions.petition:{}"),
    ("evidence:batch_add", "bang=inspections.visit:{}"),
    ("inspections:recommendation_list", "don_vi={}"),
    ("portal:news_list", "sau={}"),
    ("portal:item_list", "sau={}"),
)
POSTS = (
    ("dossiers:counter", {"viec": "nhan", "nguoi": "{}", "thu_tuc": "{}", "q_nguoi": "Lê"}),
    ("evidence:attach", {"gan": "petitions.petition:{}", "item": "{}"}),
    ("evidence:upload_open", {"name": "a.png", "size": "{}"}),
)


@pytest.fixture
def place(db):
    made = office()
    with clock.at(at(8)):
        yield made


@pytest.mark.parametrize(("name", "query"), LISTS)
def test_a_list_asked_for_with_an_odd_number_answers(place, client_of, name, query):
    client = client_of(place.secretary)
    for odd in ODD:
        answer = client.get(f"{reverse(name)}?{query.format(odd)}")
        assert answer.status_code in (200, 404, 422), f"{name} {odd[:40]}"


@pytest.mark.parametrize(("name", "fields"), POSTS)
def test_a_form_with_an_odd_number_is_refused(place, client_of, name, fields):
    client = client_of(place.clerk)
    for odd in ODD:
        sent = {key: text.format(odd) for key, text in fields.items()}
        assert 400 <= client.post(reverse(name), sent).status_code < 500, f"{name} {odd[:40]}"


def test_ticked_dossiers_with_odd_keys_are_refused(place, client_of):
    client = client_of(officer(Role.ONE_STOP_OFFICER, place.counter))
    for odd in ODD:
        answer = client.get(reverse("dossiers:bulk_verb", args=["hand_over"]), {"ho_so": odd})
        assert 400 <= answer.status_code < 500, odd[:40]


def test_a_cursor_of_odd_digits_is_refused_in_our_words(place):
    program = Program(place.secretary)
    for odd in ("9" * 19, "9" * 5000, "-1"):
        cursor = base64.urlsafe_b64encode(f"|{odd}".encode()).decode()
        answer = program.get(f"petitions?cursor={cursor}")
        assert answer.status_code == 422 and "integer" not in answer.content.decode()
