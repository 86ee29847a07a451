"""The newest rows with certain words, of several kinds of things in one look.

Kinds that grow without end are found by this; those of a few hundred rows have finders of their
own. What is common is found among the newest rows already; only what is rare asks the index.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connections, models
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast

from congvu.core.search import Hit, finders, phrases

NEAR = 300  # of the newest rows, looked through one by one
ROOM = 5  # texts of a row that a hit may be made of


@dataclass(frozen=True)
class Newest:
    """A finder of the newest rows: what ``user`` may see, and a hit from a key and some texts."""

    rows: Callable[[Any], QuerySet]
    texts: tuple[str, ...]
    hit: Callable[..., Hit]

    def __call__(self, user: Any, asked: str, limit: int) -> list[Hit]:
        """This kind alone."""
        return newest([self], user, asked, limit)[0]


def everything(user: Any, asked: str, limit: int) -> dict[str, list[Hit]]:
    """At most ``limit`` hits of every kind, in the order the finders were registered."""
    if not phrases(asked):
        return {}
    known = finders()
    together = {kind: finder for kind, finder in known.items() if isinstance(finder, Newest)}
    told = dict(zip(together, newest([*together.values()], user, asked, limit), strict=True))
    return {
        kind: told[kind] if kind in told else finder(user, asked, limit)
        for kind, finder in known.items()
    }


def newest(kinds: list[Newest], user: Any, asked: str, limit: int) -> list[list[Hit]]:
    """Hits by kind: one query, or two where rows are looked through first."""
    rows = {n: kind.rows(user) for n, kind in enumerate(kinds)}
    told: dict[int, list[Hit]] = {}
    if rows and looks_near(rows[0]):
        near = {n: among_newest(some, asked) for n, some in rows.items()}
        found = hits_of(kinds, near, limit)
        told = {n: hits for n, hits in found.items() if len(hits) == limit}
    rest = {n: some.filter(search_text__words=asked) for n, some in rows.items() if n not in told}
    told |= hits_of(kinds, rest, limit)
    return [told[n] for n in range(len(kinds))]


def looks_near(rows: QuerySet) -> bool:
    """Whether the index has to fetch every row it finds before it knows the newest."""
    return connections[rows.db].vendor == "postgresql"


def among_newest(rows: QuerySet, asked: str) -> QuerySet:
    """Those with the words among the newest of ``rows``."""
    near = rows.order_by("-pk").values("pk")[:NEAR]
    return of_keys(rows.model, near).filter(search_text__words_of_row=asked)


def of_keys(model: type[models.Model], keys: QuerySet) -> QuerySet:
    """The rows of certain keys, unordered."""
    return model._base_manager.filter(pk__in=keys).order_by()


def hits_of(kinds: list[Newest], rows: Mapping[int, QuerySet], limit: int) -> dict[int, list[Hit]]:
    """The newest ``limit`` of each kind, all of one query."""
    arms = [arm(n, kinds[n], some, limit) for n, some in rows.items()]
    found: dict[int, list[Hit]] = {n: [] for n in rows}
    if not arms:
        return found
    told = arms[0].union(*arms[1:], all=True) if arms[1:] else arms[0]
    for n, pk, *texts in sorted(told, key=lambda row: -row[1]):
        found[n].append(kinds[n].hit(pk, *texts[: len(kinds[n].texts)]))
    return found


def arm(number: int, kind: Newest, rows: QuerySet, limit: int) -> QuerySet:
    """One kind's part: its number, keys and texts, as many columns as every other part."""
    keys = rows.order_by("-pk").values("pk")[:limit]
    texts: list[Any] = [Cast(name, TextField()) for name in kind.texts]
    texts += [Value("", TextField())] * (ROOM - len(texts))
    return of_keys(rows.model, keys).values_list(Value(number), "pk", *texts)
