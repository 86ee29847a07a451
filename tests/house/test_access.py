"""Every address × every role, against the expectations of access.yaml.

A row says who may come in; everybody else, anonymous visitors included, must be turned away.
An address without a row fails here by name.
"""

import logging
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
import yaml
from django.db import connection, transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse

from tests.house.objects import MAKERS, build, kinds_of_actor
from tests.house.urls import addresses

FILES = sorted(Path(__file__).parent.parent.glob("*/access.yaml"))
TABLE: dict = {}
for _file in FILES:
    TABLE.update(yaml.safe_load(_file.read_text(encoding="utf-8")) or {})
METHODS = ["GET", "POST"]
API_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
REFUSALS = {"403.html", "404.html", "core/error.html"}
TURNED_AWAY = {401, 403, 404, 405}
# GET may touch these: sessions, caches and rate limits, the sign-in itself
GET_MAY_WRITE = ("django_session", '"cache"', "usersessions_", "accounts_user", "account_email")
ADDRESSES = addresses()
NAMESPACES = sorted({a.namespace for a in ADDRESSES})


def expand(who) -> set[str]:
    """The actors a row lets in."""
    everyone = set(kinds_of_actor())
    groups = {
        "public": everyone,
        "signed_in": everyone - {"anonymous"},
        "staff": everyone - {"anonymous", "citizen"},
        "nobody": set(),
    }
    if isinstance(who, str) and who in groups:
        return groups[who]
    names = set(who if isinstance(who, list) else [who])
    assert names <= everyone, f"unknown role in access.yaml: {names - everyone}"
    return names


def row_of(name: str) -> dict:
    """A row in its long form."""
    row = TABLE[name]
    return row if isinstance(row, dict) else {"who": row}


def signed_in(actors: dict) -> dict[str, tuple[Client, SimpleCookie]]:
    """A browser per actor with the cookies of a fresh sign-in; they share their middleware."""
    browsers, first = {}, Client(raise_request_exception=False)
    for role, actor in actors.items():
        client = Client(raise_request_exception=False)
        client.handler = first.handler
        if actor.is_authenticated:
            client.force_login(actor, backend="django.contrib.auth.backends.ModelBackend")
        browsers[role] = (client, client.cookies.copy())
    return browsers


def ask(browser, method: str, path: str) -> tuple[int, str, list[str]]:
    """Status, address redirected to, and what a GET wrote. Leaves nothing behind."""
    writes: list[str] = []

    def watch(execute, sql, params, many, context):
        head = sql.lstrip()[:6].upper()
        if head in {"INSERT", "UPDATE", "DELETE"} and not any(t in sql for t in GET_MAY_WRITE):
            writes.append(sql[:80])
        return execute(sql, params, many, context)

    client, cookies = browser
    client.cookies = SimpleCookie({name: morsel.value for name, morsel in cookies.items()})
    with transaction.atomic():
        with connection.execute_wrapper(watch):
            answer = client.generic(method, path)
        transaction.set_rollback(True)
    return answer.status_code, answer.headers.get("Location", ""), writes


def complaint(inside: bool, known: bool, status: int, location: str) -> str:
    """What is wrong with an answer, empty when it is as expected."""
    doors = tuple(f"{reverse(name)}?next=" for name in ("account_login", "citizen_sign_in"))
    to_login = status in (301, 302) and location.startswith(doors)
    if status >= 500:
        return f"broke with {status}"
    if not inside:
        return "" if to_login or status in TURNED_AWAY else f"was let in ({status})"
    if to_login or status in (401, 403):
        return f"was turned away ({status})"
    return f"found nothing ({status})" if known and status == 404 else ""


def test_every_address_has_a_row_and_every_row_an_address():
    names = {a.name for a in ADDRESSES}
    assert sorted(names - set(TABLE)) == [], "say in tests/house/access.yaml who may come in"
    assert sorted(set(TABLE) - names) == [], "rows without an address"


def test_rows_name_objects_that_can_be_made():
    wanted = {o for name in TABLE for o in row_of(name).get("with", {}).values()}
    assert sorted(wanted - set(MAKERS)) == []


@pytest.fixture
def refusals_drawn_once(monkeypatch):
    """A refusal is asked for its status alone once its page was drawn for that person."""
    drawn, render = set(), Template.render

    def once(template, context=None, request=None):
        told = (template.template.name, getattr(getattr(request, "user", None), "pk", None))
        if told[0] in REFUSALS and told in drawn:
            return ""
        drawn.add(told)
        return render(template, context, request)

    monkeypatch.setattr(Template, "render", once)


@pytest.mark.django_db
@pytest.mark.parametrize("namespace", NAMESPACES)
def test_everybody_comes_in_exactly_where_expected(namespace, caplog, refusals_drawn_once):
    caplog.set_level(logging.CRITICAL, "django.request")
    house, wrong = build(), []
    browsers, api = signed_in(house.actors), namespace.startswith("api")
    for address in [a for a in ADDRESSES if a.namespace == namespace and a.name in TABLE]:
        row = row_of(address.name)
        ids = {key: house[name] for key, name in row.get("with", {}).items()}
        path = address.path(ids)
        known = {key for key, _ in address.converters} <= set(ids)
        for method in API_METHODS if api else METHODS:
            if api and ask(browsers["administrator"], method, path)[0] == 405:
                continue  # the method is looked at before who asks
            inside = expand(row.get(method, row.get("who", "nobody")))
            for role, browser in browsers.items():
                status, location, writes = ask(browser, method, path)
                why = complaint(role in inside, known, status, location)
                if status in row.get("accept", []):
                    why = ""
                if method == "GET" and writes:
                    why += f" a GET wrote: {writes}"
                if why:
                    wrong.append(f"{address.name} {method} {role}: {why}")
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)
