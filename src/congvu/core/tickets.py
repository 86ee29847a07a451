"""A form that is sent once: it carries a mark, and whoever sends it again gets what it led to.

The unique mark is written before anything else, so that a twin sent at the same moment waits for
our commit and then finds what came of it.
"""

import datetime as dt
from typing import TypeVar

from django.conf import settings
from django.db import models

from congvu.core import clock
from congvu.core.errors import UsedTicket
from congvu.core.single import insert_unless_there

KEPT = dt.timedelta(days=7)  # nobody sends a form again after that
OF_ANOTHER = "Trang này do người khác mở. Hãy tải lại trang rồi làm lại."


class Ticket(models.Model):
    """The mark of a form, of whom it was opened by; each kind says what it led to."""

    mark = models.UUIDField("dấu của phiếu")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tiếp nhận"
    )
    at = models.DateTimeField("lúc", default=clock.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.mark}"


T = TypeVar("T", bound=Ticket)


def held(fresh: T, *related: str) -> T:
    """``fresh`` itself, ours until the commit; or the row that was there, with ``related``."""
    if insert_unless_there(fresh):
        return fresh
    there = type(fresh)._base_manager.select_related(*related).get(mark=fresh.mark)
    if there.by_id != fresh.by_id:
        raise UsedTicket(OF_ANOTHER)
    return there


def forget(kind: type[Ticket]) -> int:
    """Throw away the marks of forms sent long ago; how many."""
    return kind._base_manager.filter(at__lt=clock.now() - KEPT).delete()[0]
