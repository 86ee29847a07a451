import pytest
from django.urls import reverse

from congvu.notices.models import Notice
from tests.notices.factories import BatchFactory, NoticeFactory

pytestmark = pytest.mark.django_db
LIST = reverse("notices:notice_list")


def test_my_list_shows_mine_only(client_of, contact, head):
    NoticeFactory(recipient=contact, title="Của tôi")
    NoticeFactory(recipient=head, title="Của người khác")
    NoticeFactory(recipient=contact, title="Chưa gửi", released_at=None)
    page = client_of(contact).get(LIST).content.decode()
    assert "Của tôi" in page and "Của người khác" not in page and "Chưa gửi" not in page
    assert "http://testserver/he-thong/" in page  # the message to copy carries its link


def test_filters_and_pages(client_of, contact, monkeypatch):
    monkeypatch.setattr("congvu.notices.views.PAGE", 2)
    NoticeFactory.create_batch(3, recipient=contact)
    NoticeFactory(recipient=contact, kind="due", title="Sắp đến hạn")
    client = client_of(contact)
    assert len(client.get(LIST, {"loai": "due", "doc": "chua"}).context["notices"]) == 1
    first = client.get(LIST)
    second = client.get(LIST, {"sau": first.context["next_cursor"]})
    assert len(second.context["notices"]) == 2 and second.context["next_cursor"] is None


def test_the_list_costs_the_same_for_one_and_twenty(
    client_of, contact, django_assert_max_num_queries
):
    NoticeFactory.create_batch(20, recipient=contact)
    client = client_of(contact)
    with django_assert_max_num_queries(5):
        client.get(LIST)


def test_opening_reads_and_goes_there(client_of, contact, outsider):
    notice = NoticeFactory(recipient=contact)
    url = reverse("notices:notice_open", args=[notice.pk])
    assert client_of(outsider).post(url).status_code == 404
    assert client_of(contact).get(url).status_code == 405
    assert client_of(contact).post(url)["Location"] == "/he-thong/"
    assert not Notice.objects.unread().exists()


def test_all_are_read_at_once(client_of, contact):
    NoticeFactory.create_batch(2, recipient=contact)
    client_of(contact).post(reverse("notices:notice_read_all"))
    assert not Notice.objects.unread().exists()


def test_the_sheet_lists_what_is_unread(client_of, contact):
    NoticeFactory(recipient=contact, title="Nộp báo cáo")
    assert "Nộp báo cáo" in client_of(contact).get(reverse("notices:digest_print")).content.decode()


def test_the_layout_counts_what_is_unread_with_one_query(client_of, contact):
    NoticeFactory.create_batch(3, recipient=contact)
    page = client_of(contact).get(reverse("core:system")).content.decode()
    assert (
        '<span class="nav-count is-due">3<span class="visually-hidden"> chưa đọc</span></span>'
        in page
    )


def test_a_batch_is_looked_through_and_sent(client_of, secretary, outsider, contact):
    batch = BatchFactory(prepared_by=secretary)
    notice = NoticeFactory(recipient=contact, batch=batch, released_at=None)
    page = reverse("notices:batch_detail", args=[batch.pk])
    act = reverse("notices:batch_act", args=[batch.pk])
    assert contact.full_name in client_of(secretary).get(page).content.decode()
    assert client_of(outsider).get(page).status_code == 403
    assert client_of(outsider).post(act).status_code == 403
    client = client_of(secretary)
    assert client.post(act, {"verb": "leave_out"}).status_code == 422
    assert client.post(act, {"verb": "send", "version": 1}).status_code == 302
    notice.refresh_from_db()
    assert notice.released_at


@pytest.mark.parametrize("verb", ["leave_out", "cancel"])
def test_a_batch_is_shortened_or_cancelled(client_of, secretary, verb):
    batch = BatchFactory(prepared_by=secretary)
    notice = NoticeFactory(batch=batch, released_at=None)
    act = reverse("notices:batch_act", args=[batch.pk])
    client_of(secretary).post(act, {"verb": verb, "notice": [notice.pk], "version": 1})
    assert not Notice.objects.exists()
