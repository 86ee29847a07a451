"""Citizens sign in by a code sent by mail; nobody learns whether an address has an account."""

import datetime as dt
import re
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from congvu.accounts import limits
from congvu.accounts.actions import (
    create_accounts,
    retire_citizen,
    send_code,
    set_active,
    use_code,
)
from congvu.accounts.errors import TooManyCodes, WrongCode
from congvu.accounts.models import SignInCode, User
from congvu.accounts.registry import Sender, register_sender
from congvu.accounts.rules import CODE_TRIES, CODES_AN_HOUR, one_time_code
from congvu.accounts.senders import EMAIL
from congvu.core.models import LogEntry
from tests.organizations.factories import UserFactory

pytestmark = pytest.mark.django_db
ENTER, CODE = reverse("citizen_sign_in"), reverse("citizen_code")
WHO = "an@example.vn"
MARK = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def code_of(message=None) -> str:
    """The code in the last mail."""
    return re.search(r"\b\d{6}\b", (message or mail.outbox[-1]).body)[0]


def sent(address: str = WHO) -> str:
    send_code(EMAIL, address)
    return code_of()


def other(code: str) -> str:
    """Six digits that are not the code."""
    return f"{(int(code) + 1) % 10**6:06d}"


def ask(client, address: str = WHO, **more):
    return client.post(ENTER, {"address": address, "next": "/tra-cuu/"}, **more)


def text_of(answer) -> str:
    return MARK.sub("", answer.content.decode())


def passed(minutes: float) -> None:
    """As if the last codes had been sent so many minutes earlier."""
    for row in SignInCode.objects.all():
        row.sent_at -= dt.timedelta(minutes=minutes)
        row.hour_began -= dt.timedelta(minutes=minutes)
        row.save()


# --- the way in ---------------------------------------------------------------------------------
def test_an_address_and_its_code_let_a_citizen_in(client):
    assert client.get(ENTER).status_code == 200
    answer = ask(client, " An@Example.VN ")
    assert answer.status_code == 302 and answer["Location"] == CODE
    assert WHO in text_of(client.get(CODE))
    [message] = mail.outbox
    assert message.to == [WHO] and code_of() in message.subject and "10 phút" in message.body
    answer = client.post(CODE, {"code": f"{code_of()[:3]} {code_of()[3:]}"})
    assert (answer.status_code, answer["Location"]) == (302, "/tra-cuu/")
    user = User.objects.get(pk=client.session["_auth_user_id"])
    assert (user.kind, user.email) == (User.Kind.CITIZEN, WHO)
    assert not user.has_usable_password() and not user.seats.exists()


def test_the_second_time_it_is_the_same_account():
    first = use_code(EMAIL, WHO, sent())
    assert use_code(EMAIL, WHO, sent()) == first
    assert User.objects.filter(kind="citizen").count() == 1


def test_all_of_it_is_logged_without_the_address(client):
    ask(client)
    code = code_of()
    client.post(CODE, {"code": other(code)})
    client.post(CODE, {"code": code})
    rows = LogEntry.objects.order_by("pk")
    assert [row.action for row in rows] == [
        "accounts.code_failed", "accounts.create_citizen", "accounts.sign_in"]  # fmt: skip
    told = " ".join(f"{r.label} {r.actor_name} {r.changes} {r.reason}" for r in rows)
    assert "an@" not in told and "example" not in told


@pytest.mark.parametrize("to", ["https://example.com/", "//example.com/", "javascript:x", ""])
def test_it_leads_on_within_the_site_only(client, to):
    client.post(ENTER, {"address": WHO, "next": to})
    assert client.post(CODE, {"code": code_of()})["Location"] == "/tai-khoan/"


def test_the_place_to_go_on_to_is_kept_through_mistakes(client):
    assert 'value="/tra-cuu/"' in text_of(client.get(ENTER, {"next": "/tra-cuu/"}))
    answer = ask(client, "khong phai dia chi")
    assert answer.status_code == 422
    text = text_of(answer)
    assert 'value="/tra-cuu/"' in text and "khong phai dia chi" in text and "Ví dụ" in text


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６"])
def test_what_is_no_code_is_told_and_not_counted(client, typed):
    ask(client)
    assert client.post(CODE, {"code": typed}).status_code == 422
    assert SignInCode.objects.get().wrong == 0


def test_without_an_address_there_is_no_page_of_codes(client):
    for answer in (client.get(CODE), client.post(CODE, {"code": "123456"})):
        assert (answer.status_code, answer["Location"]) == (302, ENTER)


@pytest.mark.parametrize("path", [ENTER, CODE])
def test_other_methods_are_refused_and_nothing_is_cached(client, path):
    assert client.put(path).status_code == 405
    assert "no-store" in client.get(path)["Cache-Control"]


def test_the_session_gets_a_new_key(client):
    ask(client)
    before = client.session.session_key
    client.post(CODE, {"code": code_of()})
    assert client.session.session_key != before


# --- a code -------------------------------------------------------------------------------------
def test_a_code_opens_once():
    code = sent()
    use_code(EMAIL, WHO, code)
    with pytest.raises(WrongCode):
        use_code(EMAIL, WHO, code)


@pytest.mark.parametrize(("minutes", "good"), [(9.9, True), (10.1, False)])
def test_a_code_lives_ten_minutes(minutes, good):
    code = sent()
    passed(minutes)
    if good:
        assert use_code(EMAIL, WHO, code)
    else:
        with pytest.raises(WrongCode):
            use_code(EMAIL, WHO, code)


def test_after_five_wrong_ones_the_right_one_is_dead_too():
    code = sent()
    for _ in range(CODE_TRIES):
        with pytest.raises(WrongCode):
            use_code(EMAIL, WHO, other(code))
    with pytest.raises(WrongCode):
        use_code(EMAIL, WHO, code)
    assert SignInCode.objects.get().wrong == CODE_TRIES
    assert use_code(EMAIL, WHO, sent())


def test_a_new_code_ends_the_one_before():
    first, second = sent(), sent()
    if first != second:
        with pytest.raises(WrongCode):
            use_code(EMAIL, WHO, first)
    assert use_code(EMAIL, WHO, second)


def test_a_code_is_good_for_its_own_address_only():
    code = sent()
    sent("binh@example.vn")
    with pytest.raises(WrongCode):
        use_code(EMAIL, "cuong@example.vn", code)
    assert use_code(EMAIL, WHO, code).email == WHO


def test_dots_make_another_address():
    code = sent("a.n@example.vn")
    with pytest.raises(WrongCode):
        use_code(EMAIL, WHO, code)


def test_neither_code_nor_address_lies_in_the_database():
    code = sent()
    row = str(SignInCode.objects.values().get())
    assert code not in row and "an@" not in row


def test_codes_are_six_digits_and_differ():
    codes = {one_time_code() for _ in range(200)}
    assert all(re.fullmatch(r"\d{6}", code) for code in codes) and len(codes) > 150


def test_rows_of_yesterday_are_swept_out():
    sent("cu@example.vn")
    passed(25 * 60)
    sent()
    assert SignInCode.objects.count() == 1


# --- nobody learns who has an account -----------------------------------------------------------
def people(kinds: str) -> str:
    """An address of such a person."""
    address = f"{kinds}@example.vn"
    if kinds == "officer":
        UserFactory(email=address)
    elif kinds == "confirmed":
        [made] = create_accounts([{"username": "cb", "full_name": "Cán bộ"}], by=None)
        made.user.emailaddress_set.create(email=address, verified=True)
    elif kinds in ("citizen", "locked"):
        UserFactory(email=address, citizen=True, is_active=kinds == "citizen")
    return address


KINDS = ["stranger", "citizen", "locked", "officer", "confirmed"]


@pytest.mark.parametrize("kinds", KINDS)
def test_the_pages_are_the_same_whoever_has_the_address(client, kinds):
    first = ask(Client(), "ai-do@example.vn")
    address = people(kinds)
    answer = ask(client, address)
    assert (answer.status_code, answer["Location"]) == (first.status_code, first["Location"])
    assert len(mail.outbox) == 2 and mail.outbox[1].to == [address]
    page = text_of(client.get(CODE)).replace(address, "…")
    wrong = text_of(client.post(CODE, {"code": "000000"})).replace(address, "…")
    stranger = Client()
    ask(stranger, "nguoi-khac@example.vn")
    assert page == text_of(stranger.get(CODE)).replace("nguoi-khac@example.vn", "…")
    again = text_of(stranger.post(CODE, {"code": "000000"})).replace("nguoi-khac@example.vn", "…")
    assert wrong == again


def test_the_work_is_the_same_whoever_has_the_address():
    asked = {}
    for kinds in KINDS:
        address = people(kinds)
        with CaptureQueriesContext(connection) as first:
            send_code(EMAIL, address)
        with CaptureQueriesContext(connection) as second, pytest.raises(WrongCode):
            use_code(EMAIL, address, "000000")
        shape = [re.sub(r"'[^']*'|\d+", "?", q["sql"])[:60] for q in (*first, *second)]
        asked[kinds] = shape
    assert all(shape == asked["stranger"] for shape in asked.values())


@pytest.mark.parametrize("kinds", ["officer", "confirmed", "locked"])
def test_officers_and_locked_accounts_get_a_mail_without_a_code(kinds):
    address = people(kinds)
    send_code(EMAIL, address)
    assert not re.search(r"\d{6}", mail.outbox[0].subject + mail.outbox[0].body)
    for code in ("000000", "123456", ""):
        with pytest.raises(WrongCode):
            use_code(EMAIL, address, code)
    assert User.objects.filter(kind="citizen", email=address, is_active=True).count() == 0


def test_who_became_an_officer_meanwhile_does_not_come_in_by_code():
    code = sent()
    UserFactory(email="AN@example.vn")
    with pytest.raises(WrongCode):
        use_code(EMAIL, WHO, code)


def test_who_was_locked_meanwhile_does_not_come_in(administrator):
    user = use_code(EMAIL, WHO, sent())
    code = sent()
    set_active(user, False, by=administrator, reason="Thử")
    with pytest.raises(WrongCode):
        use_code(EMAIL, WHO, code)


def test_the_office_may_enter_an_officer_with_a_citizens_address(administrator):
    use_code(EMAIL, WHO, sent())
    draft = {"username": "an", "full_name": "Nguyễn Văn An", "email": WHO}
    [made] = create_accounts([draft], by=administrator)
    assert made.user.kind == User.Kind.OFFICER


# --- limits -------------------------------------------------------------------------------------
def test_an_address_gets_five_codes_an_hour(client):
    for _ in range(CODES_AN_HOUR):
        assert ask(client).status_code == 302
    answer = ask(Client(), REMOTE_ADDR="10.0.0.9")
    assert answer.status_code == 429 and 3500 < int(answer["Retry-After"]) <= 3601
    assert "hộp thư" in text_of(answer) and WHO in text_of(answer)
    assert len(mail.outbox) == CODES_AN_HOUR
    passed(61)
    assert ask(Client(), REMOTE_ADDR="10.0.0.9").status_code == 302


def test_using_a_code_does_not_begin_the_hour_anew():
    for _ in range(CODES_AN_HOUR):
        use_code(EMAIL, WHO, sent())
    with pytest.raises(TooManyCodes):
        sent()


def test_one_visitor_does_not_write_to_everybody(client):
    for number in range(limits.ASKED.most):
        assert ask(client, f"nguoi{number}@example.vn").status_code == 302
    assert ask(client, "them@example.vn").status_code == 429
    assert ask(Client(), "them@example.vn", REMOTE_ADDR="10.0.0.9").status_code == 302


def test_one_visitor_does_not_try_codes_of_everybody(client):
    for number in range(limits.WRONG.most // CODE_TRIES):
        ask(client, f"nguoi{number}@example.vn")
        code = code_of()
        for _ in range(CODE_TRIES):
            assert client.post(CODE, {"code": other(code)}).status_code == 422
    ask(client)
    answer = client.post(CODE, {"code": code_of()})
    assert answer.status_code == 429 and "Retry-After" in answer


def test_when_mail_does_not_go_out_it_is_said(client, monkeypatch):
    def broken(*args, **kwargs):
        raise SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    answer = ask(client)
    assert answer.status_code == 503 and "máy chủ gửi thư" in text_of(answer)
    assert WHO in text_of(answer)


# --- accounts of citizens -----------------------------------------------------------------------
def test_a_citizen_who_is_in_goes_on_and_an_officer_is_told(client_of, citizen, contact):
    answer = client_of(citizen).get(ENTER, {"next": "/tra-cuu/"})
    assert answer["Location"] == "/tra-cuu/"
    assert client_of(citizen).get(ENTER)["Location"] == "/tai-khoan/"
    for method in ("get", "post"):
        answer = getattr(client_of(contact), method)(ENTER, {"address": WHO})
        assert answer.status_code == 403 and "tài khoản công chức" in text_of(answer)
    assert not mail.outbox


@pytest.mark.parametrize(
    "name",
    ["account_set_password", "account_change_password", "account_email", "mfa_index",
     "usersessions_list", "account_reauthenticate", "socialaccount_connections", "core:system",
     "api:token_list", "desk:search"],
)  # fmt: skip
def test_pages_of_officers_are_not_there_for_citizens(client_of, citizen, name):
    for method in ("get", "post"):
        assert getattr(client_of(citizen), method)(reverse(name)).status_code == 404


def test_the_first_page_of_a_citizen_is_the_public_one(client_of, citizen):
    assert client_of(citizen).get("/")["Location"] == reverse("portal:home")


def test_a_citizen_is_mailed_no_way_to_a_password(client, citizen, contact):
    for person in (citizen, contact):
        client.post(reverse("account_reset_password"), {"email": person.email})
    links = [m.to[0] for m in mail.outbox if "/mat-khau/moi/" in m.body]
    assert links == [contact.email]


def test_a_citizen_leaves_for_the_public_page(client_of, citizen):
    client = client_of(citizen)
    text = client.get(reverse("portal:tracking")).content.decode()
    assert "Tài khoản" in text and "Đăng xuất" in text and "Đăng nhập" not in text
    answer = client.post(reverse("account_logout"), {"next": reverse("portal:home")})
    assert answer["Location"] == reverse("portal:home") and "_auth_user_id" not in client.session


def test_visitors_see_the_way_in_and_officers_neither(client, client_of, contact):
    path = reverse("portal:tracking")
    assert f'href="{ENTER}"' in client.get(path).content.decode()
    text = client_of(contact).get(path).content.decode()
    assert f'href="{ENTER}"' not in text and "Đăng xuất" not in text


def test_a_retired_account_has_no_way_in_and_the_address_begins_anew():
    user = use_code(EMAIL, WHO, sent())
    retire_citizen(user, by=user, reason="Theo yêu cầu")
    user.refresh_from_db()
    assert (user.email, user.is_active) == ("", False)
    assert LogEntry.objects.filter(action="accounts.retire_citizen", actor=user).exists()
    assert use_code(EMAIL, WHO, sent()) != user


def test_in_a_demo_the_mail_is_shown_where_it_is_asked_for(client, settings):
    settings.EMAIL_BACKEND = "congvu.core.outbox.backend.OutboxBackend"
    ask(client)
    assert "Bản dùng thử" not in text_of(client.get(CODE))
    settings.DEMO = True
    text = text_of(client.get(CODE))
    code = re.search(r"Mã đăng nhập của bạn là (\d{6})", text)[1]
    assert client.post(CODE, {"code": code}).status_code == 302


# --- another way than mail ----------------------------------------------------------------------
def test_a_gateway_for_messages_is_another_sender(client, monkeypatch):
    monkeypatch.setattr("congvu.accounts.registry._senders", {})
    messages = []

    def normal(typed: str) -> str:
        digits = re.sub(r"\D", "", typed)
        return digits if re.fullmatch(r"0\d{9}", digits) else ""

    register_sender(EMAIL)
    register_sender(
        Sender("sms", "Số điện thoại", "phone", normal, lambda *told: messages.append(told))
    )
    assert "Thư điện tử hoặc số điện thoại" in text_of(client.get(ENTER))
    for _ in range(2):
        client = Client()
        assert ask(client, "0912 345 678").status_code == 302
        [address, _, text] = messages[-1]
        assert address == "0912345678"
        assert client.post(CODE, {"code": re.search(r"\d{6}", text)[0]}).status_code == 302
    [user] = User.objects.filter(kind="citizen")
    assert user.phone.clear == "0912345678" and user.email == ""
    assert not mail.outbox


def test_mail_is_the_only_way_that_comes_along(client):
    text = text_of(client.get(ENTER))
    assert 'type="email"' in text and "điện thoại" not in text


def test_the_clock_of_codes_is_the_machines(settings):
    settings.DEMO, settings.DEMO_TODAY = True, "2020-09-08"
    sent()
    assert timezone.now() - SignInCode.objects.get().sent_at < dt.timedelta(minutes=1)
