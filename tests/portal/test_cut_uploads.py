"""A citizen's file whose sending was cut: it goes on where it stopped, and is there once."""

import hashlib

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.dossiers import actions
from congvu.dossiers.models import OnlinePaper
from congvu.evidence.models import Item, Upload, Version
from congvu.evidence.states import UploadState
from tests.dossiers.factories import at, office
from tests.dossiers.filings import Online, online
from tests.evidence.factories import pdf
from tests.evidence.test_uploads import begun, send

pytestmark = pytest.mark.django_db
DATA = pdf("x" * 5_000)


@pytest.fixture
def web(db) -> Online:
    place = office()
    with clock.at(at(7)):
        yield online(place)


@pytest.fixture
def row(web):
    return actions.open_draft(web.place.procedure, by=web.account)


def add(client, row, upload):
    told = {"giay_to": "1", "upload": upload}
    return client.post(reverse("portal:paper_add", args=[row.pk]), told)


def said(answer):
    return answer.content.decode()


def test_it_goes_on_where_it_stopped_and_is_there_once(web, row, client_of):
    client = client_of(web.account)
    url = begun(client, DATA, "don.pdf")["url"]
    assert send(client, url, 0, DATA[:2_000]).json()["offset"] == 2_000
    again = send(client, url, 0, DATA[:2_000])  # the answer to it was lost
    assert (again.status_code, again.json()["offset"]) == (409, 2_000)
    told = client.get(url).json()  # the page was opened anew
    assert (told["state"], told["offset"]) == ("open", 2_000)
    done = send(client, url, 2_000, DATA[2_000:]).json()
    lost = send(client, url, 2_000, DATA[2_000:])  # of the last part too
    assert lost.status_code in (409, 410) and client.get(url).json()["state"] == "ready"
    assert add(client, row, done["uuid"]).status_code == 302
    [paper] = OnlinePaper.objects.all()
    [version] = Version.objects.all()
    assert (paper.item, paper.order) == (version.item, 1)
    assert version.sha256 == hashlib.sha256(DATA).hexdigest()
    assert Upload.objects.get().state == UploadState.USED


def test_a_form_sent_twice_adds_it_once_and_says_so_at_its_paper(web, row, client_of):
    client = client_of(web.account)
    url = begun(client, DATA, "don.pdf")["url"]
    done = send(client, url, 0, DATA).json()
    assert add(client, row, done["uuid"]).status_code == 302
    second = add(client, row, done["uuid"])
    assert second.status_code == 410
    assert 'id="tep-1-loi"' in said(second) and "don.pdf" in said(second)
    assert OnlinePaper.objects.count() == Item.objects.count() == 1


def test_half_a_file_is_no_paper_and_may_still_be_finished(web, row, client_of):
    client = client_of(web.account)
    told = begun(client, DATA, "don.pdf")
    send(client, told["url"], 0, DATA[:2_000])
    early = add(client, row, told["uuid"])
    assert early.status_code == 410 and 'id="tep-1-loi"' in said(early)
    assert not OnlinePaper.objects.exists() and not Item.objects.exists()
    send(client, told["url"], 2_000, DATA[2_000:])
    assert add(client, row, told["uuid"]).status_code == 302
    assert OnlinePaper.objects.count() == 1


def test_nobody_goes_on_with_the_upload_of_another(web, row, client_of, citizen):
    url = begun(client_of(web.account), DATA, "don.pdf")["url"]
    stranger = client_of(citizen)
    assert stranger.get(url).status_code == 404
    assert send(stranger, url, 0, DATA).status_code == 404


def test_a_file_that_answers_a_request_goes_on_too(web, client_of):
    row = web.at_work()
    actions.request_supplement(row, by=web.place.case, reasons="Thiếu bản sao văn bằng.")
    client, before = client_of(web.account), OnlinePaper.objects.count()
    told = begun(client, DATA, "sao.pdf")
    send(client, told["url"], 0, DATA[:4_000])
    asked = client.get(told["url"]).json()
    send(client, told["url"], asked["offset"], DATA[asked["offset"] :])
    answer = add(client, row, told["uuid"])
    assert answer.headers["Location"] == reverse("portal:filed_supplement", args=[row.pk])
    assert OnlinePaper.objects.count() == before + 1
    assert OnlinePaper.objects.latest("pk").round == 1
