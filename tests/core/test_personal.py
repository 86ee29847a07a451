"""Personal data is never in clear: not in the table, not in the log, not on the page."""

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import audit, ciphers, personal
from congvu.core.errors import BadInput
from congvu.core.models import LogEntry, PersonalKey

pytestmark = pytest.mark.django_db
User = get_user_model()
PHONE = "0912 345 678"


@pytest.fixture
def officer():
    return User.objects.create(username="officer", full_name="Lê Thị An")


@pytest.fixture
def person(officer):
    user = User(username="an", full_name="Trần Văn Bình", phone=PHONE)
    return audit.create(user, by=officer, action="accounts.add")


def raw(person) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_index FROM accounts_user WHERE id = %s", [person.pk])
        return "|".join(cursor.fetchone())


def test_the_table_holds_no_part_of_it(person):
    # three or four digits alone turn up in a hash by chance
    bare = "".join(sign for sign in PHONE if sign.isdigit())
    parts = [bare[start : start + 6] for start in range(len(bare) - 5)]
    assert PHONE not in raw(person) and not any(part in raw(person) for part in parts)
    assert raw(person).startswith("cv1:")


def test_pages_show_the_mask(person):
    again = User.objects.get(pk=person.pk)
    assert f"{again.phone}" == str(person.phone) == "0xx xxx 5678"
    assert "912" not in repr(again.phone)


@pytest.mark.parametrize(
    "clear,shown",
    [
        ("0912345678", "0xx xxx 5678"),
        ("001089012345", "0x xxx xxx 2345"),
        ("113", "xxx"),
        ("0912.345.678", "0xx xxx 5678"),
    ],
)
def test_masks(clear, shown):
    assert personal.mask(clear) == shown


def test_the_log_knows_that_it_changed_and_not_what(person, officer):
    first = LogEntry.objects.get(action="accounts.add").changes["phone"][1]
    assert set(first) == {"hmac"}
    audit.change(person, by=officer, action="accounts.edit", phone="0987 654 321")
    changes = LogEntry.objects.get(action="accounts.edit").changes
    assert changes["phone"][0] == first and changes["phone"][1] != first
    # as typed and without spaces; three digits alone turn up in a hash by chance
    assert "987 654" not in str(changes) and "987654" not in str(changes)
    assert PersonalKey.objects.count() == 1  # the same person, the same key
    assert User.objects.get(pk=person.pk).phone.clear == "0987 654 321"


def test_same_value_or_the_mask_sent_back_is_no_change(person, officer):
    rows = LogEntry.objects.count()
    audit.change(person, by=officer, action="accounts.edit", phone=PHONE)
    audit.change(person, by=officer, action="accounts.edit", phone=str(person.phone))
    assert LogEntry.objects.count() == rows
    assert User.objects.get(pk=person.pk).phone.clear == PHONE


def test_a_form_shows_the_mask_and_keeps_the_value(person):
    class Form(forms.ModelForm):
        class Meta:
            model = User
            fields = ["phone"]

    form = Form(instance=person)
    assert "0xx xxx 5678" in str(form["phone"])
    assert "912" not in form.as_p()
    form = Form({"phone": "0xx xxx 5678"}, instance=person)
    assert form.is_valid()
    assert form.save().phone.clear == PHONE


@pytest.mark.parametrize("spelt", ["0912345678", "+84 912 345 678", "0912.345-678"])
def test_exact_look_up_however_it_is_spelt(person, spelt):
    assert personal.find_by(User, "phone", spelt).get() == person
    assert not personal.find_by(User, "phone", "0912345679").exists()
    assert not personal.find_by(User, "phone", " ").exists()


def test_filtering_by_the_clear_value_is_refused():
    with pytest.raises(TypeError, match="find_by"):
        User.objects.filter(phone=PHONE).exists()


def test_unmasking_is_logged_with_its_reason(person, officer):
    shown = personal.unmask(person, "phone", by=officer, reason="liên hệ gấp")
    assert shown == PHONE
    row = LogEntry.objects.get(action="core.unmask")
    assert (row.actor, row.reason, row.object_id) == (officer, "liên hệ gấp", str(person.pk))
    assert row.changes == {"+field": [None, "phone"]}


def test_unmasking_needs_a_reason(person, officer):
    with pytest.raises(BadInput):
        personal.unmask(person, "phone", by=officer, reason=" ")
    assert not LogEntry.objects.filter(action="core.unmask").exists()


def test_destroying_the_key_erases_the_value(person, officer):
    personal.erase(person, by=officer, reason="theo yêu cầu")
    again = User.objects.get(pk=person.pk)
    assert str(again.phone) == personal.ERASED
    assert personal.unmask(again, "phone", by=officer, reason="thử") == personal.ERASED
    assert bytes(PersonalKey.objects.get().wrapped) == b""
    assert not personal.find_by(User, "phone", PHONE).exists()
    assert LogEntry.objects.filter(action="core.erase_personal").exists()


def test_a_new_value_after_erasing_gets_a_new_key(person, officer):
    personal.erase(person, by=officer, reason="theo yêu cầu")
    again = User.objects.get(pk=person.pk)
    audit.change(again, by=officer, action="accounts.edit", phone="0900 000 111")
    assert User.objects.get(pk=person.pk).phone.clear == "0900 000 111"
    assert PersonalKey.objects.count() == 2


def test_erasing_one_person_leaves_the_others(person, officer):
    other = audit.create(
        User(username="c", full_name="C", phone="0911111111"), by=officer, action="accounts.add"
    )
    personal.erase(person, by=officer, reason="theo yêu cầu")
    assert personal.find_by(User, "phone", "0911111111").get() == other
    assert User.objects.get(pk=other.pk).phone.clear == "0911111111"


def test_emptied_field_is_empty(person, officer):
    audit.change(person, by=officer, action="accounts.edit", phone="")
    again = User.objects.get(pk=person.pk)
    assert again.phone == "" and again.phone_index == ""


def test_plain_save_encrypts_too():
    user = User.objects.create(username="d", full_name="D", phone=PHONE)
    assert raw(user).startswith("cv1:")
    assert personal.find_by(User, "phone", PHONE).get() == user


def test_a_ciphertext_cannot_be_moved_to_another_column(person):
    box = ciphers.seal(b"k" * 32, b"x", b"accounts.user.phone")
    with pytest.raises(ciphers.WrongKey):
        ciphers.unseal(b"k" * 32, box, b"accounts.user.citizen_id")


def test_list_of_masks_costs_one_query(officer):
    audit.create_many(
        [User(username=f"u{i}", full_name="X", phone=f"09{i:08}") for i in range(20)],
        by=officer,
        action="accounts.add",
    )
    page = list(User.objects.exclude(phone=""))
    with CaptureQueriesContext(connection) as queries:
        personal.preload_objects(page)
        assert len({str(u.phone) for u in page}) == 20
    assert len(queries) == 1
    assert PersonalKey.objects.count() == 20


def test_key_file_is_made_once_and_private(tmp_path, settings):
    settings.HOME, settings.PERSONAL_KEY = tmp_path / "a", ""
    first = ciphers.master()
    assert (tmp_path / "a" / "personal.key").stat().st_mode & 0o777 == 0o600
    ciphers.derive.cache_clear()
    assert ciphers.master() == first
    settings.PERSONAL_KEY = "given"
    assert ciphers.master() != first
    ciphers.derive.cache_clear()
