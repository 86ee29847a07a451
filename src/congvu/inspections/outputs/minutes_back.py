"""Minutes filled in on the spot and read back: what was typed, as the fields of the minutes."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from congvu.documents.readback import ReadDocument, fields_of
from congvu.inspections.models import Visit
from congvu.inspections.outputs.minutes import minutes
from congvu.inspections.outputs.minutes_fields import FIELDS
from congvu.inspections.outputs.visit_areas import NOTE

HOUR = re.compile(r"(\d{1,2})\s*(?:giờ|h|g|:)\s*(\d{1,2})?", re.IGNORECASE)
DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
LONG_DAY = re.compile(r"(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
LISTS = ("unit_participants", "papers_seen")
MOMENTS = ("began_at", "ended_at")


@dataclass(frozen=True)
class FilledIn:
    """What the returned file says; ``notes`` by the code of the area."""

    fields: dict[str, Any]
    notes: dict[str, str] = field(default_factory=dict)
    doubtful: tuple[str, ...] = ()


def filled_in(visit: Visit, read: ReadDocument) -> FilledIn:
    """The fields of the minutes out of the returned Word file."""
    typed = fields_of(minutes(visit, notes=True), read)
    told: dict[str, Any] = {}
    doubtful = []
    for name in FIELDS:
        text = typed.get(name, "").strip()
        if name in MOMENTS:
            told[name] = moment(text, visit.day)
            if text and told[name] is None:
                doubtful.append(f"{FIELDS[name][0]}: “{text}”")
        else:
            told[name] = lines(text) if name in LISTS else text
    notes = {
        tag.removeprefix(NOTE): text.strip()
        for tag, text in typed.items()
        if tag.startswith(NOTE) and text.strip()
    }
    return FilledIn(told, notes, tuple(doubtful))


def lines(text: str) -> list[str]:
    """One entry per line, without the dash before it."""
    return [line.strip().lstrip("-–+ ").rstrip(";") for line in text.splitlines() if line.strip()]


def moment(text: str, day: dt.date | None) -> dt.datetime | None:
    """ "08 giờ 30, ngày 25/8/2020" as a moment; without a day that of the visit."""
    hour = HOUR.search(text)
    if hour is None:
        return None
    named = DAY.search(text) or LONG_DAY.search(text)
    try:
        on = dt.date(int(named[3]), int(named[2]), int(named[1])) if named else day
        at = dt.time(int(hour[1]), int(hour[2] or 0))
    except ValueError:
        return None
    return timezone.make_aware(dt.datetime.combine(on, at)) if on else None
