"""Lists by keyset: complete for whoever walks them, however many rows arrive meanwhile."""

import base64
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from django.db.models import Model, QuerySet
from pydantic import AfterValidator, BaseModel, Field

from congvu.api.kinds import Moment
from congvu.core.formed import number_of

PAGE, LARGEST = 50, 200


def position(cursor: str) -> int:
    """The id after which a page begins."""
    try:
        text = base64.urlsafe_b64decode(cursor.encode("ascii")).decode("ascii")
    except (ValueError, UnicodeError):
        raise ValueError("Con trỏ không đúng: dùng nguyên giá trị next đã nhận.") from None
    found = number_of(text)
    if found is None:
        raise ValueError("Con trỏ không đúng: dùng nguyên giá trị next đã nhận.")
    return found


def checked(cursor: str | None) -> str | None:
    """A cursor we gave out."""
    if cursor is not None:
        position(cursor)
    return cursor


def cursor_after(row: Model) -> str:
    """Where the page after ``row`` begins."""
    return base64.urlsafe_b64encode(str(row.pk).encode()).decode()


class Page(BaseModel):
    """What every list understands."""

    cursor: Annotated[str | None, AfterValidator(checked)] = None
    limit: Annotated[int, Field(ge=1, le=LARGEST)] = PAGE
    updated_since: Moment | None = None


def page_of(rows: QuerySet, page: Page) -> tuple[Sequence[Any], str | None]:
    """One page in the order of ids, and the cursor of the next."""
    if page.updated_since is not None:
        rows = rows.filter(updated_at__gte=page.updated_since)
    if page.cursor is not None:
        rows = rows.filter(pk__gt=position(page.cursor))
    found = list(rows.order_by("pk")[: page.limit + 1])
    more = len(found) > page.limit
    kept = found[: page.limit]
    return kept, cursor_after(kept[-1]) if more else None


def narrowed(rows: QuerySet, page: Page, lookups: dict[str, str | Callable]) -> QuerySet:
    """``rows`` by the filters given: a lookup by name, or a function of (rows, value)."""
    for name, lookup in lookups.items():
        value = getattr(page, name)
        if value is None:
            continue
        rows = lookup(rows, value) if callable(lookup) else rows.filter(**{lookup: value})
    return rows
