"""Files of a petition sent in parts while its form is filled in: cut, gone on with, refused."""

import datetime as dt
import hashlib
import io
import uuid

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.evidence.models import Upload, Version
from congvu.evidence.states import UploadState
from congvu.petitions import actions
from congvu.petitions.models import Petition
from tests.dossiers.factories import at
from tests.evidence.factories import packed, pdf, program
from tests.evidence.test_uploads import send as send_part
from tests.organizations.factories import UserFactory
from tests.petitions.factories import office
from tests.portal.test_petitions import GIVEN, SEND, again

pytestmark = pytest.mark.django_db
OPEN = reverse("portal:petition_file_open")
DATA = pdf("x" * 150_000)
PART = 64 * 1024


@pytest.fixture
def place():
    made = office()
    with clock.at(at(8)):
        yield made


@pytest.fixture
def ticket():
    return str(uuid.uuid4())


def begin(client, ticket, data=DATA, name="Đơn.pdf", **more):
    return client.post(OPEN, {"name": name, "size": len(data), "form": ticket, **more})


def whole(client, ticket, data=DATA, name="Đơn.pdf"):
    """Begun and sent in one part."""
    return send_part(client, begin(client, ticket, data, name).json()["url"], 0, data)


def hand_in(client, ticket, *marks, **more):
    told = {"ticket": ticket, "listed": marks, "kept": marks}
    return client.post(SEND, GIVEN | told | more)


def test_it_goes_on_after_a_cut_and_comes_with_the_petition(client, place, ticket, client_of):
    told = begin(client, ticket)
    url = told.json()["url"]
    assert (told.status_code, told.json()["state"]) == (201, "open")
    assert send_part(client, url, 0, DATA[:PART]).json()["offset"] == PART
    again_ = send_part(client, url, 0, DATA[:PART])  # the answer to it was lost
    assert (again_.status_code, again_.json()["offset"]) == (409, PART)
    assert client.get(url).json()["offset"] == PART
    done = send_part(client, url, PART, DATA[PART:]).json()
    assert (done["state"], done["label"]) == ("ready", "Đơn.pdf (146 KB)")
    assert hand_in(client, ticket, done["uuid"]).status_code == 302
    version = Version.objects.get()
    assert version.sha256 == hashlib.sha256(DATA).hexdigest()
    assert Upload.objects.get().state == UploadState.USED
    row = Petition.objects.get()
    assert "Đơn.pdf" not in row.subject
    file = reverse("evidence:file", args=[version.uuid])
    for who, status in (
        (place.secretary, 200),
        (place.worker, 404),
        (UserFactory(citizen=True), 404),
    ):
        answer = client_of(who).get(file)
        answer.getvalue()
        assert answer.status_code == status
    assert client.get(file).status_code == 302


def test_one_begun_before_the_page_was_opened_anew_goes_on_with_the_new_form(client, place, ticket):
    first = begin(client, str(uuid.uuid4())).json()
    send_part(client, first["url"], 0, DATA[:PART])
    there = begin(client, ticket, known=first["uuid"]).json()
    assert (there["uuid"], there["offset"]) == (first["uuid"], PART)
    send_part(client, there["url"], PART, DATA[PART:])
    assert hand_in(client, ticket, first["uuid"]).status_code == 302
    assert Version.objects.count() == Upload.objects.count() == 1


def test_another_file_a_finished_and_an_old_one_are_begun_anew(client, place, ticket):
    done = whole(client, ticket).json()
    first = begin(client, ticket, b"x" * 90_000).json()
    for known, data in ((first["uuid"], DATA), (done["uuid"], DATA), ("x", DATA)):
        assert begin(client, ticket, data, known=known).json()["uuid"] not in (
            first["uuid"], done["uuid"],
        )  # fmt: skip
    with clock.at(clock.now() + dt.timedelta(days=2)):
        again_ = begin(client, str(uuid.uuid4()), b"x" * 90_000, known=first["uuid"])
        assert again_.json()["uuid"] != first["uuid"]
        assert send_part(client, first["url"], 0, b"x" * 90_000).status_code == 410


def test_nobody_goes_on_with_the_file_of_another(client, client_of, citizen, place, ticket):
    browser = client_of(citizen)
    mine, visitors = begin(browser, ticket).json(), begin(client, ticket).json()
    stranger = client_of(UserFactory(citizen=True))
    for who, url in ((client, mine["url"]), (stranger, mine["url"]), (browser, visitors["url"])):
        for answer in (who.get(url), send_part(who, url, 0, DATA)):
            assert answer.status_code == 404 and answer.json()["message"]
    for who, known in ((client, mine["uuid"]), (stranger, visitors["uuid"])):
        assert begin(who, ticket, known=known).json()["offset"] == 0
        assert begin(who, ticket, known=known).json()["uuid"] != known
    done = send_part(browser, mine["url"], 0, DATA).json()
    assert hand_in(client, ticket, done["uuid"]).status_code == 302  # a mark of another is no mark
    assert not Version.objects.exists()


def test_an_officers_own_upload_is_no_file_of_a_form(client, client_of, place):
    officer = client_of(place.clerk)
    told = officer.post(reverse("evidence:upload_open"), {"name": "a.pdf", "size": 9}).json()
    url = reverse("portal:petition_file", args=[told["uuid"]])
    assert client.get(url).status_code == officer.get(url).status_code == 404


def test_too_big_is_told_before_a_byte_is_sent(client, place, ticket):
    answer = client.post(OPEN, {"name": "a.pdf", "size": 10 * 1024**2 + 1, "form": ticket})
    assert answer.status_code == 422 and "Mỗi tệp không quá 10 MB" in answer.json()["message"]
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (program(), "anh.jpg", "chương trình"),
        (b"<html><body>x</body></html>", "don.pdf", "Chỉ nhận ảnh, PDF, Word, Excel."),
        (packed({"a.txt": b"x"}), "anh.zip", "Chỉ nhận ảnh, PDF, Word, Excel."),
    ],
)
def test_a_wrong_kind_is_told_with_the_last_part_and_not_kept(
    client, place, ticket, data, name, words
):
    answer = whole(client, ticket, data, name)
    assert words in answer.json()["message"]
    assert answer.status_code == 422 or answer.json()["state"] == "refused"
    assert not Upload.objects.filter(state=UploadState.READY).exists()
    kept, wrong = actions.keep_files([(io.BytesIO(data), name)], uuid.uuid4())
    assert kept == [] and words in wrong[0]  # the same where the form brings it


def test_more_than_the_site_takes_are_refused_those_on_their_way_counted(client, place, ticket):
    for _ in range(6):
        assert begin(client, ticket).status_code == 201
    answer = begin(client, ticket)
    assert answer.status_code == 422 and "nhiều nhất 06 tệp" in answer.json()["message"]
    assert begin(client, str(uuid.uuid4())).status_code == 201


def test_the_same_file_twice_is_one(client, place, ticket):
    first, second = whole(client, ticket).json(), whole(client, ticket).json()
    assert first["uuid"] == second["uuid"] and Upload.objects.count() == 1


def test_a_file_in_crumbs_is_refused(client, place, ticket):
    url = begin(client, ticket).json()["url"]
    answer = send_part(client, url, 0, DATA[:100])
    assert answer.status_code == 422 and Upload.objects.get().offset == 0


def test_a_visitor_who_begins_many_is_slowed_down_and_may_still_go_on(
    client, place, ticket, settings
):
    settings.PETITIONS_PER_HOUR = 1
    told = [begin(client, ticket).json() for _ in range(6)]
    answer = begin(client, str(uuid.uuid4()))
    assert answer.status_code == 429 and "gửi quá nhiều" in answer.json()["message"]
    assert begin(client, ticket, known=told[0]["uuid"]).json()["uuid"] == told[0]["uuid"]


@pytest.mark.parametrize(
    "form",
    [
        {"name": "a", "size": "5"},
        {"name": "a", "size": "5", "form": "x"},
        {"name": "a", "size": "x", "form": str(uuid.uuid4())},
        {"name": "a", "size": "0", "form": str(uuid.uuid4())},
    ],
)
def test_bad_beginnings_are_refused(client, place, form):
    answer = client.post(OPEN, form)
    assert answer.status_code == 422 and answer.json()["message"]


def test_other_methods_are_refused(client, place, ticket):
    assert client.get(OPEN).status_code == 405
    url = begin(client, ticket).json()["url"]
    assert client.post(url).status_code == client.delete(url).status_code == 405


def test_half_a_file_does_not_go_along_and_a_refused_form_lists_what_is_there(
    client, place, ticket
):
    half = begin(client, ticket).json()
    send_part(client, half["url"], 0, DATA[:PART])
    done = whole(client, ticket, pdf("y" * 200), "hai.pdf").json()
    page = hand_in(client, ticket, half["uuid"], done["uuid"], subject="")
    assert page.status_code == 422
    assert [one.name for one in page.context["kept"]] == ["hai.pdf"]
    assert client.post(SEND, GIVEN | again(page)).status_code == 302
    assert Version.objects.get().original_name == "hai.pdf"


def test_it_costs_the_same_with_one_file_there_and_with_five(
    client, place, ticket, django_assert_max_num_queries
):
    whole(client, ticket)
    url = begin(client, ticket).json()["url"]
    with django_assert_max_num_queries(8):
        send_part(client, url, 0, DATA[:PART])
    for number in range(4):
        whole(client, ticket, pdf("z" * (100 + number)))
    url = Upload.objects.get(state=UploadState.OPEN).uuid
    url = reverse("portal:petition_file", args=[url])
    with django_assert_max_num_queries(8):
        send_part(client, url, PART, DATA[PART : 2 * PART])
