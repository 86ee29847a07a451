"""Dated anew column by column: the same rows as one dossier after the other."""

import datetime as dt

import pytest
from django.db import transaction

from congvu.core import audit, bulk, clock
from congvu.core.models import LogEntry
from congvu.core.verify import run_all
from congvu.dossiers import actions, redating
from congvu.dossiers.actions.moving import Change, movement
from congvu.dossiers.models import Dossier, Movement
from congvu.dossiers.models.deadlines import due_of
from congvu.organizations.actions import add_day
from congvu.organizations.states import DayKind, DayStatus
from tests.dossiers.factories import at, procedure

pytestmark = pytest.mark.django_db
STORM = dt.date(2020, 9, 16)
UNITS = ("calendar_days", "months", "hours", "working_hours", "same_day")


def plainly(rows, dates, by, reason):
    """As every other verb writes: objects, one change each, one movement each."""
    found = [*rows.order_by("pk").select_related("limit", "procedure_version", "point", "unit",
                                                 "holder")]  # fmt: skip
    pairs, befores = [], []
    for row in found:
        due = due_of(row)
        if due.due != row.due_at or due.provisional != row.provisional:
            news = {"due_at": due.due.astimezone(dt.UTC), "provisional": due.provisional}
            pairs.append((row, news))
            befores.append((row.state, row.step, row.due_at))
    audit.change_many(pairs, by=by, action="dossiers.redate", reason=reason)
    bulk.insert_many(
        [
            movement(row, "redate", before, Change(note=reason), by, clock.now())
            for (row, _), before in zip(pairs, befores, strict=True)
        ]
    )


def everybody(place):
    """Open dossiers of every kind of limit, in every state a clock runs in."""
    for unit, amount in zip(UNITS, (14, 1, 60, 70, None), strict=True):
        kind = procedure(place.unit, amount=amount, unit_of_time=unit)
        for moment in (at(8), at(11, hour=17, minute=30), at(15, hour=12)):
            place.taken(moment, procedure=kind)
    again = procedure(place.unit, effect="restart")
    moments = [at(day, hour=hour, minute=7) for day in (8, 9, 12) for hour in (7, 10, 18)]
    for number, moment in enumerate(moments):
        place.taken(moment)
        at_work = place.at_work(moment, procedure=again if number % 2 else place.procedure)
        with clock.at(moment + dt.timedelta(hours=30)):
            if number % 3 == 0:
                actions.request_supplement(at_work, by=place.case, reasons="Thiếu")
            elif number % 3 == 1:
                actions.pause(at_work, by=place.case, reason="coordination", paper="1/CV")
        with clock.at(moment + dt.timedelta(hours=50)):
            if number % 6 == 0:
                actions.receive_supplement(at_work, by=place.clerk)
            elif number % 6 == 1:
                actions.resume(at_work, by=place.case)
    place.to_sign()


def written():
    """Every row a new day has touched or made, but for the keys the database drew."""
    logged = LogEntry.objects.filter(action="dossiers.redate").order_by("pk")
    moves = Movement.objects.filter(verb="redate").order_by("pk")
    made = [{k: v for k, v in row.items() if k != "id"} for row in [*logged.values(),
                                                                    *moves.values()]]  # fmt: skip
    return [*Dossier.objects.order_by("pk").values()], made


@pytest.mark.parametrize("status", [DayStatus.CONFIRMED, DayStatus.PROVISIONAL])
def test_same_rows_as_one_by_one(place, secretary, monkeypatch, status):
    everybody(place)

    def announced():
        with clock.at(at(15, hour=8)):
            add_day(by=secretary, date=STORM, kind=DayKind.HOLIDAY, name="Bão", status=status)
        return written()

    before = transaction.savepoint()
    ours = announced()
    transaction.savepoint_rollback(before)
    monkeypatch.setattr(redating, "redate", plainly)
    assert ours == announced()
    dossiers, made = ours
    assert len(made) >= 2 * 20 and len(made) % 2 == 0
    assert {row["version"] for row in dossiers} >= {2, 4, 5, 6}


def test_the_check_of_everything_finds_nothing_new(place, secretary):
    everybody(place)
    before = run_all().faults  # of rows a factory made without a log
    with clock.at(at(15, hour=8)):
        add_day(by=secretary, date=STORM, kind=DayKind.HOLIDAY, name="Bão")
    assert run_all().faults == before
