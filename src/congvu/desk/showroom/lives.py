"""Stories played through the actions, each verb at its moment; one stroke for what was one."""

import itertools
from collections.abc import Sequence
from typing import Any

from congvu.core import clock
from congvu.dossiers import actions
from congvu.dossiers.actions import Event, Story
from congvu.dossiers.models import Dossier
from congvu.dossiers.states import BULK_VERBS

Happening = tuple[Event, int]  # and the place of its story


def live(stories: Sequence[Story]) -> list[Dossier]:
    """Every story from the counter on, all of them in the order of time."""
    rows: dict[int, Dossier] = {}
    for event, places in strokes(stories):
        with clock.at(event.at):
            if event.verb == "take_in":
                for place in places:
                    one = stories[place]
                    rows[place] = actions.take_in(one.filing, point=one.point, by=one.by)
            else:
                done = together(event, [rows[place] for place in places])
                rows.update(zip(places, done, strict=True))
    return [rows[place] for place in range(len(stories))]


def strokes(stories: Sequence[Story]) -> list[tuple[Event, list[int]]]:
    """What happens, in order; the same verb of the same person at the same moment is one."""
    found: list[Happening] = []
    for place, one in enumerate(stories):
        begin = Event(one.at, "take_in", one.by)
        found += [(event, place) for event in (begin, *one.events)]
    found.sort(key=lambda pair: (pair[0].at, pair[0].by.pk, pair[0].verb, facts_key(pair[0])))
    groups = itertools.groupby(found, key=lambda pair: stroke_key(*pair))
    return [(pairs[0][0], [place for _, place in pairs])
            for pairs in (list(group) for _, group in groups)]  # fmt: skip


def stroke_key(event: Event, place: int) -> tuple[Any, ...]:
    """What may be done at once: bulk verbs, with the same facts."""
    alone = place if event.verb not in BULK_VERBS else -1
    return (event.at, event.by.pk, event.verb, facts_key(event), alone)


def facts_key(event: Event) -> str:
    """Whom something is handed to: what bulk verbs of a story may differ in."""
    to = event.facts.get("to")
    return str(to.pk) if to else ""


def together(event: Event, rows: list[Dossier]) -> list[Dossier]:
    """One verb, by its action."""
    verb: Any = getattr(actions, event.verb)
    if event.verb in BULK_VERBS:
        return verb(rows, by=event.by, **event.facts)
    return [verb(row, by=event.by, **event.facts) for row in rows]
