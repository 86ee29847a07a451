"""People who judge while things break: what each was told is saved, and what they never learnt."""

import http.client
import itertools
import json
import re
import threading
import time
from urllib.parse import urlencode

from tests.core.served import Browser

PAUSE = 0.05  # before the same save is sent again
VERSION = re.compile(r'data-version="(\d+)"')


class Writer(threading.Thread):
    """Judges its own answers one after the other, and repeats a save until it hears something.

    ``versions`` is what it knows of its answers.
    """

    def __init__(self, name: str, browser: Browser, versions: dict[int, int]) -> None:
        super().__init__(name=name, daemon=True)
        self.browser, self.versions = browser, versions
        self.told: list[tuple[int, int, str]] = []  # answer, version, note: said to be saved
        self.unheard: dict[int, str] = {}  # answer -> note of a save that got no answer
        self.failed = 0  # tries that brought no answer, or one of a server in trouble
        self.trouble = ""  # what should never happen
        self.stopping = threading.Event()

    def run(self) -> None:
        """Until told to stop."""
        try:
            for number, answer in enumerate(itertools.cycle(self.versions)):
                if self.stopping.is_set():
                    return
                self.save(answer, f"{self.name} ghi lần {number}")
        except Exception as error:  # noqa: BLE001 - the test reads it; a thread has nobody else
            self.trouble = repr(error)

    def save(self, answer: int, note: str) -> None:
        """One judgement, sent until the site says saved, or that it had been."""
        level = ("good", "fair")[self.versions[answer] % 2]
        asked = {"version": self.versions[answer], "level": level, "note": note}
        self.unheard[answer] = note
        tried = 0
        while not self.stopping.is_set():
            try:
                status, text = self.browser.post(f"/phieu/cau/{answer}/cham/", urlencode(asked))
            except (OSError, http.client.HTTPException):
                status, text = 599, ""
            if status < 500:
                self.heard(answer, note, status, text, tried)
                return
            tried += 1
            self.failed += 1
            time.sleep(PAUSE)

    def heard(self, answer: int, note: str, status: int, text: str, tried: int) -> None:
        """An answer of the site: saved now, or by a try whose answer was lost."""
        if status == 200:
            version = json.loads(text)["version"]
        else:
            assert status == 409 and tried, (status, text)
            assert text.count(note) == 2, text  # ours is the text that stands
            version = int(VERSION.search(text)[1])
        assert version == self.versions[answer] + 1, (version, self.versions[answer], text)
        self.versions[answer] = version
        self.told.append((answer, version, note))
        del self.unheard[answer]


def write(writers: list[Writer], until: int, seconds: float = 180) -> None:
    """Wait until each of them was told ``until`` more times that something is saved."""
    goals = [len(w.told) + until for w in writers]
    end = time.monotonic() + seconds
    while any(len(w.told) < goal and not w.trouble for w, goal in zip(writers, goals, strict=True)):
        assert time.monotonic() < end, [(w.name, len(w.told), w.failed) for w in writers]
        time.sleep(0.02)


def stop(writers: list[Writer]) -> None:
    """End them all; none may have met what should never happen."""
    for writer in writers:
        writer.stopping.set()
    for writer in writers:
        writer.join(90)
        assert not writer.is_alive()
        writer.browser.line.close()
    assert not [w.trouble for w in writers if w.trouble]
