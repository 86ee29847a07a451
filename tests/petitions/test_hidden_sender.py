"""A sender who asked for it is known to who receives and directs, to nobody who answers."""

import io
import re
import uuid
import zipfile

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from congvu.core import clock
from congvu.core.errors import NotAllowed
from congvu.core.search_newest import everything
from congvu.evidence.models import Item, Version
from congvu.organizations.states import Role
from congvu.petitions import actions
from congvu.petitions.models import VEILED, Petition
from congvu.petitions.policies import offered, sees_sender
from tests.dossiers.factories import at
from tests.dossiers.filings import png
from tests.organizations.factories import UserFactory, officer
from tests.petitions.factories import ADDRESS, NAME, PHONE, TEXT, petition_at

pytestmark = pytest.mark.django_db
LIST, EXPORT = reverse("petitions:petition_list"), reverse("petitions:petition_export")
SHORT = "Trần T. B. H."
PRIVATE = (NAME, SHORT, PHONE, "345 678", ADDRESS)


@pytest.fixture(autouse=True)
def day():
    """The tenth of September."""
    with clock.at(at(10)):
        yield


@pytest.fixture
def row(place):
    """One that lies with the unit, which may not know from whom it comes."""
    return place.assigned(sender_hidden=True, sender_email="hanh@example.vn")


def words_of(content: bytes) -> str:
    """What a Word file says."""
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    return re.sub("<[^>]+>", "", xml)


def side(place, name: str):
    """Somebody who works on it."""
    if name == "holder":
        return place.worker
    return getattr(place, name)


ANSWERING = ("unit_head", "contact", "holder")
KNOWING = ("clerk", "secretary", "head")


@pytest.fixture
def handed(place, row):
    return actions.hand_to(row, by=place.unit_head, to=place.worker)


@pytest.mark.parametrize("who", ANSWERING)
def test_who_answers_finds_no_trace_of_the_sender(place, handed, who, client_of):
    user, base = side(place, who), handed.get_absolute_url()
    client = client_of(user)
    pages = [LIST, base, reverse("petitions:petition_verb", args=[handed.pk, "propose"])]
    for path in pages:
        page = client.get(path).content.decode()
        assert handed.code in page, path
        for words in PRIVATE:
            assert words not in page, f"{words} {path}"
    assert VEILED in client.get(LIST).content.decode()
    assert "phải đi lại ba lần" in client.get(base).content.decode()
    book = load_workbook(io.BytesIO(client.get(EXPORT).content))
    cells = [str(cell.value) for line in book.active.rows for cell in line]
    assert handed.code in cells and VEILED in cells and SHORT not in cells
    for words in ("tran t. b. h.", "bich hanh", NAME):
        assert handed.code not in client.get(LIST, {"q": words}).content.decode()
        hits = everything(user, words, 5)
        assert not [one for found in hits.values() for one in found if one.title == handed.code]
    with pytest.raises(NotAllowed):
        actions.unmask(handed, "sender_phone", by=user, reason="Gọi hỏi")
    unmasking = {"field": "sender_phone", "reason": "Gọi hỏi"}
    answer = client.post(reverse("petitions:petition_unmask", args=[handed.pk]), unmasking)
    assert answer.status_code == 403 and "edit" not in offered(user, handed)


@pytest.mark.parametrize("who", ANSWERING)
@pytest.mark.parametrize("kind", ["receipt", "answer"])
def test_papers_printed_by_who_answers_name_nobody(place, handed, who, kind, client_of):
    actions.propose(handed, by=place.contact, answer="Đã nhắc.", outcome="explained")
    path = reverse("petitions:petition_paper", args=[handed.pk, kind, "docx"])
    text = words_of(client_of(side(place, who)).get(path).content)
    assert VEILED in text and not [one for one in PRIVATE if one in text]
    assert NAME in words_of(client_of(place.head).get(path).content)


@pytest.mark.parametrize("who", KNOWING)
def test_who_receives_and_who_directs_knows_the_sender(place, handed, who, client_of):
    client = client_of(side(place, who))
    page = client.get(handed.get_absolute_url()).content.decode()
    assert NAME in page and TEXT in page and "đề nghị không cho đơn vị" in page
    assert SHORT in client.get(LIST, {"nhom": "tat-ca"}).content.decode()
    reason = {"by": side(place, who), "reason": "Gọi hỏi"}
    assert actions.unmask(handed, "sender_phone", **reason) == PHONE


def test_without_the_wish_the_unit_knows_as_before(place, client_of):
    row = place.assigned()
    assert NAME in client_of(place.contact).get(row.get_absolute_url()).content.decode()


def test_a_counter_that_is_complained_of_does_not_know_what_came_in_there(place):
    row = place.received(sender_hidden=True)
    colleague = officer(Role.ONE_STOP_OFFICER, place.counter)
    assert sees_sender(colleague, row)
    row = actions.classify(row, by=place.secretary, kind="conduct", about_unit=place.counter)
    assert not sees_sender(colleague, row) and "edit" not in offered(colleague, row)
    assert sees_sender(place.clerk, row) and sees_sender(place.head, row)


def test_outsiders_know_nothing(place, row):
    for user in (officer(Role.INSPECTOR), UserFactory(citizen=True), place.worker):
        assert not sees_sender(user, row)


def test_the_account_it_came_from_is_hidden_with_its_files(place, client_of):
    account, mark = UserFactory(citizen=True, full_name="Lê Thị Kín"), uuid.uuid4()
    kept, _ = actions.keep_files([(png(), "anh.png")], mark, by=account)
    sent = place.sent(kind="conduct", content="Chờ lâu.", sender_name="", sender_hidden=True)
    row = actions.send(sent, by=account, ticket=mark, files=[kept[0].uuid])
    row = actions.classify(row, by=place.secretary, kind="conduct", about_unit=place.other)
    row = actions.assign(row, by=place.secretary, unit=place.unit)
    client, item = client_of(place.contact), Item.objects.get()
    assert item.created_by is None and Version.objects.get().uploaded_by is None
    for path in (row.get_absolute_url(), item.get_absolute_url()):
        answer = client.get(path)
        assert answer.status_code == 200 and "Lê Thị Kín" not in answer.content.decode(), path
    known = client_of(place.secretary).get(row.get_absolute_url()).content.decode()
    assert "Lê Thị Kín" in known
    own = client_of(account).get(reverse("portal:petition_own", args=[row.pk])).content.decode()
    assert "không cho đơn vị bị phản ánh" in own and "anh" in own
    with clock.at(at(11)):
        row = actions.withdraw(row, by=account, reason="Đã xong")
    assert "Lê Thị Kín" not in client.get(row.get_absolute_url()).content.decode()


def test_the_wish_is_written_down_at_the_door_and_may_come_later(place, client_of):
    row = place.received()
    form = client_of(place.clerk).get(reverse("petitions:petition_verb", args=[row.pk, "edit"]))
    assert re.search(r'type="checkbox" name="sender_hidden"', form.content.decode())
    row = actions.edit(row, by=place.clerk, sender_hidden=True)
    assert row.sender_hidden and "tran" not in row.search_text
    row = actions.edit(row, by=place.clerk, sender_hidden=False)
    assert "tran" in row.search_text


def test_a_list_with_hidden_senders_costs_the_same(place, client_of, django_assert_max_num_queries):
    for _ in range(20):
        petition_at(place.clerk, place.unit, sender_hidden=True)
    client = client_of(place.contact)
    client.get(LIST)
    with django_assert_max_num_queries(15):
        page = client.get(LIST).content.decode()
    assert page.count(VEILED) == Petition.objects.count() and SHORT not in page
