"""The doors for packages above: following a dossier from outside; payment gateways.

A gateway is one interface and none comes with the product: an office registers its own in
``AppConfig.ready``. What it reports is written by ``actions.gateway_paid`` like every payment.
Which address a gateway calls, with what body, and what it wants to hear back is each gateway's own
protocol: the package that registers one serves that address and hands the message on.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol
from urllib.parse import urlencode

from django.conf import settings

from congvu.core.workdays import DayLine


@dataclass(frozen=True)
class TrackedStep:
    """One thing that happened, with the office it lay in from then on; never a person."""

    at: dt.datetime
    what: str
    office: str


@dataclass(frozen=True)
class Tracked:
    """What its applicant may know of a dossier; offices instead of names."""

    pk: int
    code: str
    procedure: str
    procedure_id: int | None
    state: str
    tone: str
    standing: str
    standing_tone: str
    office: str
    step: str
    waits_for: str
    accepted_at: dt.datetime | None
    due_at: dt.datetime | None
    first_due_at: dt.datetime | None  # promised at acceptance, where it moved since
    promised_at: dt.datetime | None
    provisional: bool
    finished_at: dt.datetime | None
    returned_at: dt.datetime | None
    point: str
    why: str
    days: tuple[DayLine, ...]
    steps: tuple[TrackedStep, ...]
    strip: Any = None
    over: bool = False  # ended without a result: nothing is waited for
    source: str = ""  # the other system, of a fact of its lists; then only what they say is told
    heard_at: dt.datetime | None = None  # when a list last said something new of it
    listed_at: dt.datetime | None = None  # when the last list of that system came


Tracker = Callable[[str, str], Tracked | None]
_trackers: list[Tracker] = []


def register_tracker(tracker: Tracker) -> None:
    """Who finds a dossier by code and last four digits. Called in ``AppConfig.ready``."""
    _trackers.append(tracker)


def tracked(code: str, last_four: str) -> Tracked | None:
    """The dossier, for whoever knows both; None says nothing of which was wrong."""
    return _trackers[-1](code, last_four)


_tracking_pages: list[Callable[[], str]] = []


def register_tracking_page(path: Callable[[], str]) -> None:
    """Where whoever has a slip asks about its dossier. Called in ``AppConfig.ready``."""
    _tracking_pages.append(path)


def tracking_address(code: str) -> str:
    """What the code to scan of a slip holds: that page with the dossier's code filled in.

    It opens nothing by itself: the four digits are still asked for.
    """
    if not _tracking_pages or not code:
        return code
    return f"{settings.SITE_URL.rstrip('/')}{_tracking_pages[-1]()}?{urlencode({'ma': code})}"


_samples: list[Callable[[], str]] = []


def register_sample(address: Callable[[], str]) -> None:
    """Where a list lies to try the import with; empty where there is none."""
    _samples.append(address)


def sample_address() -> str:
    """The address of such a list."""
    return next(filter(None, (address() for address in _samples)), "")


@dataclass(frozen=True)
class PaymentOrder:
    """What a gateway is asked to collect; ``key`` comes back with its answer."""

    key: str  # the dossier's code
    amount: Decimal
    words: str


@dataclass(frozen=True)
class Paid:
    """A gateway's word that money came in: whose, how much, under which number of theirs."""

    key: str
    amount: Decimal
    reference: str


class Gateway(Protocol):
    """What a gateway does. ``confirmed`` checks the gateway's own signature."""

    code: str
    label: str

    def begin(self, order: PaymentOrder, back: str) -> str:
        """The address the payer is led to; ``back`` is where they return."""

    def confirmed(self, message: Mapping[str, Any]) -> Paid | None:
        """What a message of the gateway says; None when its signature does not hold."""


_gateways: dict[str, Gateway] = {}


def register_gateway(gateway: Gateway) -> None:
    """Offer one more way to pay online."""
    _gateways[gateway.code] = gateway


def gateways() -> list[Gateway]:
    """Those registered, in the order they came; usually none."""
    return list(_gateways.values())


def gateway(code: str) -> Gateway | None:
    """One of them."""
    return _gateways.get(code)


@dataclass(frozen=True)
class OnTimeMonth:
    """Of the results of one month, how many were in time; ``whole`` 0: there was none."""

    month: dt.date
    good: int
    whole: int

    @property
    def share(self) -> float | None:
        """In percent."""
        return 100 * self.good / self.whole if self.whole else None


@dataclass(frozen=True)
class OnTime:
    """How many of the dossiers of twelve months were resolved in time, and what that means."""

    share: float  # percent
    good: int
    whole: int
    start: dt.date
    end: dt.date  # the last day of it
    imported: float | None  # percent of facts of other systems
    definition: str
    months: tuple[OnTimeMonth, ...] = ()
    of_months: str = ""  # what a month's share means
    sources: str = ""  # those systems, and when their figures last came


# (procedure or None, unit or None, now) -> what may be told publicly; None: nothing to count
Counter = Callable[[int | None, int | None, dt.datetime], OnTime | None]
_counters: list[Counter] = []


def register_on_time(counter: Counter) -> None:
    """Who counts what was in time. Called in ``AppConfig.ready``."""
    _counters.append(counter)


def on_time(
    now: dt.datetime, *, procedure: int | None = None, unit: int | None = None
) -> OnTime | None:
    """Of one procedure or one unit, over the twelve months that end now."""
    return _counters[-1](procedure, unit, now)


@dataclass(frozen=True)
class Online:
    """Whether a procedure is filed online here on a day: by which version, at which counters."""

    version: Any = None
    points: tuple[Any, ...] = ()
    obstacle: str = "Thủ tục này hiện không nộp trực tuyến tại đây."  # empty: it is filed here


Way = Callable[[Any, dt.date], Online]
_ways: list[Way] = []
_pages: list[Callable[[int], str]] = []


def register_way(way: Way) -> None:
    """Who decides where a procedure is filed. Called in ``AppConfig.ready``."""
    _ways.append(way)


def online(procedure: Any, on: dt.date) -> Online:
    """Whether it is filed online here; nobody decided: it is not."""
    return _ways[-1](procedure, on) if _ways else Online()


def register_filer_page(page: Callable[[int], str]) -> None:
    """Where whoever filed a dossier online reads on. Called in ``AppConfig.ready``."""
    _pages.append(page)


def filer_path(pk: int) -> str:
    """The page of a dossier for the account that filed it; empty where there is none."""
    return _pages[-1](pk) if _pages else ""


@dataclass(frozen=True)
class FiledFile:
    """A file its filer may open."""

    title: str
    url: str
    words: str  # kind and size
    paper: int = 0  # key of what may still be taken out again; 0: handed in


@dataclass(frozen=True)
class FiledPaper:
    """One paper of the list with what was uploaded for it."""

    order: int
    title: str
    required: bool
    condition: str = ""
    template: str = ""
    files: tuple[FiledFile, ...] = ()
    file: Any = None  # procedures' TemplateFile: the form to download


@dataclass(frozen=True)
class FiledMoney:
    """What is to be paid, and how."""

    lines: tuple[tuple[str, Decimal, str], ...]
    left: Decimal
    account: str = ""
    purpose: str = ""
    code: Any = None  # the code to scan, as SVG


@dataclass(frozen=True)
class Filed:
    """All that whoever filed a dossier online may know of it."""

    dossier: Any
    tracked: Tracked
    person: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    papers: tuple[FiledPaper, ...]
    said: tuple[tuple[str, dt.datetime, str], ...]  # what the office asked or decided, newest first
    supplements: tuple[FiledFile, ...]  # of the round that is open, not yet sent
    answer_by: dt.date | None
    money: FiledMoney | None
    results: tuple[FiledFile, ...]
    slips: tuple[tuple[str, str], ...]


Reader = Callable[[Any, int], Filed | None]
Slip = Callable[[Any, int, str], bytes | None]
_readers: list[tuple[Reader, Slip]] = []


def register_filed(reader: Reader, slip: Slip) -> None:
    """Who tells a filer about their dossier, and prints its slips. In ``AppConfig.ready``."""
    _readers.append((reader, slip))


def filed(user: Any, pk: int) -> Filed | None:
    """A dossier for the account that filed it; None for everybody else."""
    return _readers[-1][0](user, pk)


def filed_slip(user: Any, pk: int, kind: str) -> bytes | None:
    """One slip of it as PDF; None where there is none."""
    return _readers[-1][1](user, pk, kind)
