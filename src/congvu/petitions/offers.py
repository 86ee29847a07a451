"""What petitions hand down: what search finds, whose files hang on one, what can be counted."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from congvu.core.measures import Counted, Measure, of_years
from congvu.core.search import Hit
from congvu.core.search_newest import Newest
from congvu.organizations.policies import rights_of
from congvu.petitions import measures, rules
from congvu.petitions.models import READERS, Petition
from congvu.petitions.policies import figures_of, may_add_files, may_see_figures, may_send_along


def hit(pk: int, code: str, subject: str) -> Hit:
    """One petition."""
    return Hit(code, Petition(pk=pk).get_absolute_url(), subject)


# by code, subject or short name of the sender
found = Newest(Petition, lambda user: Petition.objects.visible_to(user), ("code", "subject"), hit)


def register_files(evidence: Any) -> None:
    """Tell the evidence registry who reads what was sent along: who works on the petition."""
    evidence.register(
        "petitions.petition",
        readable=Petition.objects.readable_by,
        few=True,
        sees_all=lambda user: rights_of(user).has(*READERS),
        may_attach=may_add_files,
        may_hand_in=may_send_along,
        label=lambda row: f"Phản ánh, kiến nghị {row}",
        related=("received_unit", "unit"),
        personal=True,
    )


def measures_offered() -> list[Measure]:
    """The shares of the page of figures, of the same petitions."""
    return [measure(code, told) for code, told in rules.petition_data()["measures"].items()]


def measure(code: str, told: dict[str, Any]) -> Measure:
    """One share, as the data name it."""

    def count(user: Any, first: dt.date, last: dt.date) -> Iterator[Counted]:
        seen = figures_of(user)
        return of_years(lambda year: measures.shares(code, year, seen), first, last)

    def rows(user: Any, month: dt.date, unit: int | None, numerator: bool) -> list[Any]:
        place, seen = (code, month.year, month.month, unit), figures_of(user)
        return [measures.rows_of(*place, numerator=numerator, rows=seen)]

    return Measure(
        code, told["title"], told["formula"], "phản ánh, kiến nghị", told["basis"],
        may_see_figures, count, rows,
    )  # fmt: skip
