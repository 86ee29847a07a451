"""Pages of a list by key: what was on a page stays there while rows are added elsewhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value
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
    place = place_asked(rows, order, asked)
    return _page(lambda *how: _rows(rows, *how), order, place, "truoc" in asked, size)


def cut_parts(parts: Sequence[QuerySet], key: str, asked: QueryDict, size: int = SIZE) -> Cut:
    """As :func:`cut` by one rising key, of rows that come in parts without a row in common.

    Each part is asked for a page of its own: its index has the order, that of all has none.
    """
    order = (key, "pk")
    places = (place_asked(rows, order, asked) for rows in parts)
    place = next((one for one in places if one is not None), None)

    def rows_of(order: Sequence[str], beyond_it: Any, most: int) -> list[Any]:
        found = [one for rows in parts for one in _rows(rows, order, beyond_it, most)]
        names = [_name(name) for name in order]
        back = order[-1].startswith("-")
        found.sort(key=lambda one: tuple(getattr(one, name) for name in names), reverse=back)
        return found[:most]

    return _page(rows_of, order, place, "truoc" in asked, size)


Rows = Callable[[Sequence[str], Any, int], list[Any]]


def _rows(rows: QuerySet, order: Sequence[str], beyond_it: Any, most: int) -> list[Any]:
    """The first rows in an order, or the first beyond a place."""
    if beyond_it is None:
        return list(rows.order_by(*order)[:most])
    return list(from_place(rows, beyond_it, order, most))


def _page(
    rows: Rows, order: Sequence[str], place: Sequence[Any] | None, back: bool, size: int
) -> Cut:
    """The first page, or the one after a place or before it."""
    if place is None:
        found = rows(order, None, size + 1)
        return Cut(found[:size], _key(found[:size], -1, len(found) > size))
    if not back:
        found = rows(order, far(order, place, "gt"), size + 1)
        more, found = len(found) > size, found[:size]
        return Cut(found, _key(found, -1, more), _key(found, 0, bool(found)))
    turned = [_name(key) if key.startswith("-") else f"-{key}" for key in order]
    found = rows(turned, far(order, place, "lt"), size + 1)
    more, found = len(found) > size, found[:size][::-1]
    return Cut(found, _key(found, -1, bool(found)), _key(found, 0, more))


def place_asked(rows: QuerySet, names: Sequence[str], asked: QueryDict) -> tuple[Any, ...] | None:
    """What the row that a page follows, or comes before, has under ``names``."""
    text = asked.get("truoc" if "truoc" in asked else "sau")
    key = number_of(text)
    if key is None:
        return None
    return rows.filter(pk=key).order_by().values_list(*map(_name, names)).first()


def from_place(rows: QuerySet, beyond_it: Any, order: Sequence[str], most: int) -> QuerySet:
    """The first rows beyond a place. Their keys first: PostgreSQL takes what lies beyond for few
    rows, and would join all of them before it takes the first ones."""
    keys = rows.select_related(None).filter(beyond_it).order_by(*order).values("pk")[:most]
    return rows.filter(pk__in=keys).order_by(*order)


def far(order: Sequence[str], place: Sequence[Any], side: str) -> Any:
    """Beyond a place of this very query: all keys at once where they run one way."""
    falling = {key.startswith("-") for key in order}
    if len(falling) > 1:
        return beyond(order, place, side)
    sign = "<" if (side == "lt") != falling.pop() else ">"
    return Beyond([_name(key) for key in order], place, sign)


class Beyond(Func):
    """``(a, b, pk) > (1, 2, 3)``: rows after a place in the order, or before it (``<``).

    So written both databases go to the place by the index of the order, and a page far behind
    costs what the first one costs; of "or" and "and" they make a walk from the beginning.
    """

    output_field = BooleanField()
    conditional = True

    def __init__(self, order: Sequence[str], place: Sequence[Any], side: str) -> None:
        self.side = side
        values = (Value(value) for value in place)
        super().__init__(*(F(key) for key in order), *values)

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        """The keys of the row beside those of the place."""
        parts, params = [], []
        for one in self.source_expressions:
            sql, told = args[0].compile(one)
            parts.append(sql)
            params += told
        half = len(parts) // 2
        return f"({', '.join(parts[:half])}) {self.side} ({', '.join(parts[half:])})", tuple(params)


def beyond(order: Sequence[str], place: Sequence[Any], side: str) -> Q:
    """Rows after (``gt``) or before (``lt``) a place in the order, that may be another row's."""
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
