"""A thing to do as the home page and its sheet of paper show it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

MOST = 30  # of one kind; the rest is on its own page


@dataclass(frozen=True)
class Task:
    """One thing to do: where, by when, why."""

    kind: str  # "Buổi làm việc", the heading it stands under on paper
    title: str
    url: str
    note: str = ""
    due: dt.date | None = None
    late: bool = False


def door(name: str, *args: Any, otherwise: str = "") -> str:
    """Path of a page, ``otherwise`` where there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return otherwise
