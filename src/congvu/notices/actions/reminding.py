"""Reminders before they go out: who will be told what the next morning."""

import datetime as dt
from typing import Any

from congvu.core import clock
from congvu.core.policies import require
from congvu.core.workdays import ZONE
from congvu.notices.actions.batches import prepare_batch
from congvu.notices.actions.telling import untold
from congvu.notices.models import Batch
from congvu.notices.policies import may_see_reminders
from congvu.notices.registry import reminders
from congvu.notices.rules import Draft
from congvu.notices.states import REMINDED_AT


def next_morning() -> dt.date:
    """The day whose reminders go out next."""
    now = clock.now().astimezone(ZONE)
    hour, minute = (int(part) for part in REMINDED_AT.split(":"))
    return now.date() if now.time() < dt.time(hour, minute) else now.date() + dt.timedelta(days=1)


def reminders_ahead(day: dt.date) -> list[Draft]:
    """What would be told on the morning of ``day``, without what was told already."""
    return untold(reminders(day), listed=False)


def prepare_reminders(day: dt.date, *, by: Any) -> Batch:
    """The reminders of ``day`` as a batch, to be looked through and sent before the morning."""
    require(may_see_reminders(by))
    title = f"Nhắc việc ngày {day:%d/%m/%Y}"
    return prepare_batch(reminders_ahead(day), by=by, title=title)
