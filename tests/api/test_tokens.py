import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from congvu.api.actions import create_token, digest, revoke_token
from congvu.api.models import Token
from congvu.core import clock
from congvu.core.errors import NotAllowed, WrongState
from congvu.core.models import LogEntry
from tests.api.calls import refused, told

pytestmark = pytest.mark.django_db


def test_only_the_hash_of_a_token_is_kept(head):
    token, secret = create_token(head, name="Bảng theo dõi", by=head)
    assert token.digest == digest(secret)
    entry = LogEntry.objects.get(action="api.create_token")
    assert secret not in str(entry.changes)
    assert token.digest not in str(entry.changes)


def test_the_command_prints_the_token_and_nothing_else(head):
    out = io.StringIO()
    call_command("token", head.username, stdout=out)
    assert Token.objects.get().digest == digest(out.getvalue().strip())


def test_the_command_names_a_user_it_does_not_know(db):
    with pytest.raises(CommandError, match="Không có người dùng"):
        call_command("token", "khong-co")


def test_a_token_has_the_rights_of_its_user(program, unit, head, citizen):
    assert [u["id"] for u in told(program(head).get("units"))["items"]].count(unit.pk) == 1
    assert told(program(citizen).get("units"))["items"] == []
    refused(program(citizen).get(f"units/{unit.pk}"), 404)


def test_without_a_token_nothing_is_answered(client, client_of, head):
    answer = client.get("/api/v1/units")
    refused(answer, 401)
    assert answer["WWW-Authenticate"] == "Bearer"
    refused(client_of(head).get("/api/v1/units"), 401)
    refused(client.get("/api/v1/units", headers={"Authorization": "Bearer sai"}), 401)


def test_a_revoked_token_is_turned_away(program, head):
    caller = program(head)
    token = Token.objects.get()
    revoke_token(token, by=head)
    refused(caller.get("units"), 401)
    with pytest.raises(WrongState):
        revoke_token(token, by=head)


def test_a_locked_account_has_no_working_token(program, head):
    caller = program(head)
    head.is_active = False
    head.save()
    refused(caller.get("units"), 401)


def test_nobody_revokes_the_token_of_another(program, head, outsider, client_of):
    program(head)
    token = Token.objects.get()
    with pytest.raises(NotAllowed):
        revoke_token(token, by=outsider)
    page = reverse("api:token_revoke", args=[token.pk])
    assert client_of(outsider).post(page).status_code == 404


def test_use_is_remembered_at_most_once_a_minute(program, head):
    caller = program(head)
    caller.get("units")
    first = Token.objects.get().last_used_at
    caller.get("units")
    assert Token.objects.get().last_used_at == first
    Token.objects.update(last_used_at=first - timezone.timedelta(minutes=2))
    with clock.at(first):
        caller.get("units")
    assert Token.objects.get().last_used_at == first


def test_too_many_requests_are_told_when_to_come_again(program, head, settings):
    settings.API_REQUESTS_PER_MINUTE = 3
    caller = program(head)
    answers = [caller.get("units") for _ in range(8)]
    late = [a for a in answers if a.status_code == 429]
    assert late
    refused(late[0], 429)
    assert 0 < int(late[0]["Retry-After"]) <= 60


def test_the_page_shows_a_new_token_once(client_of, head):
    browser = client_of(head)
    page = reverse("api:token_list")
    answer = browser.post(page, {"name": "Bảng theo dõi"})
    assert digest(answer.context["secret"]) == Token.objects.get().digest
    again = browser.get(page)
    assert answer.context["secret"] not in again.content.decode()
    assert "Bảng theo dõi" in again.content.decode()


def test_the_page_keeps_a_nameless_token_out(client_of, head):
    answer = client_of(head).post(reverse("api:token_list"), {"name": ""})
    assert answer.status_code == 422
    assert not Token.objects.exists()


def test_the_page_revokes(client_of, head):
    token, _ = create_token(head, name="Cũ", by=head)
    client_of(head).post(reverse("api:token_revoke", args=[token.pk]))
    token.refresh_from_db()
    assert token.revoked_at is not None
