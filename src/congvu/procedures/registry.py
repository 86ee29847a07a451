"""The door for packages above: a published version in the words of its public page."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from congvu.core.workdays import DayLine


@dataclass(frozen=True)
class PublicPaper:
    """One paper to bring; ``counts`` as printed: bản chính · 01."""

    title: str
    counts: str
    template: str = ""
    condition: str = ""
    required: bool = True
    file: Any = None  # rules.TemplateFile: the form to download


@dataclass(frozen=True)
class PublicStep:
    """One step of resolving, by role, never by a person's name."""

    role: str
    name: str
    time: str


@dataclass(frozen=True)
class PublicLimit:
    """A time limit with the case it is for."""

    label: str
    words: str
    note: str = ""


@dataclass(frozen=True)
class DueToday:
    """What somebody who files now would be told, and why."""

    start: dt.datetime
    due: dt.datetime
    provisional: bool
    days: tuple[DayLine, ...]


@dataclass(frozen=True)
class PublicProcedure:
    """A version in words; an empty text is not known, and the page says so."""

    name: str
    limits: tuple[PublicLimit, ...]
    fee: str
    ways: str
    ways_note: str
    papers: tuple[PublicPaper, ...]
    sets: str
    sequence: str
    audience: str
    decides: str
    result: str
    requirements: str
    supplement: str
    contact: str
    steps: tuple[PublicStep, ...]
    bases: tuple[tuple[str, str], ...]  # (legal basis, which article)
    missing: tuple[str, ...]
    due: DueToday | None = None


Teller = Callable[[Any, dt.datetime], PublicProcedure]
# (version, address its code leads to, words below the code, foot) -> PDF
Printer = Callable[[Any, str, str, str], bytes]
_tellers: list[Teller] = []
_printers: list[Printer] = []


def register_public(teller: Teller, printer: Printer) -> None:
    """Who tells a version in words and who prints its leaflet. Called in ``AppConfig.ready``."""
    _tellers.append(teller)
    _printers.append(printer)


def told(version: Any, now: dt.datetime) -> PublicProcedure:
    """A version fetched ``with_parts``, as anybody may read it at ``now``."""
    return _tellers[-1](version, now)


def leaflet(version: Any, address: str, mark: str, foot: str) -> bytes:
    """The sheet to take along, as PDF."""
    return _printers[-1](version, address, mark, foot)
