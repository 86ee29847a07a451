"""The checks of a news item: what to look at, and counts side by side with the data."""

from dataclasses import dataclass
from typing import Any

from congvu.accounts.models import User
from congvu.core import clock
from congvu.inspections.models import Inspection
from congvu.inspections.registry import told_article
from congvu.organizations.models import Seat, Unit
from congvu.organizations.states import Role, UnitKind
from congvu.portal.rules import (
    Fact,
    Flag,
    compared,
    count_flags,
    paragraphs_of,
    person_flags,
    unit_flags,
)

OFFICES = (Role.HEAD, Role.DEPUTY, Role.UNIT_HEAD)


@dataclass(frozen=True)
class Text:
    """The newest words of an item, out of the revision itself."""

    title: str
    summary: str
    body: str
    caption: str
    author: str
    office: str
    category_id: int | None
    photos: int


def text_of(revision: Any) -> Text:
    """The words of a revision, without building the page again."""
    told = revision.content
    words = {
        n: told.get(n) or "" for n in ("title", "summary", "body", "caption", "author", "office")
    }
    return Text(**words, category_id=told.get("category"), photos=len(told.get("photos") or ()))


@dataclass(frozen=True)
class Checks:
    """What was found in a text."""

    flags: tuple[Flag, ...]
    facts: tuple[Fact, ...]


def checked(page: Text, inspection: Inspection | None) -> Checks:
    """Look through a text; with a campaign behind it, compare its counts too."""
    paragraphs = [page.title, page.summary, *paragraphs_of(page.body), page.caption]
    told = told_article(inspection) if inspection is not None else None
    facts = compared(" ".join(paragraphs), told.facts) if told else []
    holders = [*office_holders(), *(told.holders if told else ())]
    flags = [
        *unit_flags(paragraphs, unit_names()),
        *person_flags(paragraphs, people(), holders),
        *(count_flags(paragraphs, facts) if told else ()),
    ]
    return Checks(tuple({flag.key: flag for flag in flags}.values()), tuple(facts))


def unit_names() -> list[tuple[str, ...]]:
    """Names of every unit but the Department itself."""
    rows = Unit.objects.exclude(kind=UnitKind.DEPARTMENT)
    return [tuple(dict.fromkeys(row)) for row in rows.values_list("short_name", "name")]


def people() -> list[str]:
    """Names of everybody who has an account."""
    return list(User.objects.filter(kind=User.Kind.OFFICER).values_list("full_name", flat=True))


def office_holders() -> list[str]:
    """Names of those who hold an office today."""
    seats = Seat.objects.in_force(clock.today()).filter(role__in=OFFICES)
    return list(seats.values_list("user__full_name", flat=True).distinct())
