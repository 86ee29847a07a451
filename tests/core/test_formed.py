"""Form pages: refusals beside fields, what was typed stays, the version a page was opened at."""

import pytest
from django import forms
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver

from congvu.core.errors import BadInput, NotAllowed, StaleSave, WrongState
from congvu.core.formed import expected, explain, form_page, number_of

pytestmark = pytest.mark.django_db
PAGE = {"title": "Sửa tên", "button": "Lưu tên", "back": "/don-vi/", "crumbs": []}


class NameForm(forms.Form):
    """One field, one file."""

    name = forms.CharField(label="Tên")
    file = forms.FileField(label="Tệp", required=False)


class Kept(BaseStorage):
    """Messages that go nowhere."""

    def _get(self, *args, **kwargs):
        return [], True

    def _store(self, messages, response, *args, **kwargs):
        return []


@pytest.fixture
def answered(rf: RequestFactory, inspector):
    """Post the form to a page whose action is given."""

    def ask(run, data=None, **page):
        request = rf.post("/", data if data is not None else {"name": "Phòng Người có công"})
        request.user, request.htmx, request._messages = inspector, False, Kept(request)
        request.resolver_match = get_resolver().resolve("/")
        return form_page(request, NameForm(request.POST), run, **(PAGE | page))

    return ask


def refuse(error):
    """An action that refuses."""

    def run(_fields):
        raise error

    return run


def test_done_it_goes_back_or_where_the_action_says(answered):
    assert answered(lambda told: None)["Location"] == "/don-vi/"
    assert answered(lambda told: "/khac/")["Location"] == "/khac/"
    assert answered(lambda told: HttpResponse("danh sách")).content.decode() == "danh sách"


def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(answered):
    answer = answered(refuse(BadInput(fields={"name": "Tên này đã có."})))
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Tên này đã có." in told and "Phòng Người có công" in told


def test_a_refusal_of_no_field_stands_above_with_its_own_status(answered):
    answer = answered(refuse(WrongState("Đơn vị đã giải thể.")), version=3)
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "Đơn vị đã giải thể." in told and 'name="version" value="3"' in told


def test_a_stale_save_goes_on_from_the_version_saved_meanwhile(answered, unit):
    unit.version = 7
    told = answered(refuse(StaleSave(current=unit)), version=3).content.decode()
    assert "Lưu lần nữa sẽ thay bản đang lưu." in told and 'name="version" value="7"' in told


def test_who_may_not_is_not_told_beside_a_field(answered):
    with pytest.raises(NotAllowed):
        answered(refuse(NotAllowed()))


def test_an_empty_field_never_reaches_the_action(answered):
    assert answered(refuse(AssertionError()), {"name": ""}).status_code == 422


def test_what_is_said_of_no_field_may_stand_at_the_file():
    form = NameForm({"name": "a"})
    assert explain(form, BadInput("Tệp không đọc được."), place="file") == 422
    assert form.errors["file"] == ["Tệp không đọc được."]
    form = NameForm({"name": "a"})
    explain(form, BadInput("Xem lại.", {"name": "Quá ngắn.", "gone": "Thiếu."}), place="absent")
    assert form.errors["name"] == ["Quá ngắn."]
    assert form.non_field_errors() == ["Thiếu.", "Xem lại."]


@pytest.mark.parametrize(("sent", "read"), [("12", 12), (" 12 ", 12), ("٣", 3)])
def test_a_version_is_read(rf, sent, read):
    assert expected(rf.post("/", {"version": sent})) == read


def test_a_page_that_names_no_version_is_taken_as_it_is(rf):
    assert expected(rf.post("/")) is None
    assert expected(rf.post("/", {"version": ""})) is None


@pytest.mark.parametrize("sent", ["²", "abc", "-1", "1.5", "9" * 5000])
def test_a_version_that_is_no_number_is_refused_not_ignored(rf, sent):
    with pytest.raises(BadInput) as refusal:
        expected(rf.post("/", {"version": sent}))
    assert refusal.value.status == 422
    assert number_of(sent) is None
