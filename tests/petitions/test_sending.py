"""Sent through the office's own site, by an account or a visitor; followed by its sender."""

import io
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.urls import reverse

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed, UsedTicket, WrongState
from congvu.core.models import LogEntry
from congvu.core.personal import ERASED
from congvu.evidence.actions import expire_uploads, put_kept
from congvu.evidence.intake import clamd
from congvu.evidence.models import Attachment, Item, Upload, Version
from congvu.notices.models import Notice
from congvu.organizations.models import Unit
from congvu.organizations.states import Role
from congvu.petitions import actions
from congvu.petitions.models import Petition, PetitionTicket
from congvu.petitions.states import Channel
from tests.dossiers.factories import at
from tests.dossiers.filings import png
from tests.organizations.factories import UnitFactory, UserFactory, officer
from tests.petitions.factories import ADDRESS, NAME, PHONE, finished
from tests.petitions.factories import office as opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day():
    """The eighth of September, unless a test says otherwise."""
    with clock.at(at(8)):
        yield


EMAIL = "hanh@example.vn"


@pytest.fixture
def account():
    return UserFactory(citizen=True)


@pytest.fixture
def office(place):
    """The office of the department, which takes in what comes through the site."""
    return Unit.objects.get(kind="department_office")


def given(place, **fields):
    """What a visitor types: no way but the site."""
    known = {"channel": Channel.PORTAL, "kind": "conduct", "content": "Tôi phải đi lại ba lần."}
    return place.sent(**(known | fields))


def sent(place, by=None, files=(), **fields) -> Petition:
    return again(place, uuid.uuid4(), by=by, files=files, **fields)


def again(place, mark, by=None, files=(), **fields) -> Petition:
    """With files, all of which are let in."""
    with clock.at(at(8)):
        kept, wrong = actions.keep_files(files, mark, by=by)
        assert not wrong
        chosen = [one.uuid for one in kept]
        return actions.send(given(place, **fields), by=by, ticket=mark, files=chosen)


def picture(name: str = "anh.png", color: str = "white"):
    return (png(color), name)


def test_it_is_in_the_book_of_the_office_at_once_with_code_and_days(place, office, account):
    row = sent(place, by=account)
    assert (row.code, row.channel, row.state) == ("PAKN-2020-0001", "portal", "received")
    assert (row.received_unit, row.received_by, row.sent_by) == (office, None, account)
    assert row.limit_days == 15 and row.due_at > row.forward_due_at > row.received_at
    entry = LogEntry.objects.get(action="petitions.send")
    assert entry.actor == account and NAME not in str(entry.changes) + entry.label


def test_a_visitor_sends_without_account_and_without_a_name(place):
    row = sent(place, sender_name="", sender_address="")
    assert row.sent_by is None and row.sender_label == "Không ghi tên"
    assert LogEntry.objects.get(action="petitions.send").actor is None


def test_what_the_page_says_about_channel_and_day_counts_for_nothing(place):
    row = sent(place, channel=Channel.POST, received_at=at(1))
    assert row.channel == Channel.PORTAL and row.received_at == at(8)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"sender_phone": "", "sender_email": ""}, "sender_phone"),
        ({"sender_email": "hanh@"}, "sender_email"),
        ({"sender_phone": "12"}, "sender_phone"),
        ({"kind": ""}, "topic"),
        ({"subject": " "}, "subject"),
        ({"subject": "Gọi 0912 345 678"}, "subject"),
        ({"content": ""}, "content"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_received(place, fields, wrong):
    with pytest.raises(BadInput) as refused:
        sent(place, **fields)
    assert wrong in refused.value.fields
    assert not Petition.objects.exists()


def test_officers_send_nothing_here(place):
    with pytest.raises(NotAllowed):
        sent(place, by=place.clerk)
    idle = UserFactory(citizen=True, is_active=False)
    with pytest.raises(NotAllowed):
        sent(place, by=idle)


def test_before_the_set_up_nothing_is_taken_in(place):
    Unit.objects.filter(kind__in=["department_office", "department"]).update(kind="division")
    with pytest.raises(WrongState):
        sent(place)


# --- sent twice -----------------------------------------------------------------------------------
def test_a_form_sent_twice_is_received_once_with_its_files_once(place, account, stored_files):
    mark = uuid.uuid4()
    first, second = (again(place, mark, by=account, files=[picture()]) for _ in range(2))
    assert first == second == Petition.objects.get()
    assert Attachment.objects.of(first).count() == 1 and stored_files() == 1
    assert LogEntry.objects.filter(action="petitions.send").count() == 1
    assert again(place, uuid.uuid4(), by=account) != first


@pytest.mark.parametrize("other", [{"content": "Việc khác."}, {"subject": "Việc khác"}])
def test_a_form_filled_in_anew_is_no_twin(place, other):
    mark = uuid.uuid4()
    row = again(place, mark)
    with pytest.raises(UsedTicket) as refused:
        again(place, mark, **other)
    assert row.code in refused.value.message and Petition.objects.count() == 1


def test_the_mark_of_another_leads_nowhere(place, account):
    mark = uuid.uuid4()
    row = again(place, mark, by=account)
    for stranger in (None, UserFactory(citizen=True)):
        with pytest.raises(UsedTicket) as refused:
            again(place, mark, by=stranger)
        assert row.code not in refused.value.message


def test_what_is_not_admitted_leaves_its_mark_free(place):
    mark = uuid.uuid4()

    def refuse() -> None:
        raise WrongState("Chờ ít lâu.")

    with pytest.raises(WrongState):
        actions.send(given(place), ticket=mark, admit=refuse)
    assert not PetitionTicket.objects.exists()
    row = again(place, mark)
    assert actions.send(given(place), ticket=mark, admit=refuse) == row


def test_old_marks_are_thrown_away(place):
    again(place, uuid.uuid4())
    assert actions.forget_tickets() == 0
    with clock.at(at(20)):
        assert actions.forget_tickets() == 1
    assert Petition.objects.count() == 1


def waited(act):
    """A database in memory refuses at once where a file would be waited for."""
    until = time.monotonic() + 20
    while True:
        try:
            return act()
        except OperationalError as error:
            if "table is locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_are_received_once(stored_files):
    place, mark, gate = opened(), uuid.uuid4(), threading.Barrier(2)

    def once() -> int:
        try:
            gate.wait(10)
            with clock.at(at(8)):
                return waited(lambda: again(place, mark, files=[picture()]).pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        keys = {one.result(30) for one in [pool.submit(once), pool.submit(once)]}
    assert keys == {Petition.objects.get().pk} and stored_files() == 1


# --- files --------------------------------------------------------------------------------------
def opens(client, version) -> int:
    answer = client.get(reverse("evidence:file", args=[version.uuid]))
    b"".join(answer.streaming_content if answer.streaming else [answer.content])
    return answer.status_code


@pytest.mark.parametrize("known", [True, False], ids=["account", "visitor"])
def test_files_come_along_and_are_read_by_who_works_on_it(place, account, client_of, known):
    by = account if known else None
    row = sent(place, by=by, files=[picture(), picture("giay.png", "red")])
    assert Attachment.objects.of(row).live().count() == 2
    assert Item.objects.filter(created_by=by, attached=True).count() == 2
    version = Version.objects.first()
    assert opens(client_of(place.secretary), version) == 200
    for stranger in (place.unit_head, officer(Role.INSPECTOR), UserFactory(citizen=True)):
        assert opens(client_of(stranger), version) == 404
    assert opens(client_of(account), version) == (200 if known else 404)


def test_a_file_of_nobody_is_seen_by_no_visitor_when_it_is_taken_off(place, client):
    sent(place, files=[picture()])
    Item.objects.update(attached=False)
    Attachment.objects.update(detached_at=at(9))
    nobody = type("Visitor", (), {"pk": None, "is_authenticated": False, "is_active": False})()
    assert not Item.objects.visible_to(nobody).exists()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([(io.BytesIO(b"MZ\x90\x00" + b"\0" * 100), "anh.png")], "chương trình"),
        ([(io.BytesIO(b""), "anh.png")], "rỗng"),
    ],
)
def test_a_refused_file_leaves_nothing_behind_and_the_others_stay(
    place, files, words, stored_files
):
    mark = uuid.uuid4()
    kept, [wrong] = actions.keep_files([*files, picture()], mark)
    assert words in wrong and "“anh.png”" in wrong
    assert kept == list(Upload.objects.kept_with(mark, None)) and len(kept) == 1
    assert stored_files() == 1


def test_a_virus_is_refused_and_written_down_without_an_account(
    place, office, settings, monkeypatch, stored_files
):
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    monkeypatch.setattr(clamd, "scan", lambda url, file: "Eicar")
    kept, [wrong] = actions.keep_files([picture()], uuid.uuid4())
    assert kept == [] and "vi-rút" in wrong
    row = LogEntry.objects.get(action="evidence.refuse_infected")
    assert row.actor is None and row.object_id == str(office.pk)
    assert stored_files() == 0


def test_a_file_in_parts_is_for_its_sender_and_a_virus_in_it_is_written_down(
    place, office, account, settings, monkeypatch, stored_files
):
    data = picture()[0].getvalue()
    upload = actions.open_file("anh.png", len(data), uuid.uuid4(), by=account)
    for by in (None, UserFactory(citizen=True)):
        with pytest.raises(NotAllowed):
            actions.append_file(upload, 0, data, by=by)
    with pytest.raises(NotAllowed):
        actions.open_file("anh.png", len(data), uuid.uuid4(), by=place.clerk)
    assert actions.append_file(upload, 0, data, by=account).state == "ready"
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    monkeypatch.setattr(clamd, "scan", lambda url, file: "Eicar")
    upload = actions.open_file("anh.png", len(data), uuid.uuid4())
    upload = actions.append_file(upload, 0, data)
    assert upload.state == "refused" and "vi-rút" in upload.refusal and stored_files() == 1
    row = LogEntry.objects.get(action="evidence.refuse_infected")
    assert row.actor is None and row.object_id == str(office.pk)


def test_too_many_and_too_heavy_files_are_refused(place, monkeypatch, stored_files):
    many = [picture(f"{number}.png", f"#{number}{number}{number}") for number in range(7)]
    kept, [wrong] = actions.keep_files(many, uuid.uuid4())
    assert len(kept) == 6 and "06 tệp" in wrong and "“6.png”" in wrong
    assert stored_files() == 6
    monkeypatch.setattr("congvu.petitions.actions.enclosing.MB", 1)
    kept, [wrong] = actions.keep_files([picture()], uuid.uuid4())
    assert kept == [] and "10 MB" in wrong and stored_files() == 6


def test_the_same_file_chosen_twice_is_one(place, stored_files):
    mark = uuid.uuid4()
    first, second = (actions.keep_files([picture()], mark)[0] for _ in range(2))
    assert first == second and stored_files() == 1


def test_files_are_kept_for_their_sender_and_their_form_alone(place, account, client):
    mark = uuid.uuid4()
    [mine], [theirs] = (actions.keep_files([picture()], mark, by=by)[0] for by in (account, None))
    assert list(Upload.objects.kept_with(mark, account)) == [mine]
    assert list(Upload.objects.kept_with(mark, None)) == [theirs]
    nobody = type("Visitor", (), {"pk": None})()
    assert not Upload.objects.visible_to(nobody).exists()
    for ticket, by in ((mark, None), (uuid.uuid4(), account)):
        with pytest.raises(BadInput) as refused:
            actions.send(given(place), by=by, ticket=ticket, files=[mine.uuid])
        assert "files" in refused.value.fields
    assert not Petition.objects.exists()
    with pytest.raises(NotAllowed):
        actions.keep_files([picture()], mark, by=place.clerk)


def test_what_was_kept_and_not_sent_goes_with_the_form_or_after_a_day(place, stored_files):
    mark = uuid.uuid4()
    kept, _ = actions.keep_files([picture(), picture("hai.png", "red")], mark)
    row = actions.send(given(place), ticket=mark, files=[kept[0].uuid])
    assert Attachment.objects.of(row).count() == 1 and stored_files() == 1
    with clock.at(at(8)):
        actions.keep_files([picture("ba.png", "blue")], uuid.uuid4())
    assert expire_uploads() == 0 and stored_files() == 2
    with clock.at(at(9, hour=9)):
        assert expire_uploads() > 0
    assert stored_files() == 1 and Attachment.objects.of(row).count() == 1


@pytest.fixture
def stored_files(settings, tmp_path):
    """How many files are kept in the storage of this test."""
    settings.MEDIA_ROOT = tmp_path

    def count() -> int:
        return sum(one.is_file() for one in tmp_path.rglob("*"))

    assert default_storage.location == str(tmp_path)
    return count


def test_nobody_else_puts_files_along_and_nobody_once_it_is_looked_at(place, account):
    row, other = sent(place, by=account), UserFactory(citizen=True)
    for by in (None, other, place.contact):
        with pytest.raises(NotAllowed):
            put_kept([], row, by=by, author=by, purpose="Thử")
    assert put_kept([], row, by=account, author=account, purpose="Thử") == []
    row = finished(place, row, "refuse")
    with pytest.raises(NotAllowed):
        put_kept([], row, by=account, author=account, purpose="Thử")


# --- who is told ----------------------------------------------------------------------------------
def test_those_who_take_in_and_direct_are_told(place, office):
    clerk = officer(Role.RECORDS_CLERK, office)
    row = sent(place)
    told = Notice.objects.filter(key=f"pakn-{row.pk}-gui")
    assert set(told.values_list("recipient", flat=True)) == {clerk.pk, place.secretary.pk}
    assert row.code in told.first().text and NAME not in told.first().text
    assert told.first().path == row.get_absolute_url()


@pytest.mark.parametrize("verb", ["answer", "forward", "refuse"])
def test_the_account_hears_of_the_end(place, account, verb):
    row = finished(place, sent(place, by=account), verb)
    [told] = Notice.objects.filter(recipient=account)
    assert told.path == reverse("portal:petition_own", args=[row.pk]) and told.urgent
    assert row.code in told.text and "Đã nhắc" not in told.text


def test_a_visitor_and_a_closed_account_hear_nothing(place, account):
    finished(place, sent(place), "refuse")
    row = sent(place, by=account)
    account.is_active = False
    account.save()
    finished(place, row, "refuse")
    assert not Notice.objects.filter(recipient=account).exists()


# --- following, and the sender's own verbs --------------------------------------------------------
@pytest.mark.parametrize("proof", ["5678", " 56 78 ", EMAIL, EMAIL.upper()])
def test_it_is_followed_by_code_and_what_the_sender_knows(place, proof):
    row = sent(place, sender_email=EMAIL)
    assert Petition.objects.followed(f" {row.code.lower()} ", proof) == row


@pytest.mark.parametrize("proof", ["", "0000", "345678", "hanh", PHONE, NAME, ADDRESS])
def test_nothing_else_opens_it(place, proof):
    row = sent(place, sender_email=EMAIL)
    assert Petition.objects.followed(row.code, proof) is None


def test_erased_ones_and_facts_of_other_systems_are_not_followed(place, account):
    row = finished(place, sent(place, by=account), "refuse")
    actions.forget(row, by=account, reason="Theo yêu cầu")
    assert Petition.objects.followed(row.code, "5678") is None
    row = sent(place)
    Petition.objects.filter(pk=row.pk).update(fact=True, source="Hệ thống khác")
    assert Petition.objects.followed(row.code, "5678") is None


def test_a_sender_withdraws_and_says_what_the_answer_was_worth(place, account):
    row = actions.withdraw(sent(place, by=account), by=account, reason="Đã xong")
    assert row.state == "withdrawn"
    row = finished(place, sent(place, by=account), "answer")
    row = actions.record_satisfaction(row, by=account, satisfaction="satisfied")
    assert row.satisfaction == "satisfied"


def test_another_account_and_other_verbs_are_refused(place, account):
    row, other = sent(place, by=account), UserFactory(citizen=True)
    with pytest.raises(NotAllowed):
        actions.withdraw(row, by=other, reason="Thử")
    with pytest.raises(NotAllowed):
        actions.refuse(row, by=account, refusal="unclear")
    with pytest.raises(NotAllowed):
        actions.withdraw(sent(place), by=other, reason="Thử")


def test_forgetting_takes_names_text_and_files_of_all_that_is_closed(place, account, stored_files):
    row = finished(place, sent(place, by=account, files=[picture()]), "answer")
    with clock.at(at(10)):
        assert actions.forget_sent(account, by=account, reason="Theo yêu cầu") == 1
    row.refresh_from_db()
    assert row.full_content == ERASED and row.sender_label == "" and row.answer == "Đã nhắc."
    assert not Attachment.objects.exists()


def test_what_is_open_is_not_forgotten(place, account):
    row = sent(place, by=account)
    with pytest.raises(WrongState) as refused:
        actions.forget_sent(account, by=account, reason="Theo yêu cầu")
    assert row.code in refused.value.message
    other = UserFactory(citizen=True)
    assert actions.forget_sent(other, by=other, reason="Theo yêu cầu") == 0


def test_a_receipt_is_opened_by_its_own_address_for_a_day(place):
    row = sent(place)
    token = actions.receipt_token(row)
    assert actions.receipt_of(token) == row
    assert actions.receipt_of(token[:-1] + "!") is None and actions.receipt_of("1:x:y") is None


def test_the_list_says_that_it_came_online(place, client_of):
    row = sent(place)
    with clock.at(at(8)):
        text = client_of(place.secretary).get(reverse("petitions:petition_list")).content.decode()
    assert row.code in text and "Trực tuyến" in text


def test_a_unit_of_another_kind_takes_in_where_there_is_no_office(place):
    Unit.objects.filter(kind="department_office").update(kind="division")
    UnitFactory(kind="school")
    assert sent(place).received_unit == place.department
