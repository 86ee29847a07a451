"""What was sent along with a petition: who adds it, who reads it, that it is erased with it."""

import io
import json

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from congvu.accounts.models import User
from congvu.core.errors import NotAllowed
from congvu.core.history import details_of
from congvu.core.models import LogEntry
from congvu.core.registry import Tally
from congvu.core.search import fold
from congvu.core.verify.values import Story, differences, present_values
from congvu.evidence.actions import attach_many, erase_files, store_version
from congvu.evidence.models import Attachment, Item, Version
from congvu.organizations.states import Role
from congvu.petitions import actions
from congvu.petitions.models import Petition
from tests.dossiers.filings import png
from tests.organizations.factories import UserFactory, officer

pytestmark = pytest.mark.django_db


def put(row, by, **fields):
    """A picture sent along."""
    return store_version(
        png(), "anh.png", by=by, attach_to=row, purpose="Người gửi cung cấp", **fields
    )


def opens(client, version):
    answer = client.get(reverse("evidence:file", args=[version.uuid]))
    b"".join(answer.streaming_content if answer.streaming else [answer.content])
    return answer.status_code


def test_who_works_on_it_adds_files_and_reads_them_nobody_else(place, client_of):
    row = place.assigned()
    for who in (place.clerk, place.secretary, place.head, place.unit_head, place.contact):
        put(row, who)
    version = Version.objects.first()
    for who in (place.clerk, place.secretary, place.unit_head):
        assert opens(client_of(who), version) == 200
    strangers = [officer(Role.UNIT_HEAD, place.other), place.worker, officer(Role.INSPECTOR)]
    for who in strangers:
        assert opens(client_of(who), version) == 404
        with pytest.raises(NotAllowed):
            put(row, who)
    assert opens(client_of(UserFactory(citizen=True)), version) == 404


def test_whom_it_was_given_to_reads_and_adds(place, client_of):
    row = actions.hand_to(place.assigned(), by=place.contact, to=place.worker)
    assert opens(client_of(place.worker), put(row, place.worker)) == 200


def test_the_page_lists_them_with_a_door_to_add_one(place, client_of):
    row = place.assigned()
    put(row, place.clerk, title="Biên lai")
    page = client_of(place.contact).get(row.get_absolute_url()).content.decode()
    assert "Tài liệu kèm theo" in page and "Biên lai" in page
    door = f"{reverse('evidence:item_add')}?gan=petitions.petition%3A{row.pk}"
    assert door in page
    fact = Petition.objects.filter(pk=row.pk)
    fact.update(fact=True, source="Hệ thống khác", source_code="1")
    page = client_of(place.head).get(row.get_absolute_url()).content.decode()
    assert "Biên lai" in page and door not in page


def test_it_comes_in_through_the_page_of_evidence_and_a_program_is_refused(place, client_of):
    row, client = place.assigned(), client_of(place.contact)
    path = f"{reverse('evidence:item_add')}?gan=petitions.petition%3A{row.pk}"
    bad = io.BytesIO(b"MZ\x90\x00" + b"0" * 200)
    bad.name = "don.pdf"
    assert client.post(path, {"file": bad, "source": "email"}).status_code == 422
    good = png()
    good.name = "don.png"
    assert client.post(path, {"file": good, "source": "email"}).status_code == 302
    assert Attachment.objects.live().of(row).count() == 1


def test_nobody_adds_to_what_was_erased_and_its_files_are_gone(place):
    row = place.answered()
    alone, shared = put(row, place.clerk), put(row, place.clerk)
    other = place.assigned(subject="Việc khác")
    attach_many([(shared.item, other)], by=place.clerk)
    row.refresh_from_db()
    with_files = [default_storage.exists(one.stored_name) for one in (alone, shared)]
    assert with_files == [True, True]
    row = actions.forget(row, by=place.head, reason="Hết thời hạn lưu trữ")
    assert not Version.objects.filter(pk=alone.pk).exists()
    assert not Item.objects.filter(pk=alone.item_id).exists()
    assert Attachment.objects.live().of(row).count() == 0
    assert Attachment.objects.live().of(other).count() == 1
    assert LogEntry.objects.filter(action="evidence.erase", actor=place.head).count() >= 3
    with pytest.raises(NotAllowed):
        put(row, place.head)
    # what still served elsewhere goes with the last matter it serves
    assert erase_files(other, by=place.head, reason="Hết thời hạn lưu trữ") == 1
    assert not Item.objects.exists() and not Attachment.objects.exists()


def test_the_name_of_a_file_is_never_in_the_log(place, client_of):
    row, client = place.answered(), client_of(place.head)
    path = f"{reverse('evidence:item_add')}?gan=petitions.petition%3A{row.pk}"
    assert "Không ghi họ tên" in client.get(path).content.decode()
    named = png()
    named.name = "Đơn của Danh Thị Sô Phia.png"
    assert client.post(path, {"file": named, "source": "email"}).status_code == 302
    version = Version.objects.get()
    assert (version.original_name, version.item.title) == (
        named.name, f"Tệp kèm Phản ánh, kiến nghị {row}",
    )  # fmt: skip
    page = client.get(version.item.get_absolute_url()).content.decode()
    assert named.name in page  # who works on it still reads it
    [made] = LogEntry.objects.filter(kind="evidence.version")
    assert list(made.changes["original_name"][1]) == ["hmac"]
    assert "(không hiển thị)" in [one.after for one in details_of(made, {})]
    row = actions.forget(row, by=place.head, reason="Hết thời hạn lưu trữ")
    assert LogEntry.objects.filter(kind="evidence.version").count() == 2
    for entry in LogEntry.objects.all():
        told = fold(f"{entry.label} {entry.reason} {json.dumps(entry.changes, ensure_ascii=False)}")
        assert "so phia" not in told, entry


def test_a_name_that_was_once_logged_in_clear_is_no_fault(place):
    version = put(place.assigned(), place.clerk)
    last = {"original_name": version.original_name, "size": version.size}
    [now] = present_values(Version, [str(version.pk)]).values()
    story = Story(str(version.pk), last, [(1, last)])
    assert list(differences(Version, story, now, Tally())) == []
    wrong = Story(str(version.pk), last | {"original_name": "khac.png"}, [(1, last)])
    [(col, _)] = differences(Version, wrong, now, Tally())
    assert col.name == "original_name"


def test_bytes_go_with_the_erased(place, django_capture_on_commit_callbacks):
    row = place.answered()
    version = put(row, place.clerk)
    row.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget(row, by=place.head, reason="Hết thời hạn lưu trữ")
    assert not default_storage.exists(version.stored_name)


def test_the_page_costs_the_same_with_one_file_and_with_ten(
    place, client_of, django_assert_max_num_queries
):
    row = place.assigned()
    put(row, place.clerk)
    client = client_of(User.objects.get(pk=place.contact.pk))
    with django_assert_max_num_queries(15) as one:
        client.get(row.get_absolute_url())
    for _ in range(9):
        put(row, place.clerk)
    with django_assert_max_num_queries(len(one)):
        client.get(row.get_absolute_url())
