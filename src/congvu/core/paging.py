"""Pages of a list by key: what was on a page stays there while rows are added elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from congvu.core.formed import number_of

SIZE = 25


@dataclass(frozen=True)
class Cut:
    """Rows of one page, and the keys its neighbours begin at (core/_pagination.html)."""

    rows: list[Any]
    next_cursor: int | None = None
    previous_cursor: int | None = None


def cut(rows: QuerySet, keys: Sequence[str], asked: QueryDict, size: int = SIZE) -> Cut:
    """The page ``asked`` for by ``sau`` or ``truoc``, in ascending order of ``keys``.

    The keys are fields or annotations that are never empty, with a minus where the greater comes
    first; ``pk`` comes last. A key that leads nowhere any more begins the list anew.
    """
    order = (*keys, "pk")
    back = "truoc" in asked
    place = place_asked(rows, order, asked)
    if place is None:
        found = list(rows.order_by(*order)[: size + 1])
        return Cut(found[:size], _key(found[:size], -1, len(found) > size))
    if not back:
        found = list(rows.filter(beyond(order, place, "gt")).order_by(*order)[: size + 1])
        more, found = len(found) > size, found[:size]
        return Cut(found, _key(found, -1, more), _key(found, 0, bool(found)))
    turned = [_name(key) if key.startswith("-") else f"-{key}" for key in order]
    found = list(rows.filter(beyond(order, place, "lt")).order_by(*turned)[: size + 1])
    more, found = len(found) > size, found[:size][::-1]
    return Cut(found, _key(found, -1, bool(found)), _key(found, 0, more))


def place_asked(rows: QuerySet, names: Sequence[str], asked: QueryDict) -> tuple[Any, ...] | None:
    """What the row that a page follows, or comes before, has under ``names``."""
    text = asked.get("truoc" if "truoc" in asked else "sau")
    key = number_of(text)
    if key is None:
        return None
    return rows.filter(pk=key).order_by().values_list(*map(_name, names)).first()


def beyond(order: Sequence[str], place: Sequence[Any], side: str) -> Q:
    """Rows after (``gt``) or before (``lt``) a place in the order."""
    told, same, turned = Q(), Q(), {"gt": "lt", "lt": "gt"}
    for key, value in zip(order, place, strict=True):
        way = turned[side] if key.startswith("-") else side
        told |= same & Q(**{f"{_name(key)}__{way}": value})
        same &= Q(**{_name(key): value})
    return told


def _name(key: str) -> str:
    """A key without its direction."""
    return key.removeprefix("-")


def _key(rows: Sequence[Model], index: int, wanted: bool) -> int | None:
    """Key of the first or last row of a page, where there is more beyond it."""
    return rows[index].pk if wanted and rows else None
