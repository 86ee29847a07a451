"""Resumable uploads: parts, cuts, refusals, expiry."""

import datetime as dt
import hashlib
import io
import uuid

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed
from congvu.core.jobs import Running
from congvu.evidence import actions, errors, tasks
from congvu.evidence.actions.uploads import take_part
from congvu.evidence.models import Item, Upload, Version
from congvu.evidence.states import UploadState
from tests.evidence import factories
from tests.evidence.test_intake import kept

pytestmark = pytest.mark.django_db
DATA = factories.pdf("x" * 5_000)


def send(client, url, offset, data):
    return client.patch(
        url,
        data,
        content_type="application/offset+octet-stream",
        headers={"Upload-Offset": str(offset)},
    )


def begun(client, data=DATA, name="Kế hoạch.pdf", **more):
    return client.post(
        reverse("evidence:upload_open"), {"name": name, "size": len(data), **more}
    ).json()


@pytest.fixture
def signed_in(client, contact):
    client.force_login(contact)
    return client


def test_an_upload_goes_on_after_a_cut(signed_in, files):
    url = begun(signed_in)["url"]
    assert send(signed_in, url, 0, DATA[:2_000]).json()["offset"] == 2_000
    # the answer was lost: the phone sends the same part again and is told where we stand
    again = send(signed_in, url, 0, DATA[:2_000])
    assert (again.status_code, again.json()["offset"]) == (409, 2_000)
    asked = signed_in.get(url)
    assert (asked["Upload-Offset"], asked.json()["state"]) == ("2000", "open")
    done = send(signed_in, url, 2_000, DATA[2_000:]).json()
    assert done["state"] == "ready"
    answer = signed_in.post(
        reverse("evidence:item_add"), {"upload": done["uuid"], "source": "camera"}
    )
    version = Version.objects.get()
    assert answer.url == version.item.get_absolute_url()
    assert version.sha256 == hashlib.sha256(DATA).hexdigest()
    assert version.item.title == "Kế hoạch"
    assert len(kept(files)) == 1  # the parts are gone
    assert Upload.objects.get().state == UploadState.USED


def test_a_used_upload_is_not_used_again(signed_in, contact):
    url = begun(signed_in)["url"]
    done = send(signed_in, url, 0, DATA).json()
    form = {"upload": done["uuid"], "source": "camera"}
    signed_in.post(reverse("evidence:item_add"), form)
    assert signed_in.post(reverse("evidence:item_add"), form).status_code == 410
    assert Item.objects.count() == 1
    assert signed_in.delete(url).status_code == 410


def test_a_program_sent_in_parts_is_refused_at_the_end(signed_in, files):
    data = factories.program()
    url = begun(signed_in, data, "anh.jpg")["url"]
    send(signed_in, url, 0, data[:50])
    told = send(signed_in, url, 50, data[50:]).json()
    assert told["state"] == "refused"
    assert "chương trình" in told["message"]
    form = {"upload": told["uuid"], "source": "camera"}
    answer = signed_in.post(reverse("evidence:item_add"), form)
    assert answer.status_code == 422
    assert "chương trình" in answer.content.decode()
    assert kept(files) == []


def test_two_requests_with_the_same_part_keep_it_once(contact, files):
    upload = actions.open_upload("a.pdf", 100, by=contact)
    take_part(upload, 0, b"x" * 10)
    with pytest.raises(errors.WrongOffset):
        take_part(upload, 0, b"x" * 10)  # still believes it is at 0
    assert len(kept(files)) == 1


def test_an_upload_killed_before_its_check_completes_later(signed_in, contact, monkeypatch):
    upload = actions.open_upload("a.pdf", len(DATA), by=contact)
    take_part(upload, 0, DATA)
    url = reverse("evidence:upload_detail", args=[upload.uuid])
    assert send(signed_in, url, len(DATA), b"").json()["state"] == "ready"


@pytest.mark.parametrize(
    ("headers", "data", "status"),
    [
        ({}, b"x", 422),
        ({"Upload-Offset": "-1"}, b"x", 422),
        ({"Upload-Offset": "7"}, b"x", 409),
        ({"Upload-Offset": "0"}, b"x" * (len(DATA) + 1), 422),
        ({"Upload-Offset": "0"}, b"x" * (4 * 1024**2 + 1), 422),
    ],
)
def test_bad_parts_are_refused(signed_in, headers, data, status):
    url = begun(signed_in)["url"]
    answer = signed_in.patch(url, data, content_type="application/octet-stream", headers=headers)
    assert answer.status_code == status
    assert answer.json()["message"]
    assert Upload.objects.get().offset == 0


@pytest.mark.parametrize(
    "form",
    [
        {"name": "a"},
        {"name": "a", "size": "0"},
        {"name": "a", "size": "x"},
        {"name": "a", "size": str(10**12)},
        {"name": "a", "size": "5", "batch": "x"},
    ],
)
def test_bad_beginnings_are_refused(signed_in, form):
    assert signed_in.post(reverse("evidence:upload_open"), form).status_code == 422


def test_nobody_reaches_anothers_upload(client, signed_in, outsider, contact):
    url = begun(signed_in)["url"]
    client.force_login(outsider)
    for answer in (client.get(url), send(client, url, 0, b"x"), client.delete(url)):
        assert answer.status_code == 404
    upload = Upload.objects.get()
    for act in (
        lambda: actions.append_upload(upload, 0, b"x", by=outsider),
        lambda: actions.take_upload(upload, by=outsider),
        lambda: actions.cancel_upload(upload, by=outsider),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_who_only_looks_cannot_upload(client, viewer):
    client.force_login(viewer)
    answer = client.post(reverse("evidence:upload_open"), {"name": "a", "size": "5"})
    assert answer.status_code == 403
    assert answer.json()["message"]


def test_wrong_methods_are_refused(signed_in):
    assert signed_in.get(reverse("evidence:upload_open")).status_code == 405
    mark = uuid.uuid4()
    assert signed_in.post(reverse("evidence:upload_detail", args=[mark])).status_code == 405


def test_a_cancelled_upload_leaves_nothing(signed_in, files):
    url = begun(signed_in)["url"]
    send(signed_in, url, 0, DATA[:10])
    assert signed_in.delete(url).status_code == 204
    assert (Upload.objects.count(), kept(files)) == (0, [])


def test_unfinished_uploads_are_dropped_after_two_days(signed_in, contact, files):
    send(signed_in, begun(signed_in)["url"], 0, DATA[:10])
    send(signed_in, begun(signed_in)["url"], 0, DATA)
    used = send(signed_in, begun(signed_in)["url"], 0, DATA).json()
    form = {"upload": used["uuid"], "source": "camera"}
    signed_in.post(reverse("evidence:item_add"), form)
    assert actions.expire_uploads() == 0
    with clock.at(clock.now() + dt.timedelta(days=3)):
        tasks.expire(Running(1, "evidence.expire_uploads"))
    assert Upload.objects.count() == 0
    assert len(kept(files)) == 1
    assert Version.objects.count() == 1


def test_an_expired_upload_takes_no_more(signed_in, contact):
    upload = actions.open_upload("a.pdf", 100, by=contact)
    with clock.at(clock.now() + dt.timedelta(days=3)), pytest.raises(errors.UploadGone):
        actions.append_upload(upload, 0, b"x", by=contact)


def test_one_person_cannot_open_uploads_without_end(contact, monkeypatch):
    monkeypatch.setattr("congvu.evidence.actions.uploads.OPEN_LIMIT", 1)
    actions.open_upload("a.pdf", 100, by=contact)
    with pytest.raises(BadInput):
        actions.open_upload("a.pdf", 100, by=contact)


def test_recording_and_using_an_upload_happen_together(contact):
    upload = actions.open_upload("a.pdf", len(DATA), by=contact)
    file = actions.take_upload(actions.append_upload(upload, 0, DATA, by=contact), by=contact)
    Upload.objects.update(state=UploadState.USED)
    with pytest.raises(errors.UploadGone):
        actions.use_upload(upload, lambda: actions.add_item(actions.NewItem(file), by=contact))
    assert Item.objects.count() == 0


def test_a_file_kept_with_a_form_is_one_however_often_it_is_sent(files, contact, unit_head, unit):
    form = uuid.uuid4()
    first = actions.keep_file(io.BytesIO(DATA), "Đơn.pdf", form, by=contact, about=unit)
    stored = kept(files)
    again = actions.keep_file(io.BytesIO(DATA), "Đơn lần hai.pdf", form, by=contact, about=unit)
    assert again == first and kept(files) == stored
    assert [*Upload.objects.kept_with(form, contact)] == [first]
    assert not Upload.objects.kept_with(form, unit_head).exists()
    assert not Upload.objects.kept_with(form, None).exists()
    with pytest.raises(errors.Refused):
        actions.keep_file(io.BytesIO(b"MZ\x90"), "anh.pdf", form, by=contact, about=unit)
    actions.drop_kept([first])
    assert not Upload.objects.kept_with(form, contact).exists()


def test_a_file_of_a_form_comes_in_parts_and_is_one_with_its_twin(files, contact, outsider, unit):
    form, data = uuid.uuid4(), factories.pdf("x" * 90_000)
    first = actions.keep_file(io.BytesIO(data), "Đơn.pdf", form, by=contact, about=unit)
    upload = actions.open_kept("../Đơn hai.pdf", len(data), form, by=contact)
    assert upload.name == "Đơn hai.pdf"
    assert [*Upload.objects.coming_with(form, contact)] == [first, upload]
    assert [*Upload.objects.kept_with(form, contact)] == [first]
    assert not Upload.objects.sent_by(outsider).exists()
    cut = 40_000
    half = actions.append_kept(upload, 0, data[:cut], by=contact, about=unit)
    assert (half.offset, half.state) == (cut, UploadState.OPEN)
    with pytest.raises(BadInput):  # a crumb
        actions.append_kept(half, cut, data[cut : cut + 10], by=contact, about=unit)
    assert actions.append_kept(half, cut, data[cut:], by=contact, about=unit) == first
    assert Upload.objects.count() == 1 and len(kept(files)) == 1
    with pytest.raises(BadInput):
        actions.open_kept("a.pdf", 0, form, by=contact)
