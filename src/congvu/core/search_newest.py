"""The newest rows with certain words, of several kinds of things in one look.

Kinds that grow without end are found by this; those of a few hundred rows have finders of their
own. What is common is found among the newest rows already, and what is rare by the keys the index
tells; only what is common and hidden from this person asks of all rows there are.
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast

from congvu.core.search import Hit, finders, phrases
from congvu.core.search_index import keys_with

NEAR = 300  # of the newest rows, looked through one by one
COMMON = 50  # of the newest rows hold what is common
KNOWN = 100  # keys that are handed to the database again
ROOM = 5  # texts of a row that a hit may be made of


@dataclass(frozen=True)
class Newest:
    """A finder of the newest rows: what ``user`` may see, and a hit from a key and some texts.

    ``rows_of_few`` says what ``rows`` says, where that is told otherwise of rows that are few.
    """

    model: type[models.Model]
    rows: Callable[[Any], QuerySet]
    texts: tuple[str, ...]
    hit: Callable[..., Hit]
    rows_of_few: Callable[[Any], QuerySet] | None = None

    def __call__(self, user: Any, asked: str, limit: int) -> list[Hit]:
        """This kind alone."""
        return newest([self], user, asked, limit)[0]

    def among(self, user: Any, keys: Any) -> QuerySet:
        """What ``user`` may see of a few rows."""
        return (self.rows_of_few or self.rows)(user).filter(pk__in=keys)


Kinds = Mapping[int, Newest]  # by number
# what to ask of some kinds, and those of which there is no more than that
Step = tuple[dict[int, QuerySet], Container[int]]


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
    """Hits by kind: step by step, each for the kinds the steps before have not told yet."""
    told: dict[int, list[Hit]] = {}
    for step in STEPS[connection.vendor]:
        left = {n: kind for n, kind in enumerate(kinds) if n not in told}
        rows, whole = step(left, user, asked) if left else ({}, ())
        found = hits_of(kinds, rows, limit)
        told |= {n: found[n] for n in left if n in whole or len(found[n]) == limit}
    return [told[n] for n in range(len(kinds))]


def by_near(kinds: Kinds, user: Any, asked: str) -> Step:
    """What is common: among the newest rows a person sees; where that is dear to ask, what they
    see of the newest with the words."""
    told = keys_with({n: kind.model for n, kind in kinds.items()}, asked, 1, newest=COMMON)
    rows = {}
    for n, kind in kinds.items():
        if not told[n]:
            continue
        if kind.rows_of_few is None:
            rows[n] = among_newest(kind.rows(user), asked)
        else:
            near = among_newest(kind.model._base_manager.all(), asked)
            rows[n] = kind.among(user, near.values("pk"))
    return rows, ()


def by_near_seen(kinds: Kinds, user: Any, asked: str) -> Step:
    """Among the newest a person sees, where that was not asked yet."""
    asked_of = {n: kind for n, kind in kinds.items() if kind.rows_of_few is not None}
    return {n: among_newest(kind.rows(user), asked) for n, kind in asked_of.items()}, ()


def by_keys(kinds: Kinds, user: Any, asked: str) -> Step:
    """Of the rows with the words, which the index tells; of many their newest, if it can."""
    keys = keys_with({n: kind.model for n, kind in kinds.items()}, asked, KNOWN + 1)
    whole = {n for n in kinds if len(keys[n]) <= KNOWN}
    useful = {n for n in kinds if keys[n] and (n in whole or connection.vendor == "sqlite")}
    return {n: kinds[n].among(user, keys[n]) for n in useful}, whole


def by_words(kinds: Kinds, user: Any, asked: str) -> Step:
    """Of all there are."""
    rows = {n: kind.rows(user).filter(search_text__words=asked) for n, kind in kinds.items()}
    return rows, kinds


# PostgreSQL's index has to fetch every row it finds before it knows the newest
STEPS: dict[str, tuple[Callable[[Kinds, Any, str], Step], ...]] = {
    "postgresql": (by_near, by_keys, by_near_seen, by_words),
    "sqlite": (by_keys, by_words),
}


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
    found: dict[int, list[Hit]] = {n: [] for n in range(len(kinds))}
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
