"""Rating: once per dossier, by who shows to be the one; figures with their rows."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from congvu.core import clock
from congvu.core.errors import BadInput
from congvu.core.models import LogEntry
from congvu.dossiers import actions, satisfaction
from congvu.dossiers.actions.rating import opened
from congvu.dossiers.errors import AlreadyRated, NotTheirs, NotYetReturned
from congvu.dossiers.models import Dossier, Rating
from congvu.dossiers.rules.ratings import rating_data, scale_on
from congvu.organizations.states import Role
from tests.dossiers.factories import at, office
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


def returned(place, day=15, **fields):
    row = place.to_sign(at(8), **fields)
    with clock.at(at(day)):
        actions.sign(row, by=place.head)
        return actions.return_result(row, by=place.clerk)


def rated(place, level="satisfied", day=16, **fields):
    with clock.at(at(day)):
        return actions.rate(returned(place), by=place.clerk, level=level, **fields)


def test_the_counter_invites_and_the_log_has_it(place):
    row = rated(place, reasons=["late", "late"], comment=" Chờ lâu ")
    assert (row.way, row.by, row.satisfied) == ("tablet", place.clerk, True)
    assert (row.reasons, row.reason_words, row.comment) == (
        ["late"],
        ["Trả kết quả trễ hẹn"],
        "Chờ lâu",
    )
    assert row.basis == scale_on(at(16).date()).basis
    assert LogEntry.objects.filter(action="dossiers.rate", object_id=str(row.pk)).count() == 1


def test_code_and_last_four_digits_prove_it(place):
    row = returned(place)
    digits = row.applicant.last_four.clear
    for wrong in ("", "0000" if digits != "0000" else "1111", f"{digits}1", " "):
        with pytest.raises(NotTheirs):
            actions.rate(row, level="satisfied", last_four=wrong)
    found = actions.rate(row, level="neutral", last_four=digits)
    assert (found.way, found.by, found.satisfied) == ("phone", None, False)


def test_the_signed_link_proves_it_for_its_own_dossier_only(place):
    row, other = returned(place), returned(place)
    token = actions.rating_token(row)
    for wrong in (actions.rating_token(other), f"{row.pk}~x", str(row.pk), token[:-1], "~", "x~y"):
        with pytest.raises(NotTheirs):
            actions.rate(row, level="satisfied", token=wrong)
    assert actions.rate(row, level="very_satisfied", token=token).way == "link"
    assert opened(token) == row.pk and opened("nonsense") is None


def test_nobody_else_rates(place):
    row = returned(place)
    for user in (None, place.case, place.head, officer(Role.ONE_STOP_OFFICER)):
        with pytest.raises(NotTheirs):
            actions.rate(row, by=user, level="satisfied")
    assert not Rating.objects.exists()


def test_only_what_was_returned_here_is_rated(place):
    row = place.to_sign(at(8))
    with pytest.raises(NotYetReturned):
        actions.rate(row, by=place.clerk, level="satisfied")
    with pytest.raises(NotYetReturned):
        actions.rate(row, level="satisfied", token=actions.rating_token(row))


def test_a_dossier_is_rated_once(place):
    row = returned(place)
    actions.rate(row, by=place.clerk, level="satisfied")
    with pytest.raises(AlreadyRated):
        actions.rate(row, level="dissatisfied", token=actions.rating_token(row))
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(
            dossier=row, level="neutral", satisfied=False, basis="x", way="tablet"
        )  # fmt: skip
    assert Rating.objects.get().level == "satisfied"


@pytest.mark.parametrize(
    "fields,wrong",
    [
        ({"level": "great"}, "level"),
        ({"level": ""}, "level"),
        ({"reasons": ["weather"]}, "reasons"),
        ({"comment": "x" * 1001}, "comment"),
    ],
)
def test_what_is_not_of_the_scale_is_refused(place, fields, wrong):
    row = returned(place)
    with pytest.raises(BadInput) as refused:
        actions.rate(row, by=place.clerk, **({"level": "satisfied"} | fields))
    assert list(refused.value.fields) == [wrong] and not Rating.objects.exists()


def test_the_scale_says_on_what_it_rests():
    for row in rating_data()["scales"]:
        assert row["basis"] and row["confirmed"] is False
        kinds = [level["satisfied"] for level in row["levels"].values()]
        assert True in kinds and False in kinds
    assert scale_on(at(1, year=2000).date()) == scale_on(at(1).date())


def test_the_tablet_asks_thanks_and_shows_no_navigation(place, client_of):
    row = returned(place)
    path = reverse("dossiers:rating_tablet", args=[row.pk])
    client = client_of(place.clerk)
    page = client.get(path).content.decode()
    assert "Rất hài lòng" in page and "Tài liệu minh chứng" not in page
    assert str(row.applicant) not in page
    answer = client.post(path, {"comment": "Giữ lại câu này"})
    assert answer.status_code == 422 and "Giữ lại câu này" in answer.content.decode()
    page = client.post(path, {"level": "dissatisfied", "reasons": ["late"]}, follow=True)
    assert "Cảm ơn bạn đã đánh giá" in page.content.decode()
    again = client.post(path, {"level": "satisfied"})
    assert again.status_code == 409 and Rating.objects.get().level == "dissatisfied"
    assert client_of(place.case).get(path).status_code == 403
    assert client_of(place.colleague).get(path).status_code == 404


def test_the_link_works_without_signing_in(place, client):
    row = returned(place)
    path = reverse("dossiers:rating_link", args=[actions.rating_token(row)])
    page = client.get(path)
    assert page.status_code == 200 and page["Referrer-Policy"] == "same-origin"
    assert row.applicant_label not in page.content.decode()
    assert client.post(path, {"level": "very_satisfied"}).status_code == 302
    assert "Cảm ơn" in client.get(path).content.decode()
    assert client.get(reverse("dossiers:rating_link", args=[f"{row.pk}~x"])).status_code == 404
    early = place.to_sign(at(8))
    path = reverse("dossiers:rating_link", args=[actions.rating_token(early)])
    assert "chưa trả kết quả" in client.get(path).content.decode()
    assert client.post(path, {"level": "satisfied"}).status_code == 409


def test_the_sheet_is_a_pdf_for_the_counter(place, client_of):
    path = reverse("dossiers:rating_sheet", args=[returned(place).pk])
    answer = client_of(place.clerk).get(path)
    assert answer.content[:5] == b"%PDF-" and answer["Cache-Control"] == "no-store"
    assert client_of(place.head).get(path).status_code == 403
    assert client_of(place.clerk).post(path).status_code == 405


def test_the_dossier_offers_to_ask_and_the_counter_never_sees_the_level(place, client_of):
    row = returned(place)
    path, ask = row.get_absolute_url(), reverse("dossiers:rating_tablet", args=[row.pk])
    assert ask in client_of(place.clerk).get(path).content.decode()
    assert ask not in client_of(place.head).get(path).content.decode()
    actions.rate(row, by=place.clerk, level="very_dissatisfied", comment="Quá lâu")
    seen = client_of(place.head).get(path).content.decode()
    hidden = client_of(place.clerk).get(path).content.decode()
    assert "Rất không hài lòng" in seen and "Quá lâu" in seen
    assert "Đã đánh giá" in hidden and "hài lòng" not in hidden and "Quá lâu" not in hidden


def test_shares_by_unit_and_month_list_their_rows(place):
    for level in ("satisfied", "very_satisfied", "neutral"):
        rated(place, level)
    rated(place, "dissatisfied", day=30)
    with clock.at(at(1, month=10)):
        actions.rate(returned(place), by=place.clerk, level="satisfied")
    september, october = satisfaction.shares(2020)
    assert (september.unit, september.month) == (place.unit.pk, 9)
    assert (september.numerator, september.denominator, september.percent) == (2, 4, 50.0)
    assert (october.month, october.numerator, october.denominator) == (10, 1, 1)
    for one in (september, october):
        where = (one.year, one.month, one.unit)
        assert satisfaction.rows_of(*where, numerator=True).count() == one.numerator
        assert satisfaction.rows_of(*where, numerator=False).count() == one.denominator
    assert satisfaction.shares(2019) == []


def test_the_page_of_ratings_opens_its_figures(place, client_of, django_assert_max_num_queries):
    for day, level in ((17, "satisfied"), (16, "neutral")):
        row = rated(place, level)
        Rating.objects.filter(pk=row.pk).update(at=at(day))
    path, client = reverse("dossiers:rating_list"), client_of(place.head)
    with clock.at(at(20)):
        newest = [one.level for one in client.get(path, {"nam": 2020}).context["rows"]]
        assert newest == ["satisfied", "neutral"]
        with django_assert_max_num_queries(15):
            page = client.get(path, {"nam": 2020}).content.decode()
        assert "50,0% (1/2)" in page
        doors = re.findall(r'href="(\?nam=2020&amp;thang[^"]+)">(\d+)<', page)
        assert len(doors) == 2
        for door, number in doors:
            shown = client.get(path + door.replace("&amp;", "&").split("#")[0])
            assert len(shown.context["rows"]) == int(number)
        stranger = client_of(officer(Role.UNIT_HEAD)).get(path, {"nam": 2020}).content.decode()
    assert "Chưa có đánh giá" in stranger
    assert client_of(place.clerk).get(path).status_code == 403


def test_only_years_with_ratings_are_offered_the_newest_first(place, client_of):
    path, client = reverse("dossiers:rating_list"), client_of(place.head)
    with clock.at(at(20, year=2022)):
        assert 'aria-label="Năm"' not in client.get(path).content.decode()
    rated(place, "satisfied")
    old = Rating.objects.get()
    with clock.at(at(20, year=2022)):
        answer = client.get(path)
        assert (answer.context["years"], answer.context["year"]) == ([2020], 2020)
        # 01/01/2021 00:30 here is still 2020 in UTC
        Rating.objects.filter(pk=old.pk).update(at=at(1, 1, hour=0, minute=30, year=2021))
        for asked in ({}, {"nam": "2020"}, {"nam": "2022"}, {"nam": "x"}):
            assert client.get(path, asked).context["year"] == 2021
        stranger = client_of(officer(Role.UNIT_HEAD)).get(path)
    assert stranger.context["years"] == []


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_refused():
    row = returned(office())
    token = actions.rating_token(row)

    def go(level):
        try:
            actions.rate(Dossier.objects.get(pk=row.pk), level=level, token=token)
            return "rated"
        except AlreadyRated:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(go, ["satisfied", "neutral", "satisfied", "neutral"]))
    assert found == ["rated", "refused", "refused", "refused"]
    assert Rating.objects.count() == 1
