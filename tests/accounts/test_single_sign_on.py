"""A real OpenID Connect provider on loopback, for officers and for citizens."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError
from django.urls import reverse

from congvu.accounts.actions import admit_citizen, citizens, retire_citizen, set_active
from congvu.accounts.models import User
from congvu.config.settings.oidc import single_sign_on
from congvu.core.models import LogEntry
from tests.accounts.provider import OURS, THEIRS, named, running
from tests.organizations.factories import PASSWORD, UserFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore"),  # of the provider's own parts
]


@pytest.fixture(scope="module")
def issuer():
    with running() as address:
        yield address


@pytest.fixture
def province(issuer, settings, monkeypatch):
    named(monkeypatch, settings, issuer)


@pytest.fixture
def silent(settings, monkeypatch):
    """Nobody listens where the providers are said to be."""
    named(monkeypatch, settings, "http://localhost:9")


def leave(client, way, **data):
    """The address to which the page leads that answers the button."""
    page = client.post(reverse("openid_connect_login", args=[way]), data).content.decode()
    to = re.search(r'content="0; url=([^"]+)"', page)[1]
    assert f'href="{to}"' in page  # for whom nothing goes on by itself
    return unescape(to)


def come_in(client, subject, way=OURS, **data):
    """Through the provider and back."""
    back = requests.post(
        leave(client, way, **data), data={"sub": subject}, allow_redirects=False, timeout=10
    )
    where = urlsplit(back.headers["Location"])
    return client.get(f"{where.path}?{where.query}")


def inside(client):
    """Who has signed in."""
    return User.objects.get(pk=client.session["_auth_user_id"])


# --- officers -----------------------------------------------------------------------------------
def test_an_officer_is_known_by_a_verified_address(client, province):
    user = UserFactory(email="an@tinh.vn")
    come_in(client, "an")
    assert inside(client) == user
    user.refresh_from_db()
    assert user.check_password(PASSWORD)  # allauth takes it from whom nobody vouches for
    client.logout()
    come_in(client, "an")
    assert inside(client) == user


@pytest.mark.parametrize("subject", ["ba", "la", "079185001234"])
def test_strangers_and_unverified_addresses_stay_outside(client, province, subject):
    UserFactory(email="an@tinh.vn")
    page = come_in(client, subject).content.decode()
    assert "_auth_user_id" not in client.session and "Chưa có tài khoản" in page
    assert User.objects.count() == 1 and not SocialAccount.objects.exists()


def test_an_address_of_two_officers_is_nobodys(client, province):
    UserFactory.create_batch(2, email="an@tinh.vn")
    come_in(client, "an")
    assert "_auth_user_id" not in client.session


def test_the_providers_of_officers_open_no_account_of_citizens(client, province):
    UserFactory(email="an@tinh.vn", citizen=True)
    come_in(client, "an")
    assert "_auth_user_id" not in client.session


# --- citizens -----------------------------------------------------------------------------------
def test_a_citizen_comes_in_the_first_time_and_again(client, province):
    assert come_in(client, "an", THEIRS)["Location"] == "/tai-khoan/"
    user = inside(client)
    assert (user.kind, user.email, user.full_name) == ("citizen", "an@tinh.vn", citizens.NAME)
    client.logout()
    come_in(client, "an", THEIRS)
    assert inside(client) == user and User.objects.count() == 1
    actions = LogEntry.objects.filter(action__startswith="accounts.").order_by("pk")
    assert [row.action for row in actions] == [
        "accounts.create_citizen", "accounts.link_citizen", "accounts.sign_in",
        "accounts.sign_out", "accounts.sign_in"]  # fmt: skip


def test_nothing_of_what_the_provider_tells_is_kept_but_the_address(client, province):
    for subject in ("an", "079185001234"):
        come_in(client, subject, THEIRS)
        client.logout()
        come_in(client, subject, THEIRS)  # what is known is written anew at each sign-in
        client.logout()
    kept = str(list(SocialAccount.objects.values())) + str(list(User.objects.values()))
    assert "Lê Thị An" not in kept and "079185001234" not in kept
    assert [row.extra_data for row in SocialAccount.objects.all()] == [{}, {}]


def test_the_account_with_the_address_is_theirs(client, province):
    user = UserFactory(email="an@tinh.vn", citizen=True)
    come_in(client, "an", THEIRS)
    assert inside(client) == user


@pytest.mark.parametrize("kind", ["citizen", "officer"])
def test_an_unverified_address_opens_nothing_of_anybody(client, province, kind):
    user = UserFactory(email="an@tinh.vn", kind=kind)
    come_in(client, "ba", THEIRS)
    assert inside(client) != user and inside(client).email == ""


def test_the_address_of_an_officer_stays_the_officers(client, province):
    user = UserFactory(email="an@tinh.vn")
    come_in(client, "an", THEIRS)
    assert inside(client).kind == "citizen" and inside(client).email == ""
    client.logout()
    come_in(client, "an")
    assert inside(client) == user


def test_a_locked_citizen_stays_outside(client, province, administrator):
    come_in(client, "an", THEIRS)
    set_active(inside(client), active=False, by=administrator, reason="Mạo danh")
    client.logout()
    answer = come_in(client, "an", THEIRS)
    assert answer["Location"] == reverse("account_inactive")
    assert (
        "_auth_user_id" not in client.session and User.objects.filter(kind="citizen").count() == 1
    )


def test_who_has_had_everything_erased_begins_anew(client, province):
    come_in(client, "an", THEIRS)
    first = inside(client)
    retire_citizen(first, by=first, reason="Theo yêu cầu")
    come_in(client, "an", THEIRS)
    assert inside(client) != first and inside(client).email == "an@tinh.vn"


def test_let_in_twice_at_once_there_is_one_account(monkeypatch):
    """The second finds, when it writes, what it had not found when it looked."""
    first = admit_citizen(THEIRS, "dấu", "an@tinh.vn")
    looked = citizens.linked
    answers = iter([lambda *_: None, looked])
    monkeypatch.setattr(citizens, "linked", lambda *known: next(answers)(*known))
    assert admit_citizen(THEIRS, "dấu", "an@tinh.vn") == first
    assert User.objects.count() == 1
    monkeypatch.setattr(citizens, "linked", lambda *_: None)
    with pytest.raises(IntegrityError):  # not asked for ever
        admit_citizen(THEIRS, "dấu")
    assert User.objects.count() == 1


# --- two kinds, one browser ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "way", "words"),
    [("officer", THEIRS, "tài khoản công chức"), ("citizen", OURS, "tài khoản công dân")],
)
def test_two_kinds_of_accounts_are_not_mixed(client, province, kind, way, words):
    user = UserFactory(kind=kind)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for process in ("login", "connect"):
        answer = come_in(client, "an", way, process=process)
        assert answer.status_code == 403 and words in answer.content.decode()
    assert inside(client) == user and not SocialAccount.objects.exists()


def test_an_officer_ties_the_account_of_the_province_and_unties_it(client_of, province):
    user, page = UserFactory(), reverse("socialaccount_connections")
    client = client_of(user)
    shown = client.get(page).content.decode()
    assert "Gắn tài khoản của tỉnh" in shown and "định danh điện tử" not in shown
    assert page in client.get(reverse("usersessions_list")).content.decode()
    come_in(client, "la", OURS, process="connect")
    tied = SocialAccount.objects.get()
    assert tied.user == user
    assert "Bỏ liên kết" in client.get(page).content.decode()
    other = client_of(UserFactory()).post(page, {"account": tied.pk})
    assert other.status_code == 200 and SocialAccount.objects.exists()
    text = client.post(page, {"account": tied.pk}, follow=True).content.decode()
    assert "Đã bỏ liên kết." in text and not SocialAccount.objects.exists()
    log = LogEntry.objects.filter(action__in=["accounts.tie", "accounts.untie"], actor=user)
    assert [row.action for row in log.order_by("pk")] == ["accounts.tie", "accounts.untie"]


def test_what_is_tied_to_nothing_any_more_is_told_of(client_of):
    user = UserFactory()
    client = client_of(user)
    page = reverse("socialaccount_connections")
    assert "chưa kết nối" in client.get(page).content.decode()
    SocialAccount.objects.create(user=user, provider=OURS, uid="an")
    shown = client.get(page).content.decode()
    assert "không còn dùng" in shown and "Bỏ liên kết" not in shown


# --- the way there ------------------------------------------------------------------------------
def test_one_goes_on_to_where_one_was_going(client, province):
    assert come_in(client, "an", THEIRS, next="/tra-cuu/")["Location"] == "/tra-cuu/"
    client.logout()
    assert come_in(client, "an", THEIRS, next="https://noi-khac.vn/")["Location"] == "/tai-khoan/"


def test_each_page_offers_its_own_way(client, province):
    for page, way, other in (("account_login", OURS, THEIRS), ("citizen_sign_in", THEIRS, OURS)):
        shown = client.get(reverse(page), {"next": "/tra-cuu/"}).content.decode()
        assert f'action="{reverse("openid_connect_login", args=[way])}"' in shown
        assert reverse("openid_connect_login", args=[other]) not in shown
        assert shown.count('name="next" value="/tra-cuu/"') == 2


def test_a_link_asks_before_it_leads_away(client, province):
    answer = client.get(reverse("openid_connect_login", args=[THEIRS]))
    assert "Đăng nhập bằng tài khoản định danh điện tử" in answer.content.decode()
    assert client.get(reverse("openid_connect_login", args=["la-hoac"])).status_code == 404
    for method in ("head", "put"):
        assert (
            getattr(client, method)(reverse("openid_connect_login", args=[OURS])).status_code == 405
        )


def test_only_what_is_used_is_asked_for_and_nobody_else_can_use_the_answer(client, province):
    asked = parse_qs(urlsplit(leave(client, THEIRS)).query)
    assert set(asked["scope"][0].split()) == {"openid", "email"}
    assert asked["code_challenge_method"] == ["S256"]


def test_a_provider_that_does_not_answer_is_told_of(client, silent):
    for way in (OURS, THEIRS):
        answer = client.post(reverse("openid_connect_login", args=[way]))
        assert answer.status_code == 502 and "không trả lời" in answer.content.decode()


def test_one_that_falls_silent_meanwhile_is_told_of_too(client, province, settings, monkeypatch):
    back = requests.post(leave(client, OURS), data={"sub": "an"}, allow_redirects=False, timeout=10)
    where = urlsplit(back.headers["Location"])
    named(monkeypatch, settings, "http://localhost:9")
    answer = client.get(f"{where.path}?{where.query}")
    assert answer.status_code == 502 and "không trả lời" in answer.content.decode()


def test_whoever_turns_back_is_shown_both_ways_in(client, province):
    state = re.search(r"state=(\w+)", leave(client, THEIRS))[1]
    back = reverse("openid_connect_callback", args=[THEIRS])
    page = client.get(back, {"error": "access_denied", "state": state}, follow=True)
    text = page.content.decode()
    assert "Đã thôi đăng nhập" in text and reverse("citizen_sign_in") in text
    answer = client.get(back, {"code": "x", "state": "bịa"})
    assert answer.status_code == 401 and "Chưa đăng nhập được" in answer.content.decode()


def test_without_an_issuer_there_is_no_provider(client, monkeypatch):
    for prefix in ("CONGVU_OIDC", "CONGVU_CITIZEN_OIDC"):
        monkeypatch.delenv(f"{prefix}_ISSUER", raising=False)
    assert single_sign_on() == []
    for page in ("account_login", "citizen_sign_in"):
        assert "mot-lan" not in client.get(reverse(page)).content.decode()
