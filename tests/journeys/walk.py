"""Which pages a journey opens: a list made by walking from the first page, one of each kind."""

from collections.abc import Iterable

from django.test import Client

from tests.demo.pages import client_of, doors_of, name_of

DEPTH = 3
# answers without a page of ours, and what a visit would end
LEFT_ALONE = {
    "account_logout",
    "api:openapi",
    "core:styleguide",
    "core:styleguide_print",
    "wagtailadmin_door",
}  # rooms of others, with a gate and a policy of their own


def kinds_of(user, known: Iterable[str] = (), start: str = "/") -> dict[str, str]:
    """View name to one address ``user`` is led to, the kinds already ``known`` left out.

    ``user`` None is a visitor.
    """
    client = Client(raise_request_exception=False) if user is None else client_of(user)
    tried, found = {*LEFT_ALONE, *known} - {name_of(start)}, {}
    waiting = [start]
    for _ in range(DEPTH + 1):
        doors: list[str] = []
        for address in waiting:
            if name_of(address) in tried:
                continue
            tried.add(name_of(address))
            answer = client.get(address)
            answer.close()  # a file is not read, and let go of
            if answer.status_code == 200 and is_page(answer):
                found[name_of(address)] = address
                doors += doors_of(answer.content.decode())
        waiting = doors
    return found


def is_page(answer) -> bool:
    """HTML, not a file."""
    return "html" in answer.headers.get("Content-Type", "") and not answer.streaming
