"""Visits as an RFC 5545 calendar: UTC times, escaped texts, lines folded at 75 octets."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from congvu.core.workdays import ZONE


def escaped(text: str) -> str:
    r"""Text of a property: \ ; , and line ends escaped (§3.3.11)."""
    for plain, code in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\n", "\\n")):
        text = text.replace(plain, code)
    return text


def folded(line: str) -> str:
    """A content line of at most 75 octets each, no letter cut in two (§3.1)."""
    pieces, piece, size = [], "", 0
    for letter in line:
        length = len(letter.encode())
        if size + length > 75:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + length
    return "\r\n".join([*pieces, piece]) + "\r\n"


def utc(day: dt.date, time: dt.time) -> str:
    """A moment of the office in UTC, so that no time zone table is needed."""
    return f"{dt.datetime.combine(day, time, tzinfo=ZONE).astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def event(visit: Any, stamp: dt.datetime) -> list[str]:
    """One visit; its version is the sequence, so that a moved one replaces the old."""
    departs = f"Xuất phát {visit.departs_at:%H:%M}\n" if visit.departs_at else ""
    return [
        "BEGIN:VEVENT",
        f"UID:visit-{visit.pk}@congvu",
        f"DTSTAMP:{stamp.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{visit.version}",
        f"DTSTART:{utc(visit.day, visit.starts_at)}",
        f"DTEND:{utc(visit.day, visit.ends_at)}",
        f"SUMMARY:{escaped(f'Kiểm tra: {visit.unit}')}",
        f"LOCATION:{escaped(visit.place)}",
        f"DESCRIPTION:{escaped(departs + visit.inspection.title)}",
        "END:VEVENT",
    ]


def calendar_of(visits: Iterable[Any], stamp: dt.datetime) -> str:
    """The whole file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//congvu//kiem tra//VI"]
    for visit in visits:
        lines += event(visit, stamp)
    return "".join(folded(line) for line in [*lines, "END:VCALENDAR"])
