import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.urls import reverse

from congvu.accounts import actions
from congvu.accounts.models import User
from congvu.accounts.rules import one_time_password, suggest_username
from congvu.core.errors import BadInput
from congvu.core.models import LogEntry
from tests.organizations.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "taken", "username"),
    [
        ("Nguyễn Văn An", (), "annv"),
        ("Trần Thị Bích Đào", (), "daottb"),
        ("Nguyễn Văn An", ("annv",), "annv2"),
        ("An", ("an", "an2"), "an3"),
        ("  ", (), "nguoidung"),
    ],
)
def test_a_username_is_suggested_as_offices_do(name, taken, username):
    assert suggest_username(name, taken) == username


def test_one_time_passwords_differ_and_read_well():
    made = {one_time_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(word) == 17 and not set(word) & set("01loi") for word in made)


def test_accounts_are_made_with_passwords_that_work_once(administrator):
    # many: names are unique by the database
    drafts = [{"username": f"cb{n}", "full_name": f"Cán bộ {n}", "email": ""} for n in range(3)]
    made = actions.create_accounts(drafts, by=administrator)
    user = authenticate(username="cb1", password=made[1].password)
    assert user == made[1].user and user.must_change_password
    rows = LogEntry.objects.filter(action="accounts.create")
    assert rows.count() == 3 and made[0].password not in str(list(rows.values()))


def test_a_taken_name_makes_nobody(administrator):
    with pytest.raises(BadInput) as error:
        actions.create_accounts([{"username": "quantri", "full_name": "X"}], by=administrator)
    assert set(error.value.fields) == {"username"}


def test_a_lost_password_is_renewed_and_sessions_end(administrator, contact, client):
    login = {"login": contact.username, "password": PASSWORD}
    client.post(reverse("account_login"), login)
    made = actions.renew_password(contact, by=administrator)
    assert authenticate(username=contact.username, password=made.password)
    assert client.get(reverse("core:system")).status_code == 302


def test_an_account_is_locked_and_opened(administrator, contact):
    actions.set_active(contact, False, by=administrator, reason="Nghỉ hưu")
    assert authenticate(username=contact.username, password=PASSWORD) is None
    actions.set_active(contact, True, by=administrator)
    assert authenticate(username=contact.username, password=PASSWORD)


def test_a_new_address_replaces_the_verified_one(administrator, contact):
    actions.edit_account(contact, by=administrator, email="moi@example.vn", title="Chuyên viên")
    assert User.objects.get(pk=contact.pk).title == "Chuyên viên"
    assert [a.email for a in contact.emailaddress_set.all()] == ["moi@example.vn"]
    assert "moi@example.vn" not in str(list(LogEntry.objects.values()))


def test_an_address_is_one_officers(administrator, contact, django_assert_max_num_queries):
    """Entered, confirmed, of a locked account, twice in one list, however it is spelt."""
    actions.edit_account(contact, by=administrator, email="An@x.vn")
    EmailAddress.objects.create(user=contact, email="rieng@x.vn", verified=True)
    EmailAddress.objects.create(user=contact, email="chua@x.vn", verified=False)
    made = actions.create_accounts(
        [{"username": "b", "full_name": "B", "email": "b@x.vn"}], by=None
    )
    actions.set_active(contact, False, by=administrator)
    for words in ("an@x.vn", "AN@X.VN", "rieng@x.vn", "moi@x.vn Moi@x.vn", "c@x.vn B@x.vn"):
        drafts = [{"username": f"m{n}", "full_name": "M", "email": address}
                  for n, address in enumerate(words.split())]  # fmt: skip
        with pytest.raises(BadInput) as error, django_assert_max_num_queries(12):
            actions.create_accounts(drafts, by=administrator)
        assert "Mỗi người một địa chỉ riêng" in error.value.fields["email"]
    with pytest.raises(BadInput, match="tài khoản"):
        actions.edit_account(made[0].user, by=administrator, email="an@X.vn")
    actions.edit_account(contact, by=administrator, email="an@x.vn", title="Chuyên viên")
    actions.create_accounts([{"username": "c", "full_name": "C", "email": "chua@x.vn"}], by=None)
    assert not User.objects.filter(username__startswith="m").exists()


def test_drafted_accounts_write_nothing_until_entered(administrator, django_assert_max_num_queries):
    with django_assert_max_num_queries(0):
        made = actions.draft_accounts(
            {"username": f"cb{n}", "full_name": f"Cán bộ {n}"} for n in range(20)
        )
    with django_assert_max_num_queries(6):
        actions.enter_accounts(made, by=administrator)
    assert User.objects.filter(username__startswith="cb").count() == 20
