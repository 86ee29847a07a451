"""Walk the showroom as one person: every page of the navigation, then every door found there."""

import re
from collections.abc import Iterator

from django.test import Client
from django.urls import Resolver404, resolve

LINK = re.compile(r'href="(/[^"#]*)"')
DOOR = re.compile(r'<a\b[^>]*\bhref="([/?][^"#]*)"')
MENU = re.compile(r'<div class="side-nav">.*?</div>', re.DOTALL)
TABS = re.compile(r'<nav class="tabs".*?</nav>', re.DOTALL)
SOME = 6
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


def closed_doors(user, *, depth: int = 3) -> list[str]:
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


def refused_doors(user) -> list[str]:
    """Everything the menu leads to, with the tabs of these pages and every link on them, that
    does not open for ``user``."""
    client, seen, wrong = client_of(user), {}, []

    def opened(address: str, where: str) -> str:
        """The page behind an address, opened once; what it answers is kept."""
        if address not in seen:
            answer = client.get(address)
            seen[address] = ""
            if answer.status_code >= 400:
                wrong.append(f"{user.username} {where} → {address}: {answer.status_code}")
            elif answer.streaming:
                b"".join(answer.streaming_content)
            elif "html" in answer.headers.get("Content-Type", ""):
                seen[address] = answer.content.decode()
        return seen[address]

    def led_to(html: str, here: str) -> list[str]:
        """Where a piece of a page leads, in full."""
        found = (one.replace("&amp;", "&") for one in DOOR.findall(html))
        whole = (here.split("?")[0] + one if one.startswith("?") else one for one in found)
        return [one for one in whole if not one.startswith(ELSEWHERE)]

    menu = led_to("".join(MENU.findall(opened("/", ""))), "/")
    assert menu, f"no menu for {user}"
    pages = ["/", *menu]
    for here in menu:
        pages += led_to("".join(TABS.findall(opened(here, "menu"))), here)
    samples: dict[tuple[str, str], int] = {}
    for here in dict.fromkeys(pages):
        for address in led_to(opened(here, "tab"), here):
            key = (here, name_of(address))  # of a list some rows
            samples[key] = samples.get(key, 0) + 1
            if name_of(address) not in LEFT_ALONE and samples[key] <= SOME:
                opened(address, here)
    return wrong
