"""Dossiers of the showroom told one by one: the one that goes late, and one of each other end."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from congvu.accounts.models import User
from congvu.applicants.actions import register
from congvu.core import clock
from congvu.core.workdays import ZONE
from congvu.desk.showroom.counters import Counter, papers_of
from congvu.desk.showroom.stage import Stage, on, story
from congvu.dossiers import actions
from congvu.dossiers.actions import Filing, Levy
from congvu.dossiers.models import Dossier, ReceiptBook
from congvu.dossiers.states import BULK_VERBS

Facts = dict[str, Any]
MOMENTS = ("new_date", "until")


def tell_cases(stage: Stage, by_key: dict[str, Counter]) -> dict[str, Dossier]:
    """All of them by their keys."""
    facts = story("dossiers")
    point = by_key["vps"].point
    with on(dt.date(2020, 1, 2), 7):
        book = actions.open_book(by=stage.people["secretary"], point=point, **facts["book"])
    return {row["key"]: tell_case(stage, by_key, row, book) for row in facts["cases"]}


def tell_case(stage: Stage, by_key: dict[str, Counter], row: Facts, book: ReceiptBook) -> Dossier:
    """One, from the counter as far as its story goes."""
    dossier = begun(by_key[row["at"]], row)
    for at, name, verb, *more in row["steps"]:
        facts = meant(stage, more[0] if more else {})
        with clock.at(moment(at)):
            dossier = step(dossier, verb, stage.people[name], facts, book)
    return dossier


def begun(counter: Counter, row: Facts) -> Dossier:
    """Taken in, or only filed."""
    version = counter.filing([row["procedure"]])[0]
    with clock.at(moment(row["filed"])):
        who = register(by=counter.clerk, at=counter.point.unit, **row["person"])
        told = {"note": story("dossiers")["note"], "papers": papers_of(version)} | row["filing"]
        filing = Filing(version.procedure, who, **told)
        begin = getattr(actions, row.get("begin", "take_in"))
        return begin(filing, point=counter.point, by=counter.clerk)


def meant(stage: Stage, facts: Facts) -> Facts:
    """People and moments instead of their names."""
    found = dict(facts)
    if "to" in found:
        found["to"] = stage.people[found["to"]]
    return found | {name: moment(found[name]) for name in MOMENTS if name in found}


def moment(text: str) -> dt.datetime:
    """A moment of the story, on the office's clock."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


def step(dossier: Dossier, verb: str, by: User, facts: Facts, book: ReceiptBook) -> Dossier:
    """One verb by its action; the row as it is now."""
    if verb in MONEY_AND_WORD:
        MONEY_AND_WORD[verb](dossier, by, facts, book)
        return Dossier.objects.get(pk=dossier.pk)
    work: Any = getattr(actions, verb)
    if verb in BULK_VERBS:
        return work([dossier], by=by, **facts)[0]
    return work(dossier, by=by, **facts)


def charge(dossier: Dossier, by: User, facts: Facts, book: ReceiptBook) -> None:
    """The charge of the story, written as owed."""
    told = story("dossiers")["levy"]
    actions.charge(dossier, [Levy(**(told | {"rate": Decimal(told["rate"])}))], by=by)


def collect(dossier: Dossier, by: User, facts: Facts, book: ReceiptBook) -> None:
    """All that is owed, paid, with a receipt."""
    dues = list(dossier.dues.filter(payment=None, dropped_at=None))
    actions.collect(dossier, dues, by=by, book=book, **facts)


def rate(dossier: Dossier, by: User, facts: Facts, book: ReceiptBook) -> None:
    """The word of whoever got the result."""
    actions.rate(dossier, by=by, **facts)


MONEY_AND_WORD: dict[str, Callable[[Dossier, User, Facts, ReceiptBook], None]] = {
    "charge": charge,
    "collect": collect,
    "rate": rate,
}
