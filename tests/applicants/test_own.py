"""Citizens about themselves: one row per account, a number that is a claim, erased on request."""

import json

import pytest

from congvu.applicants import registry
from congvu.applicants.actions import (
    edit,
    erase_own,
    export_own,
    forget,
    keep_own,
    register,
    unmask,
)
from congvu.applicants.errors import SameApplicant
from congvu.applicants.models import Applicant, by_number, own_applicant
from congvu.core.errors import BadInput, NotAllowed, StaleSave, WrongState
from congvu.core.models import LogEntry
from congvu.core.personal import find_by
from congvu.organizations.states import Role
from tests.organizations.factories import UnitFactory, UserFactory, officer

pytestmark = pytest.mark.django_db
NUMBER = "079185001234"
TYPED = {
    "kind": "person",
    "name": "Trần Thị  Ánh Hồng",
    "identity_number": NUMBER,
    "phone": "0912 345 678",
    "address": "Số 1 đường Thử",
}


@pytest.fixture
def counter(department):
    return UnitFactory(parent=department, kind="counter")


@pytest.fixture
def clerk(counter):
    return officer(Role.ONE_STOP_OFFICER, counter, username="motcua")


@pytest.fixture
def own(citizen):
    return keep_own(by=citizen, **TYPED)


@pytest.fixture(autouse=True)
def _no_other_package(monkeypatch):
    """What packages above hand down is tested there."""
    for name in ("_held", "_kept"):
        monkeypatch.setattr(registry, name, [])


def test_it_is_kept_encrypted_and_logged_without_a_value(own, citizen):
    again = Applicant.objects.get(pk=own.pk)
    assert again.account == citizen and again.registered_at is None
    assert again.full_name == "Trần Thị Ánh Hồng" and again.identity_number.clear == NUMBER
    assert again.email.clear == citizen.email and again.last_four.clear == "5678"
    row = LogEntry.objects.get(action="applicants.register_own")
    assert row.actor == citizen
    told = json.dumps([row.label, row.changes], ensure_ascii=False)
    assert "185001234" not in told and "Ánh" not in told


def test_an_account_keeps_one_row_and_corrects_it(own, citizen):
    again = keep_own(by=citizen, expected=own.version, **TYPED | {"phone": "0987654321"})
    assert again.pk == own.pk and Applicant.objects.count() == 1
    assert again.phone.clear == "0987654321" and again.last_four.clear == "4321"
    changes = LogEntry.objects.get(action="applicants.edit_own").changes
    assert set(changes) == {"phone"}


def test_the_same_again_changes_nothing(own, citizen):
    assert keep_own(by=citizen, expected=own.version, **TYPED).version == own.version
    assert not LogEntry.objects.filter(action="applicants.edit_own").exists()


def test_a_page_opened_before_does_not_overwrite(own, citizen):
    keep_own(by=citizen, expected=own.version, **TYPED | {"name": "Tên Mới"})
    with pytest.raises(StaleSave):
        keep_own(by=citizen, expected=own.version, **TYPED)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": " "}, "name"),
        ({"identity_number": "123"}, "identity_number"),
        ({"phone": "12"}, "phone"),
        ({"kind": "organisation"}, "identity_number"),
    ],
)
def test_what_cannot_be_right_is_named(citizen, more, field):
    with pytest.raises(BadInput) as told:
        keep_own(by=citizen, **TYPED | more)
    assert field in told.value.fields and not Applicant.objects.exists()


@pytest.mark.parametrize("who", ["head", "unit_head", "administrator", "clerk"])
def test_officers_keep_no_row_about_themselves(who, request):
    user = request.getfixturevalue(who)
    for verb in (lambda: keep_own(by=user, **TYPED), lambda: export_own(by=user),
                 lambda: erase_own(by=user, sure=True)):  # fmt: skip
        with pytest.raises(NotAllowed):
            verb()


# --- the number is a claim ----------------------------------------------------------------------
def test_a_number_known_at_the_counter_is_taken_without_a_word(citizen, clerk, counter):
    known = register(by=clerk, at=counter, name="Người thật", identity_number=NUMBER)
    own = keep_own(by=citizen, **TYPED)
    assert own.pk != known.pk
    assert find_by(Applicant, "identity_number", NUMBER).count() == 2
    known.refresh_from_db()
    assert known.account is None and known.full_name == "Người thật"


def test_a_claimed_number_stands_in_nobodys_way_at_the_counter(own, clerk, counter):
    real = register(by=clerk, at=counter, name="Người thật", identity_number=NUMBER)
    edit(real, by=clerk, identity_number="079185009999")
    edit(real, by=clerk, identity_number=NUMBER)
    with pytest.raises(SameApplicant):
        register(by=clerk, at=counter, name="Người thật", identity_number=NUMBER)


def test_two_accounts_may_claim_the_same_number(own):
    other = keep_own(by=UserFactory(citizen=True), **TYPED)
    assert other.pk != own.pk


def test_the_counter_is_offered_only_whom_a_counter_has_seen(own, clerk, counter):
    assert list(by_number(NUMBER)) == [] and list(by_number("0912345678")) == []
    known = register(by=clerk, at=counter, name="Người thật", identity_number=NUMBER)
    assert list(by_number(NUMBER)) == [known]


def test_one_reads_oneself_and_nobody_else(own, citizen, clerk, unit_head, outsider):
    assert list(Applicant.objects.visible_to(citizen)) == [own]
    for stranger in (UserFactory(citizen=True), clerk, unit_head, outsider):
        assert list(Applicant.objects.visible_to(stranger)) == []
        with pytest.raises(NotAllowed):
            unmask(own, "phone", by=stranger, reason="Thử")


def test_one_may_not_edit_as_officers_do(own, citizen):
    with pytest.raises(NotAllowed):
        edit(own, by=citizen, name="Khác")


# --- a copy, and the end ------------------------------------------------------------------------
def test_a_copy_is_in_clear_and_logged(own, citizen):
    told = export_own(by=citizen)
    assert told["identity_number"] == NUMBER and told["name"] == "Trần Thị Ánh Hồng"
    assert LogEntry.objects.filter(action="applicants.export_own", actor=citizen).exists()
    with pytest.raises(WrongState, match="chưa khai"):
        export_own(by=UserFactory(citizen=True))


def test_without_dossiers_it_is_erased_at_once_with_the_account(own, citizen):
    assert erase_own(by=citizen, sure=True) is True
    own.refresh_from_db()
    citizen.refresh_from_db()
    assert own.forgotten_at and own.identity_number.erased and str(own) == "đã xóa theo quy định"
    assert not citizen.is_active and citizen.email == ""
    assert not find_by(Applicant, "identity_number", NUMBER).exists()
    assert own_applicant(citizen) is None
    actions = set(LogEntry.objects.values_list("action", flat=True))
    assert {"applicants.forget", "core.erase_personal", "accounts.retire_citizen"} <= actions


def test_before_anything_was_filled_in_the_account_ends(citizen):
    assert erase_own(by=citizen, sure=True) is True
    citizen.refresh_from_db()
    assert not citizen.is_active


def test_it_has_to_be_meant(own, citizen):
    with pytest.raises(BadInput) as told:
        erase_own(by=citizen, sure=False)
    assert "sure" in told.value.fields
    own.refresh_from_db()
    assert own.forgotten_at is None


def test_with_a_dossier_under_way_it_is_refused_with_the_reason(own, citizen, monkeypatch):
    monkeypatch.setattr(registry, "_held", [lambda one: "Hồ sơ X chưa kết thúc."])
    with pytest.raises(WrongState, match="Hồ sơ X"):
        erase_own(by=citizen, sure=True)


def test_where_papers_are_kept_it_is_asked_for_once(own, citizen, head, monkeypatch):
    monkeypatch.setattr(registry, "_kept", [lambda one: "Phải lưu giữ."])
    for _ in range(2):
        assert erase_own(by=citizen, sure=True) is False
    own.refresh_from_db()
    citizen.refresh_from_db()
    assert own.erasure_asked_at and citizen.is_active and not own.identity_number.erased
    assert LogEntry.objects.filter(action="applicants.ask_erasure").count() == 1
    forget(own, by=head, reason="Hết thời hạn bảo quản")
    citizen.refresh_from_db()
    assert not citizen.is_active and citizen.email == ""
