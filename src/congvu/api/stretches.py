"""Pages of rows in another order than that of ids, and of rows that come in parts."""

import base64
import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from pydantic import AfterValidator, BaseModel, Field

from congvu.api.paging import LARGEST, PAGE
from congvu.core.formed import number_of
from congvu.core.paging import far, from_place

WRONG = "Con trỏ không đúng: dùng nguyên giá trị next đã nhận."
Place = tuple[dt.datetime | None, int]


def place_of(cursor: str) -> Place:
    """The moment and the key after which a page begins; without moments the key alone."""
    try:
        text = base64.urlsafe_b64decode(cursor.encode("ascii")).decode("ascii")
        told, _, key = text.rpartition("|")
        moment = dt.datetime.fromisoformat(told) if told else None
    except (ValueError, UnicodeError):
        raise ValueError(WRONG) from None
    naive = moment is not None and (timezone.is_naive(moment) or not 1900 < moment.year < 9990)
    found = number_of(key)
    if naive or found is None:
        raise ValueError(WRONG)
    return moment, found


def checked(cursor: str | None) -> str | None:
    """A cursor we gave out."""
    if cursor is not None:
        place_of(cursor)
    return cursor


def cursor_after(row: Model, key: str) -> str:
    """Where the page after ``row`` begins: its own values, so that it may be gone by then."""
    told = getattr(row, key).isoformat() if key else ""
    return base64.urlsafe_b64encode(f"{told}|{row.pk}".encode()).decode()


class Stretch(BaseModel):
    """Which part of a list."""

    cursor: Annotated[str | None, AfterValidator(checked)] = None
    limit: Annotated[int, Field(ge=1, le=LARGEST)] = PAGE


def stretch_of(parts: Sequence[QuerySet], key: str, asked: Stretch) -> tuple[list[Any], str | None]:
    """One page by ``key`` and id, rising, and the cursor of the next; of ids alone without key."""
    order = (key, "pk") if key else ("pk",)
    most = asked.limit + 1
    beyond = after(order, asked.cursor)
    found = [row for rows in parts for row in first_of(rows, order, beyond, most)]
    found.sort(key=lambda row: tuple(getattr(row, name) for name in order))
    kept = found[: asked.limit]
    return kept, cursor_after(kept[-1], key) if len(found) > asked.limit else None


def after(order: Sequence[str], cursor: str | None) -> Any:
    """Beyond a place, or from the beginning."""
    if cursor is None:
        return None
    moment, key = place_of(cursor)
    if len(order) == 1:
        return Q(pk__gt=key)
    beginning = dt.datetime(1901, 1, 1, tzinfo=dt.UTC)
    return far(order, (moment or beginning, key), "gt")


def first_of(rows: QuerySet, order: Sequence[str], beyond: Any, most: int) -> QuerySet:
    """The first rows of a part."""
    if beyond is None:
        return rows.order_by(*order)[:most]
    return from_place(rows, beyond, order, most)
