"""Walk the showroom as one person: every page of the navigation, then every door found there."""

import re
from collections.abc import Iterator

from django.test import Client
from django.urls import Resolver404, resolve

LINK = re.compile(r'href="(/[^"#]*)"')
LEFT_ALONE = {"account_logout"}
ELSEWHERE = ("/static/", "/tai-khoan/")


def client_of(user) -> Client:
    """A browser with this person signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def doors_of(html: str) -> Iterator[str]:
    """Addresses a page leads to."""
    for address in LINK.findall(html):
        if not address.startswith(ELSEWHERE):
            yield address.replace("&amp;", "&")


def name_of(address: str) -> str:
    """Name of the view behind an address."""
    try:
        return resolve(address.split("?")[0]).view_name
    except Resolver404:
        return address


def closed_doors(user, *, depth: int = 2) -> list[str]:
    """Addresses offered to ``user`` that do not open; one of each kind of page is tried."""
    client, tried, wrong = client_of(user), set(LEFT_ALONE), []
    waiting = ["/"]
    for _ in range(depth + 1):
        found: list[str] = []
        for address in waiting:
            if name_of(address) in tried:
                continue
            tried.add(name_of(address))
            answer = client.get(address)
            if answer.streaming:  # to its end, which closes the file behind it
                b"".join(answer.streaming_content)
            if answer.status_code >= 400:
                wrong.append(f"{user.username} {address} {answer.status_code}")
            elif "html" in answer.headers.get("Content-Type", "") and not answer.streaming:
                found += doors_of(answer.content.decode())
        waiting = found
    return wrong
