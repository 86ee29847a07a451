"""How long a person takes at a page: touches, keys, words read, counted and made into seconds.

The keystroke-level model of Card, Moran and Newell ("The keystroke-level model for user
performance time with interactive systems", Communications of the ACM 23(7), 1980): 0.28 s a key of
somebody who is no typist, 1.1 s to point at something and press it, 1.35 s to make up one's mind
before an act. Vietnamese is typed by Telex, so "ế" is three keys. Reading is counted apart, at 200
words (syllables set apart by spaces) a minute, and a page that is opened anew costs a second of
waiting. Looking for a paper in a cupboard is not counted.
"""

import unicodedata
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

KEY, POINT, MIND, PAGE = 0.28, 1.1, 1.35, 1.0
WORDS_A_SECOND = 200 / 60


def keys_of(text: str) -> int:
    """Keys of a text by Telex: a letter one, its roof, horn, tone one each, đ two."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "dd").replace("Đ", "Dd"))
    return len(plain)


@dataclass
class Effort:
    """A person before a page, and what it costs them."""

    page: Page
    touches: int = 0
    keys: int = 0
    pages: int = 0
    words: int = 0

    def touch(self, where: Locator, leads_on: bool = False) -> None:
        """Decide, point, press; ``leads_on`` when another page comes."""
        self.touches += 1
        if not leads_on:
            where.click()
            return
        with self.page.expect_navigation():
            where.click()
        self.pages += 1

    def type(self, where: Locator, text: str) -> None:
        """Into a field, which is touched first; then away from it."""
        self.touches += 1
        self.keys += keys_of(text)
        where.fill(text)
        where.blur()

    def pick(self, where: Locator, option: str) -> None:
        """From a list: opened, then chosen."""
        self.touches += 2
        where.select_option(label=option)

    def files(self, where: Locator, *files: object) -> None:
        """The dialog opened, each file touched, confirmed."""
        self.touches += 2 + len(files)
        where.set_input_files(list(files))

    def read(self, text: str) -> None:
        """Words looked through."""
        self.words += len(text.split())

    @property
    def seconds(self) -> float:
        """How long all of it takes."""
        handling = self.touches * (MIND + POINT) + self.keys * KEY + self.pages * PAGE
        return handling + self.words / WORDS_A_SECOND

    def __str__(self) -> str:
        counted = (
            f"{self.touches} touches, {self.keys} keys, {self.pages} pages, {self.words} words"
        )
        return f"{counted}: {self.seconds / 60:.1f} minutes"
