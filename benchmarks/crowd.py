"""The showroom's counter among very many dossiers: some told, then copied as often as needed."""

import datetime as dt
import os
import sys
from typing import Any

from benchmarks.fees import charged
from benchmarks.installation import ready

ROWS = int(os.environ.get("BENCH_DOSSIERS", "200000"))
# with their log, as the showroom enters them; the others are copies without one
TOLD = min(5_000, ROWS // 2)
TODAY = dt.datetime(2020, 10, 12, 9, tzinfo=dt.timezone(dt.timedelta(hours=7)))
YEAR = 365


def filled(number: int = ROWS) -> Any:
    """People and procedures of the showroom and so many dossiers of two years."""
    ready()
    from congvu.accounts.models import User
    from congvu.core import clock
    from congvu.desk.showroom import crowd
    from congvu.desk.showroom.catalogue import publish_procedures
    from congvu.desk.showroom.office import set_up
    from congvu.dossiers.models import Dossier
    from congvu.organizations.models import Unit

    with clock.at(TODAY):
        if not Unit.objects.exists():
            publish_procedures(set_up())
            crowd(TOLD, lambda text: print(text, file=sys.stderr, flush=True))
            charged(TODAY)
        copied(number // TOLD - Dossier.objects.count() // TOLD)
        added_up()
    return {user.username: user for user in User.objects.all()}


def copied(times: int) -> None:
    """Every told dossier so many times more, every other time a year earlier.

    A year earlier only those that are over, so that no more are open than an office would have.
    """
    from django.db import connection
    from django.db.models import Max

    from congvu.dossiers.models import Dossier, FeeDue, Movement, Pause, Payment, Supplement
    from congvu.dossiers.states import CLOSED, RESOLVED

    over = ", ".join(f"'{state}'" for state in sorted({*CLOSED, *RESOLVED}))
    step = (Dossier.objects.order_by("pk")[TOLD - 1 : TOLD].get().pk) + 1
    done = Dossier.objects.aggregate(last=Max("pk"))["last"] // step
    first = f"id < {step}"
    told = Payment.objects.filter(dossier__lt=step).aggregate(last=Max("pk"))["last"] + 1
    for number in range(done + 1, done + 1 + times):
        earlier = YEAR * (number % 2)
        kept = f"{first} AND state IN ({over})" if earlier else first
        own = {"id": f"id + {number * step}", "code": f"code || '-{number}'"}
        insert(connection, Dossier, own, earlier, kept)
        of_it = f"dossier_id IN (SELECT id FROM dossiers_dossier WHERE {kept})"
        of_copy = {"id": None, "dossier_id": f"dossier_id + {number * step}"}
        for part in (Movement, Pause, Supplement):
            insert(connection, part, of_copy, earlier, of_it)
        later = number * told
        own = of_copy | {"id": f"id + {later}", "reverses_id": f"reverses_id + {later}"}
        insert(connection, Payment, own, earlier, of_it)
        insert(
            connection, FeeDue, of_copy | {"payment_id": f"payment_id + {later}"}, earlier, of_it
        )
        print(f"copy {number}", file=sys.stderr, flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def insert(connection: Any, model: Any, own: dict[str, Any], earlier: int, where: str) -> None:
    """Copies of rows, moments shifted by days."""
    from django.db import models

    columns, values = [], []
    for one in model._meta.concrete_fields:
        value = own.get(one.column, f'"{one.column}"')
        if value is None:
            continue
        if earlier and isinstance(one, models.DateTimeField):
            lite = f"datetime({value}, '-{earlier} days')"
            value = (
                lite if connection.vendor == "sqlite" else f"{value} - interval '{earlier} days'"
            )
        columns.append(f'"{one.column}"')
        values.append(value)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608 our own names
            f" SELECT {', '.join(values)} FROM {table} WHERE {where}"
        )


def added_up() -> None:
    """Months that are over by the story's day, as the background job adds them up."""
    from congvu.dossiers import rollups
    from congvu.dossiers.ledgers import LEDGERS
    from congvu.dossiers.models import RolledMonth, StaleMonth

    StaleMonth.objects.all().delete()
    RolledMonth.objects.all().delete()
    for ledger in LEDGERS:
        for month in rollups.to_roll_up(ledger):
            if month < TODAY.date().replace(day=1):
                rollups.roll_up(month, ledger)


def browser(user: Any) -> Any:
    """A client in which ``user`` has signed in."""
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
