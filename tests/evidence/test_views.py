"""The pages: works, wrong role, outsider, wrong method, bad input, and constant queries."""

import uuid
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.core import clock
from congvu.evidence import actions, registry
from congvu.evidence.intake import keep
from congvu.evidence.models import Item, Version
from congvu.evidence.states import Scan
from tests.evidence import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units_take_evidence")]
LIST = "/minh-chung/"


@pytest.fixture
def signed_in(client, contact):
    client.force_login(contact)
    return client


@pytest.fixture
def version(contact, office):
    return factories.stored(contact, attach_to=office)


def upload(name="Kế hoạch.pdf", data=None):
    return SimpleUploadedFile(name, data or factories.pdf())


def item_form(**more):
    return {"title": "Kế hoạch năm 2020", "source": "zalo", **more}


def test_the_list_finds_filters_and_says_when_it_was_handed_in(signed_in, contact, office):
    with clock.at(clock.now().replace(year=2019, month=6, day=1)):
        factories.stored(contact, title="Quyết định cũ", effective_from="2019-01-01")
    factories.stored(contact, title="Ảnh niêm yết", attach_to=office, source="camera")
    text = signed_in.get(LIST).content.decode()
    assert "đã nộp năm 2019, còn hiệu lực" in text
    assert "Quét vi-rút: đang tắt" in text
    for query, shown in [
        ("q=quyet+dinh", {"Quyết định cũ"}),
        ("loose=on", {"Quyết định cũ"}),
        ("source=camera", {"Ảnh niêm yết"}),
        ("on=2018-05-01", {"Ảnh niêm yết"}),
        (f"unit={office.pk}", {"Quyết định cũ", "Ảnh niêm yết"}),
        ("on=abc&unit=zzz&sau=x", {"Quyết định cũ", "Ảnh niêm yết"}),
    ]:
        rows = signed_in.get(f"{LIST}?{query}").context["rows"]
        assert {row["item"].title for row in rows} == shown, query


def test_the_fragment_is_the_list_without_its_page(signed_in, version):
    fragment = signed_in.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert version.item.title in fragment
    assert "<html" not in fragment


def test_the_list_is_turned_by_the_last_row_seen(signed_in, contact, monkeypatch):
    monkeypatch.setattr("congvu.evidence.views.items.PAGE", 2)
    made = [factories.stored(contact).item for _ in range(3)]
    first = signed_in.get(LIST)
    assert [r["item"] for r in first.context["rows"]] == made[:0:-1]
    second = signed_in.get(f"{LIST}?sau={first.context['next_cursor']}")
    assert [r["item"] for r in second.context["rows"]] == made[:1]


def counted(django_assert_max_num_queries, client, url):
    client.get(url)  # content types are known from here on
    with django_assert_max_num_queries(15) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_pages_cost_the_same_with_one_row_and_twenty(
    signed_in, contact, office, version, django_assert_max_num_queries
):
    item = version.item
    urls = [
        LIST,
        item.get_absolute_url(),
        f"{LIST}chon/?gan=organizations.unit:{office.pk}",
    ]
    factories.stored(contact)
    before = [counted(django_assert_max_num_queries, signed_in, url) for url in urls]
    for _ in range(19):
        factories.stored(contact, attach_to=office)
        factories.stored(contact)
        factories.stored(contact, item=item)
        other = factories.unit()
        factories.Seat.objects.create(
            user=contact, unit=other, role="contact", valid_from="2020-01-01"
        )
        del contact._rights
        actions.attach_many([(item, other)], by=contact)
    assert before == [counted(django_assert_max_num_queries, signed_in, url) for url in urls]


def test_the_detail_shows_versions_and_places(signed_in, contact, version, office):
    factories.stored(contact, item=version.item, data=factories.photo(), name="a.jpg")
    page = signed_in.get(version.item.get_absolute_url())
    text = page.content.decode()
    assert version.sha256 in text
    assert str(office) in text
    assert [v.number for v in page.context["versions"]] == [2, 1]


def test_places_one_may_not_read_are_only_counted(client, contact, version):
    other = factories.unit()
    stranger = factories.person("contact", other)
    seat = factories.Seat.objects.create(
        user=contact, unit=other, role="contact", valid_from="2020-01-01"
    )
    del contact._rights
    actions.attach_many([(version.item, other)], by=contact)
    seat.delete()
    client.force_login(stranger)
    page = client.get(version.item.get_absolute_url())
    assert [p["label"] for p in page.context["places"]] == [str(other)]
    assert page.context["hidden"] == 1


def test_taking_off_is_offered_to_whom_it_is_allowed(client, contact, version, monkeypatch):
    client.force_login(contact)
    page = client.get(version.item.get_absolute_url()).content.decode()
    assert f"{reverse('evidence:detach', args=[version.item.attachments.get().pk])}?" in page
    closed = replace(registry.entry_for("organizations.unit"), may_attach=lambda user, unit: False)
    monkeypatch.setitem(registry._entries, "organizations.unit", closed)
    frozen = client.get(version.item.get_absolute_url()).content.decode()
    assert ">Gỡ</a>" not in frozen and "Thêm bản mới" in frozen


@pytest.mark.parametrize("name", ["item_detail", "item_edit", "version_add"])
def test_an_outsider_finds_nothing(client, outsider, version, name):
    client.force_login(outsider)
    url = reverse(f"evidence:{name}", args=[version.item_id])
    assert client.get(url).status_code == 404
    assert client.post(url).status_code in (404, 405)
    assert client.get(LIST).context["rows"] == []


@pytest.mark.parametrize("name", ["item_edit", "version_add"])
def test_who_may_only_read_may_not_change(client, viewer, version, name):
    client.force_login(viewer)
    assert client.get(version.item.get_absolute_url()).status_code == 200
    url = reverse(f"evidence:{name}", args=[version.item_id])
    assert client.get(url).status_code == 403
    assert client.get(f"{LIST}them/").status_code == 403


def test_wrong_methods_are_refused(signed_in, version):
    mark, pk = version.uuid, version.item_id
    for url in (LIST, version.item.get_absolute_url(), f"{LIST}chon/", f"{LIST}tep/{mark}/"):
        assert signed_in.post(url).status_code == 405
    assert signed_in.get(f"{LIST}gan/").status_code == 405
    for url in (f"{LIST}them/", f"{LIST}{pk}/sua/", f"{LIST}{pk}/ban-moi/"):
        assert signed_in.put(url).status_code == 405


def test_a_file_is_put_in_with_a_plain_form(signed_in, office):
    target = f"organizations.unit:{office.pk}"
    form = item_form(file=upload(), gan=target, tiep="/kiem-tra/", effective_from="25/08/2020")
    page = signed_in.get(f"{LIST}them/?gan={target}&tiep=/kiem-tra/")
    assert str(office) in page.content.decode()
    answer = signed_in.post(f"{LIST}them/", form)
    assert (answer.status_code, answer.url) == (302, "/kiem-tra/")
    item = Item.objects.get()
    assert (item.source, str(item.effective_from)) == ("zalo", "2020-08-25")
    assert item.attachments.get().target == office


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_the_way_back_never_leaves_the_site(signed_in, back):
    answer = signed_in.post(f"{LIST}them/", item_form(file=upload(), tiep=back))
    assert answer.url == Item.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "Vui lòng chọn tệp"),
        ({"file": ("a.pdf", factories.program())}, "chương trình"),
        ({"upload": str(uuid.uuid4())}, "hết hạn"),
        ({"file": ("a.pdf", factories.pdf()), "source": "mars"}, "mars"),
        (
            {
                "file": ("a.pdf", factories.pdf()),
                "effective_from": "2020-02-01",
                "effective_to": "2020-01-01",
            },
            "Ngày hết giá trị",
        ),
    ],
)
def test_bad_input_is_said_and_what_was_typed_is_kept(signed_in, form, words):
    if "file" in form:
        form = {**form, "file": upload(*form["file"])}
    answer = signed_in.post(f"{LIST}them/", {**item_form(), **form})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Kế hoạch năm 2020" in answer.content.decode()
    assert Item.objects.count() == 0


@pytest.mark.parametrize(
    "key", ["organizations.unit:999999", "accounts.user:1", "nonsense", "organizations.unit:x"]
)
def test_an_unknown_or_unregistered_target_is_not_there(signed_in, key):
    assert signed_in.get(f"{LIST}them/?gan={key}").status_code == 404
    assert signed_in.get(f"{LIST}chon/?gan={key}").status_code == 404
    assert signed_in.post(f"{LIST}gan/", {"gan": key, "item": "1"}).status_code == 404


def test_a_target_one_reads_but_may_not_fill_is_refused(client, colleague, office):
    client.force_login(colleague)
    key = f"organizations.unit:{office.pk}"
    assert client.get(f"{LIST}them/?gan={key}").status_code == 403
    assert client.get(f"{LIST}chon/?gan={key}").status_code == 403
    mine = factories.stored(colleague)
    answer = client.post(f"{LIST}gan/", {"gan": key, "item": mine.item_id})
    assert answer.status_code == 403


def test_editing_keeps_both_texts_when_somebody_was_quicker(signed_in, contact, version):
    url = reverse("evidence:item_edit", args=[version.item_id])
    assert 'name="version" value="1"' in signed_in.get(url).content.decode()
    actions.change_item(version.item, by=contact, title="Tên người khác sửa")
    answer = signed_in.post(url, item_form(title="Tên của tôi", version="1"))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Tên của tôi" in text
    assert "Tên người khác sửa" in text
    assert 'name="version" value="2"' in text
    assert signed_in.post(url, item_form(title="Tên của tôi", version="2")).status_code == 302
    assert signed_in.post(url, item_form(title="", version="3")).status_code == 422


def test_a_new_version_is_put_in(signed_in, version):
    url = reverse("evidence:version_add", args=[version.item_id])
    assert signed_in.post(url, {"file": upload(), "reason": "có dấu"}).status_code == 302
    assert version.item.versions.count() == 2
    assert signed_in.post(url, {}).status_code == 422


def test_a_file_leaves_with_its_hands_tied(signed_in, version):
    answer = signed_in.get(version.get_absolute_url())
    assert b"".join(answer.streaming_content) == factories.pdf()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "filename*=utf-8''K" in answer["Content-Disposition"]
    shown = signed_in.get(version.get_absolute_url() + "?xem=1")
    shown.close()
    assert shown["Content-Disposition"].startswith("inline")
    assert "script" not in shown["Content-Security-Policy"]


def test_a_page_is_only_ever_downloaded(signed_in, contact):
    page = factories.stored(contact, data=b"<html><script>x</script>", name='a";\r\n.html')
    answer = signed_in.get(page.get_absolute_url() + "?xem=1")
    answer.close()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert "\n" not in answer["Content-Disposition"]


def test_a_stranger_gets_neither_file_nor_hash(client, outsider, version):
    client.force_login(outsider)
    for url in (
        version.get_absolute_url(),
        reverse("evidence:thumbnail", args=[version.uuid, "nho"]),
    ):
        answer = client.get(url)
        assert answer.status_code == 404
        assert version.sha256 not in answer.content.decode() + str(answer.headers)


def test_what_waits_for_the_scanner_is_not_served(signed_in, version):
    for state in (Scan.PENDING, Scan.INFECTED):
        Version.objects.update(scan=state)
        assert signed_in.get(version.get_absolute_url()).status_code == 409


def test_a_vanished_file_is_not_there(signed_in, version):
    keep.drop(version.stored_name)
    assert signed_in.get(version.get_absolute_url()).status_code == 404


def test_photos_have_thumbnails_and_papers_have_none(signed_in, contact, version):
    photo = factories.stored(contact, data=factories.photo("HEIF"), name="a.heic")
    url = reverse("evidence:thumbnail", args=[photo.uuid, "vua"])
    answer = signed_in.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert signed_in.get(url.replace("vua", "to")).status_code == 404
    paper = reverse("evidence:thumbnail", args=[version.uuid, "nho"])
    assert signed_in.get(paper).status_code == 404


def test_what_is_there_already_is_picked_and_attached(signed_in, contact, office):
    item = factories.stored(contact, title="Quyết định 2019").item
    key = f"organizations.unit:{office.pk}"
    fragment = signed_in.get(
        f"{LIST}chon/?gan={key}&q=quyet+dinh", headers={"HX-Request": "true"}
    ).content.decode()
    assert "Quyết định 2019" in fragment
    assert "<html" not in fragment
    assert "Không có tài liệu" in signed_in.get(f"{LIST}chon/?gan={key}&q=zzz").content.decode()
    form = {"gan": key, "item": item.pk, "purpose": "còn hiệu lực", "tiep": "/kiem-tra/"}
    assert signed_in.post(f"{LIST}gan/", form).url == "/kiem-tra/"
    again = signed_in.post(f"{LIST}gan/", form, headers={"HX-Request": "true"})
    assert "Quyết định 2019" in again.content.decode()
    assert item.attachments.count() == 1
    assert signed_in.get(f"{LIST}chon/?gan={key}").context["items"].count() == 0


def test_attaching_what_one_cannot_see_is_not_there(signed_in, outsider, office):
    strange = factories.stored(outsider)
    form = {"gan": f"organizations.unit:{office.pk}", "item": strange.item_id}
    assert signed_in.post(f"{LIST}gan/", form).status_code == 404
    assert signed_in.post(f"{LIST}gan/", {**form, "item": ""}).status_code == 404


def test_detaching_asks_why(signed_in, version):
    attachment = version.item.attachments.get()
    url = reverse("evidence:detach", args=[attachment.pk]) + "?tiep=/kiem-tra/"
    assert "Lý do" in signed_in.get(url).content.decode()
    assert signed_in.post(url, {"reason": ""}).status_code == 422
    answer = signed_in.post(url, {"reason": "nhầm", "tiep": "/kiem-tra/"})
    assert answer.url == "/kiem-tra/"
    assert signed_in.get(url).status_code == 404


def test_detaching_is_not_for_readers_or_strangers(client, viewer, outsider, version):
    url = reverse("evidence:detach", args=[version.item.attachments.get().pk])
    for user, status in ((viewer, 403), (outsider, 404)):
        client.force_login(user)
        assert client.post(url, {"reason": "x"}).status_code == status
