"""The style page, the error pages and the answers of refused actions."""

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from congvu.core.errors import BadInput, NotAllowed
from congvu.core.middleware import ActionErrors

PAGES = ["core:styleguide", "core:styleguide_print"]


@pytest.fixture
def officer(db):
    return get_user_model().objects.create_user("canbo", full_name="Trần Thị Hoa")


@pytest.mark.parametrize("name", PAGES)
def test_style_page_works(client, officer, name):
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert "Trường TC nghề Tứ giác Long Xuyên" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_style_page_turns_the_stranger_away(client, name):
    assert client.get(reverse(name)).status_code == 302


def test_text_size_of_the_cookie_is_drawn_by_the_server(client, officer):
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["text_size"] = "text-large"
    assert '<html lang="vi" class="text-large">' in client.get(reverse(PAGES[0])).text
    client.cookies["text_size"] = '"><script>'
    assert '<html lang="vi">' in client.get(reverse(PAGES[0])).text


@pytest.mark.django_db
def test_unknown_address_answers_in_vietnamese(client):
    answer = client.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.text


def request(**headers):
    made = RequestFactory().get("/", headers=headers)
    made.user = get_user_model()(username="a", full_name="Trần Thị Hoa", pk=1)
    return made


@pytest.mark.django_db  # the layout counts unread notices
def test_refused_action_answers_a_page():
    answer = ActionErrors(HttpResponse).process_exception(request(), NotAllowed("Không được ký."))
    assert answer.status_code == 403
    assert "Không được ký." in answer.text and "<html" in answer.text


@pytest.mark.django_db  # the menu looks at the seats
def test_refused_action_leaves_the_typed_text_where_htmx_aimed():
    error = BadInput(fields={"due": "Hạn phải sau hôm nay."})
    answer = ActionErrors(HttpResponse).process_exception(request(HX_Request="true"), error)
    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#messages"
    assert "Hạn phải sau hôm nay." in answer.text and "<html" not in answer.text


def test_errors_of_the_program_are_not_swallowed():
    assert ActionErrors(HttpResponse).process_exception(request(), ValueError()) is None
