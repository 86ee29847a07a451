"""Notices as plain values: what somebody is to be told, and texts that fit a chat."""

from dataclasses import dataclass

from congvu.notices.states import TEXT_LIMIT, Kind


@dataclass(frozen=True)
class Draft:
    """What one person is to be told. ``text`` is ready Vietnamese, to be copied into Zalo."""

    to_id: int
    title: str
    text: str
    kind: str = Kind.TASK
    path: str = ""  # of the page to open, as its package reversed it
    about_kind: str = ""  # "inspections.visit"
    about_id: str = ""
    key: str = ""  # told once per person and key: reminders may be computed again and again
    urgent: bool = False  # an e-mail of its own at once, instead of a line in the daily digest


def fit(text: str, limit: int = TEXT_LIMIT) -> str:
    """``text`` on one line, cut at a word when it is longer than a message may be."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    cut = flat[: limit - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}…"


def message(text: str, address: str) -> str:
    """The text with its link on a line of its own."""
    return f"{text}\n{address}" if address else text
