"""Sends every form a person is shown, with what nobody should type; tells of pages that broke."""

import random
import re
import time
from collections import Counter, deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag
from django.db import transaction
from django.test import Client

MODES = ("good", "good", "odd", "mixed", "mixed", "empty")
ODD = [
    *("", "  ", "\0", "x\0y", "😀" * 50, "a" * 40_000, "<b>", "%s{0}{{x}}", "a\r\nb", "\ud7ff"),
    *("9" * 40, "-1", "1e999", "NaN", "²", "٣", "0x10", "1,5", "true", "null", "[]"),
    *("31/12/9999", "01/01/0001", "30/02/2020", "9999", "0001-01-01", "00:61", "desk:home"),
]
PLAIN = ["Thử nghiệm", "12", "2020", "15/10/2020", "08:30", "0912345678", "moi@example.vn"]
LEFT_ALONE = ("/static/", "/cms/", "/tai-khoan/dang-xuat/")  # Wagtail's rooms are not ours


class Walk:
    """One person's; ``broken`` holds method, address and data of each page that broke."""

    def __init__(self, client: Client, seed: int, seconds: float) -> None:
        self.client, self.random = client, random.Random(seed)  # noqa: S311 to find, not to hide
        self.until = time.monotonic() + seconds
        self.seen: Counter[str] = Counter()
        self.broken: list[tuple[str, str, Any]] = []
        self.sent = 0

    def go(self, start: str) -> "Walk":
        """From page to page, a few of each kind, until the time is up or nothing is left."""
        waiting = deque([start])
        while waiting and time.monotonic() < self.until:
            address = waiting.popleft()
            if self.often(address, 3) or address.startswith(LEFT_ALONE):
                continue
            answer = self.ask("get", address, {})
            if "Location" in answer:
                waiting.append(urljoin(address, answer["Location"]))
            elif "html" in answer.get("Content-Type", "") and not answer.streaming:
                page = BeautifulSoup(answer.content, "lxml")
                waiting.extend(self.doors(page, address))
                for form in page.find_all("form"):
                    self.fill(form, address)
        return self

    def often(self, address: str, most: int) -> bool:
        """Whether pages like this were looked at so often."""
        like = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "N", address)
        self.seen[like] += 1
        return self.seen[like] > most

    def doors(self, page: BeautifulSoup, here: str) -> list[str]:
        found = [urljoin(here, a["href"]).split("#")[0] for a in page.find_all("a", href=True)]
        found = [one for one in found if one.startswith("/") and not one.startswith("//")]
        self.random.shuffle(found)
        return found

    def fill(self, form: Tag, here: str) -> None:
        """In every mode; twice what is good, as if pressed twice."""
        fields, method = list(fields_of(form)), (form.get("method") or "get").lower()
        doors = [form.get("action") or here]
        doors += [button["formaction"] for button in form.find_all("button", formaction=True)]
        for door in (urljoin(here, one) for one in doors):
            like = f"{method} {door} {sorted({name for name, _, _ in fields})}"
            ours = urlsplit(door).netloc == "" and not door.startswith(LEFT_ALONE)
            if method == "dialog" or not ours or self.often(like, 1):
                continue
            for mode in MODES:
                data = {name: self.value(mode, kind, known) for name, kind, known in fields}
                with transaction.atomic():
                    for _ in range(2 if mode == "good" else 1):
                        self.ask(method, door, data)
                    transaction.set_rollback(True)

    def value(self, mode: str, kind: str, known: list[str]) -> str:
        """What one field is given."""
        odd = mode == "odd" or (mode == "mixed" and self.random.random() < 0.3)
        if mode == "empty" and kind != "hidden":
            return ""
        return self.random.choice(ODD if odd else known or PLAIN)

    def ask(self, method: str, address: str, data: dict[str, str]) -> Any:
        """One request; what it answers, and whether that is a broken page."""
        self.sent += 1
        answer = getattr(self.client, method)(address, data)
        if answer.streaming:
            b"".join(answer.streaming_content)
        if answer.status_code >= 500:
            self.broken.append((method, address, {k: v[:60] for k, v in data.items()}))
        return answer


def fields_of(form: Tag) -> Iterator[tuple[str, str, list[str]]]:
    """Name, kind and the values it offers, of everything a form sends but files."""
    for one in form.find_all(["input", "select", "textarea", "button"]):
        name, kind = one.get("name"), str(one.get("type") or one.name)
        if not name or name == "csrfmiddlewaretoken" or kind == "file" or one.has_attr("disabled"):
            continue
        if one.name == "select":
            yield name, kind, [o.get("value", o.text) for o in one.find_all("option")]
        else:
            value = one.get("value") or (one.text if one.name == "textarea" else "")
            yield name, kind, [value] if value else []
