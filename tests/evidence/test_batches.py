"""A folder or ZIP: staged, matched in one table, recorded all or none."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.core.errors import BadInput, NotAllowed
from congvu.evidence import actions, errors
from congvu.evidence.models import Attachment, Item, Upload
from congvu.evidence.states import UploadState
from congvu.organizations.models import Seat
from congvu.organizations.states import Role
from tests.evidence import factories
from tests.evidence.test_intake import kept
from tests.evidence.test_uploads import begun, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units_take_evidence")]
ADD = "/minh-chung/nhap-nhieu/"


@pytest.fixture
def signed_in(client, contact):
    client.force_login(contact)
    return client


def sent(client, *files, query="?bang=units:1"):
    named = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(ADD + query, {"files": named})


def filled(page) -> dict:
    """The form as the page shows it."""
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields if form[name].value()}


def test_a_zip_is_listed_matched_corrected_and_recorded(signed_in, contact, office):
    data = factories.packed(
        {
            "A1.1 niêm yết.pdf": factories.pdf(),
            "A1/ảnh chụp.jpg": factories.photo(),
            "__MACOSX/._a": "x",
        }
    )
    answer = sent(signed_in, ("hồ sơ.zip", data))
    page = signed_in.get(answer.url)
    rows = page.context["rows"]
    assert [r["title"].value() for r in rows] == ["Niêm yết", "ảnh chụp".capitalize()]
    assert [bool(r["target"].value()) for r in rows] == [True, False]
    form = filled(page) | {rows[1]["target"].html_name: "a1.1", rows[1]["title"].html_name: "Ảnh"}
    assert signed_in.post(answer.url, form).status_code == 302
    assert set(Item.objects.values_list("title", flat=True)) == {"Niêm yết", "Ảnh"}
    assert Attachment.objects.filter(object_id=office.pk).count() == 2
    assert signed_in.get(answer.url).context["rows"] == []


@pytest.mark.slow
def test_two_hundred_files_go_in_at_once_and_one_more_does_not(
    signed_in, django_assert_max_num_queries
):
    files = {f"A1.1 tệp {n:03d}.pdf": factories.pdf(str(n)) for n in range(200)}
    answer = sent(signed_in, ("a.zip", factories.packed(files)))
    with django_assert_max_num_queries(15):
        page = signed_in.get(answer.url)
    assert len(page.context["rows"]) == 200
    with django_assert_max_num_queries(60):
        assert signed_in.post(answer.url, filled(page)).status_code == 302
    assert (Item.objects.count(), Attachment.objects.count()) == (200, 200)
    files["thêm.pdf"] = factories.pdf()
    refused = sent(signed_in, ("a.zip", factories.packed(files)))
    assert refused.status_code == 422
    assert "200 tệp" in refused.content.decode()


def test_a_wrong_row_keeps_all_out_and_what_was_typed(signed_in):
    answer = sent(signed_in, ("a.pdf", factories.pdf()), ("b.pdf", factories.pdf("b")))
    page = signed_in.get(answer.url)
    form = filled(page)
    row = page.context["rows"][1]
    form |= {row["target"].html_name: "Z9.9", row["title"].html_name: "Tên tự gõ"}
    wrong = signed_in.post(answer.url, form)
    assert wrong.status_code == 422
    assert "Tên tự gõ" in wrong.content.decode()
    assert "Không có trong danh sách" in wrong.content.decode()
    assert Item.objects.count() == 0


def test_one_file_may_go_to_several_of_the_list(signed_in, contact):
    second = factories.unit()
    Seat.objects.create(user=contact, unit=second, role=Role.CONTACT, valid_from="2020-01-01")
    url = sent(signed_in, ("quy chế.pdf", factories.pdf())).url
    told = filled(signed_in.get(url))
    row = next(name for name in told if name.startswith("title-")).replace("title", "target")
    wrong = signed_in.post(url, told | {row: "A1.1, A9.9"})
    assert wrong.status_code == 422 and "A9.9" in wrong.content.decode()
    assert signed_in.post(url, told | {row: "a1.1; A2.1"}).status_code == 302
    assert Item.objects.get().attachments.count() == 2


def test_a_refused_file_is_listed_with_its_reason_and_the_rest_goes_in(signed_in):
    answer = sent(signed_in, ("a.pdf", factories.pdf()), ("b.pdf", factories.program()))
    page = signed_in.get(answer.url)
    assert "chương trình" in page.content.decode()
    form = filled(page)
    assert signed_in.post(answer.url, form).status_code == 302
    assert Item.objects.count() == 1


def test_asking_for_a_refused_file_records_none(contact):
    batch = uuid.uuid4()
    good = actions.stage_file(io.BytesIO(factories.pdf()), "a.pdf", batch, by=contact)
    bad = actions.stage_file(io.BytesIO(factories.program()), "b.pdf", batch, by=contact)
    with pytest.raises(BadInput) as caught:
        actions.record_batch([actions.Row(good), actions.Row(bad)], by=contact)
    assert list(caught.value.fields) == [f"row-{bad.pk}"]
    assert Item.objects.count() == 0


def test_a_target_one_may_not_attach_to_records_none(contact):
    batch = uuid.uuid4()
    good = actions.stage_file(io.BytesIO(factories.pdf()), "a.pdf", batch, by=contact)
    with pytest.raises(NotAllowed):
        actions.record_batch([actions.Row(good, target=factories.unit())], by=contact)
    good.refresh_from_db()
    assert (Item.objects.count(), good.state) == (0, UploadState.READY)


def test_a_bomb_or_a_fake_zip_is_refused_whole(contact, files):
    bomb = factories.packed({"a.txt": b"\0" * 30_000_000})
    for data, error in ((bomb, errors.Bomb), (b"x" * 50, errors.Refused)):
        with pytest.raises(error):
            actions.stage_archive(io.BytesIO(data), uuid.uuid4(), by=contact)
    with pytest.raises(BadInput):
        actions.stage_archive(io.BytesIO(factories.packed({})), uuid.uuid4(), by=contact)
    assert (Upload.objects.count(), kept(files)) == (0, [])


def test_a_damaged_zip_leaves_nothing_staged(contact, files):
    data = bytearray(factories.packed({"a.pdf": factories.pdf(), "b.txt": "y" * 100}, how=0))
    data[data.index(b"yyyy")] = 0x41
    with pytest.raises(errors.Refused, match="hỏng"):
        actions.stage_archive(io.BytesIO(bytes(data)), uuid.uuid4(), by=contact)
    assert (Upload.objects.count(), kept(files)) == (0, [])


def test_the_scripts_way_ends_in_the_same_table(signed_in):
    batch = str(uuid.uuid4())
    data = factories.pdf()
    told = begun(signed_in, data, "A1/A1.1 kế hoạch.pdf", batch=batch)
    send(signed_in, told["url"], 0, data)
    page = signed_in.get(f"{ADD}{batch}/?bang=units:1")
    assert page.context["rows"][0]["target"].value().startswith("A1.1")


def test_a_zip_sent_in_parts_is_unpacked(signed_in, files):
    data = factories.packed({"a.pdf": factories.pdf(), "b.pdf": factories.pdf("b")})
    told = begun(signed_in, data, "a.zip")
    send(signed_in, told["url"], 0, data)
    answer = signed_in.post(ADD, {"upload": told["uuid"]})
    assert len(signed_in.get(answer.url).context["rows"]) == 2
    assert len(kept(files)) == 2


def test_giving_up_drops_the_batch(signed_in, files):
    answer = sent(signed_in, ("a.pdf", factories.pdf()))
    assert signed_in.post(answer.url, {"huy": "1"}).status_code == 302
    assert (Upload.objects.count(), kept(files)) == (0, [])


def test_choosing_nothing_or_sending_nothing_is_said(signed_in):
    assert signed_in.post(ADD, {}).status_code == 422
    answer = sent(signed_in, ("a.pdf", factories.pdf()))
    assert signed_in.post(answer.url, {"source": "zalo"}).status_code == 422


def test_others_see_neither_the_batch_nor_an_unknown_list(client, signed_in, outsider, viewer):
    url = sent(signed_in, ("a.pdf", factories.pdf())).url
    assert signed_in.get(f"{ADD}?bang=nothing:1").status_code == 404
    assert signed_in.get(f"{ADD}?bang=units:x").status_code == 404
    assert signed_in.delete(ADD).status_code == 405
    client.force_login(outsider)
    assert client.get(url).status_code == 404
    client.force_login(viewer)
    assert client.get(ADD).status_code == 403
    assert client.get(url).status_code == 403


def test_a_batch_is_dropped_by_its_owner_alone(contact, outsider):
    upload = actions.stage_file(io.BytesIO(factories.pdf()), "a.pdf", uuid.uuid4(), by=contact)
    actions.drop_batch(upload.batch, by=outsider)
    assert Upload.objects.count() == 1
    assert reverse("evidence:batch_review", args=[upload.batch])
