"""People at their screens: each with a browser of their own, who click and type and look.

A journey is told with these: ``person.press("Trình ký")`` is a click on what says so,
``person.type("Số", "35")`` a text in the field so labelled. ``Walk`` counts clicks, keeps the
day of the story and gathers what is wrong with every page looked at.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page

from tests.journeys import browser as b

WORDS = """() => [document.body.innerText, ...Array.from(
  document.querySelectorAll("textarea, input:not([type=hidden])"), (e) => e.value)].join("\\n")"""


@dataclass
class Walk:
    """One journey: its browser, its day, its faults."""

    browser: Browser
    url: str
    settings: Any
    password: str
    name: str
    faults: list[str] = field(default_factory=list)
    looked: list[str] = field(default_factory=list)
    people: dict[str, "Person"] = field(default_factory=dict)

    def on(self, day: str) -> None:
        """The office's clock stands on another day from now on."""
        self.settings.DEMO_TODAY = day

    def person(self, username: str, size: tuple[int, int] = b.DESK) -> "Person":
        """Somebody at a screen, signed in once and seen again later."""
        key = f"{username}-{size[0]}"
        if key not in self.people:
            page = b.open_page(self.browser, self.url, size)
            self.people[key] = Person(self, page, username).sign_in()
        return self.people[key]

    def close(self) -> None:
        """Everybody goes home."""
        for person in self.people.values():
            person.page.context.close()


@dataclass
class Person:
    """Whoever sits before ``page``."""

    walk: Walk
    page: Page
    username: str
    clicks: int = 0

    def sign_in(self) -> "Person":
        """By name and password, as everybody."""
        b.visit(self.page, reverse("account_login"))
        self.page.fill("input[name=login]", self.username)
        self.page.fill("input[name=password]", self.walk.password)
        with self.page.expect_navigation():
            self.page.click("form:has([name=password]) button[type=submit]")
        self.see("Việc cần xử lý")
        return self

    def home(self) -> "Person":
        """The first page, as after switching the machine on."""
        b.visit(self.page, "/")
        return self

    # finding things

    def inside(self, within: str | Locator | None) -> Any:
        """The part of the page meant."""
        if isinstance(within, str):
            return self.page.locator(within)
        return within or self.page.locator("main")

    def target(self, text: str, within: str | Locator | None = None) -> Locator:
        """The visible link or button that says ``text``, word for word before the beginning."""
        place = self.inside(within)
        for exact in (True, False):
            kinds = [place.get_by_role(role, name=text, exact=exact) for role in ("button", "link")]
            for found in kinds:
                if found.count():
                    return found.first
        return place.get_by_text(text).first

    def field(self, label: str, within: str | Locator | None = None) -> Locator:
        """The field so labelled."""
        exact = self.inside(within).get_by_label(label, exact=True)
        return (exact if exact.count() else self.inside(within).get_by_label(label)).first

    # doing things

    def press(self, text: str, within: str | Locator | None = None) -> "Person":
        """Click what says ``text`` and wait for the page behind it."""
        self.clicks += 1
        answers: list[int] = []

        def noted(answer: Any) -> None:
            if answer.request.is_navigation_request():
                answers.append(answer.status)

        self.page.on("response", noted)
        with self.page.expect_navigation():
            self.target(text, within).click()
        self.page.remove_listener("response", noted)
        assert answers and answers[-1] < 400, self.told(f"{text}: {answers}")
        return self

    def refused(self, text: str, why: str, within: str | Locator | None = None) -> "Person":
        """Click what says ``text`` and be told ``why`` it cannot be."""
        self.clicks += 1
        with self.page.expect_navigation():
            self.target(text, within).click()
        return self.see(why)

    def open(self, summary: str, within: str | Locator | None = None) -> "Person":
        """Unfold what is folded."""
        self.clicks += 1
        self.inside(within).locator("summary", has_text=summary).first.click()
        return self

    def type(self, label: str, text: str, within: str | Locator | None = None) -> "Person":
        """Write into the field so labelled."""
        self.field(label, within).fill(text)
        return self

    def choose(self, label: str, option: str, within: str | Locator | None = None) -> "Person":
        """Choose from a list what begins with ``option``."""
        box = self.field(label, within)
        texts = box.locator("option").all_inner_texts()
        found = next((t for t in texts if t.strip() == option), None)
        found = found or next(t for t in texts if t.strip().startswith(option))
        box.select_option(label=found)
        return self

    def tick(self, label: str, within: str | Locator | None = None) -> "Person":
        """Tick a box or a choice."""
        self.clicks += 1
        self.field(label, within).check()
        return self

    def untick(self, label: str, within: str | Locator | None = None) -> "Person":
        """Take a tick away."""
        self.clicks += 1
        self.field(label, within).uncheck()
        return self

    def put(self, file: Path, within: str | Locator | None = None) -> "Person":
        """Put a file into the one file field there."""
        self.inside(within).locator("input[type=file]").first.set_input_files(file)
        return self

    def download(self, text: str, within: str | Locator | None = None) -> Path:
        """Click what says ``text`` and keep the file that comes."""
        self.clicks += 1
        with self.page.expect_download() as coming:
            self.target(text, within).click()
        return Path(coming.value.path())

    # looking

    def see(self, *texts: str) -> "Person":
        """Insist that the page says so."""
        shown = self.shown()
        for text in texts:
            assert folded(text) in shown, self.told(f"không thấy “{text}”")
        return self

    def see_not(self, *texts: str) -> "Person":
        """Insist that the page does not say so."""
        shown = self.shown()
        for text in texts:
            assert folded(text) not in shown, self.told(f"không được thấy “{text}”")
        return self

    def shown(self) -> str:
        """Every word on the page, what stands in its fields too."""
        return folded(self.page.evaluate(WORDS))

    def wait(self, text: str) -> "Person":
        """Until the page says so."""
        self.page.get_by_text(text).first.wait_for()
        return self

    def look(self, name: str) -> "Person":
        """Photograph the page at both sizes; ask axe, the policy, the width; one primary button."""
        walk, before = self.walk, self.page.viewport_size
        walk.looked.append(name)
        for width, height in (b.DESK, b.PHONE):
            self.page.set_viewport_size({"width": width, "height": height})
            b.shot(self.page, f"{walk.name}-{len(walk.looked):02d}-{name}-{width}")
            if wide := b.overflow(self.page):
                walk.faults.append(f"{name} {width}: rộng quá {wide} px")
        # at its end nothing lies under the bar that sticks to the bottom
        self.page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
        wrong = [*b.axe(self.page), *b.csp_violations(self.page)]  # on a phone, where it is tight
        walk.faults += [f"{name}: {text}" for text in wrong]
        if before:
            self.page.set_viewport_size(before)
        primary = self.page.locator("main .button-primary:visible").count()
        if primary > 1:
            walk.faults.append(f"{name}: {primary} nút chính")
        return self

    def told(self, what: str) -> str:
        """A failure with where it was and what stood there."""
        b.shot(self.page, f"{self.walk.name}-hong-{self.username}")
        text = self.page.locator("main").inner_text()[:1500]
        return f"{self.username} tại {self.page.url}: {what}\n{text}"


def folded(text: str) -> str:
    """Without regard to capitals and line breaks."""
    return re.sub(r"\s+", " ", text).casefold()
