"""Opening an inspection of 100 units × 100 criteria, beside executemany of the very same rows."""

import json
import time
from collections.abc import Callable
from typing import Any

from benchmarks.installation import ready
from benchmarks.report import Line
from benchmarks.twice import database, on_postgresql

UNITS, AREAS, CRITERIA = 100, 10, 10
ROUNDS = 3


def measure() -> list[Line]:
    """Best of three campaigns; after each the rows of another one like it, by the driver."""
    ready()
    from tests.inspections.factories import PERIOD, make_calendar, make_library, make_people
    from tests.organizations.factories import UnitFactory

    from congvu.inspections.actions import OpeningSpec, open_inspection

    make_calendar()
    people, units = make_people(), tuple(UnitFactory() for _ in range(UNITS))
    library = make_library(AREAS, CRITERIA, code=f"MO{time.time_ns()}")
    areas = tuple(library.areas.values_list("code", flat=True))
    spec = OpeningSpec(
        title="Kiểm tra công tác cải cách hành chính năm 2020",
        year=2020,
        library_version=library,
        area_codes=areas,
        units=units,
        period_from=PERIOD[0],
        period_to=PERIOD[1],
    )
    ours = raw = 1e9
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        open_inspection(spec, by=people["secretary"])
        ours = min(ours, time.perf_counter() - begun)
        rows = rows_of(lambda: open_inspection(spec, by=people["secretary"]))
        raw = min(raw, executemany(rows))
    here = database()
    return [
        Line(f"Open 100 units × 100 criteria, {here}", ours * 1000, "ms", 1000),
        Line(f"Open 100 × 100, times executemany, {here}", ours / raw, "×", 4),
        *on_postgresql("bench_opening"),
    ]


def tables() -> list[Any]:
    """What opening writes, parents first."""
    from congvu.assessments.models import Answer, Sheet
    from congvu.core.models import LogEntry
    from congvu.inspections.models import Inspection, Visit

    return [Inspection, Sheet, Answer, Visit, LogEntry]


def rows_of(task: Callable[[], object]) -> list[tuple[str, list[list]]]:
    """The rows ``task`` writes, as INSERT and what the driver takes; nothing stays written."""
    from django.db import transaction
    from django.db.models import Max

    with transaction.atomic():
        last = [m._base_manager.aggregate(last=Max("pk"))["last"] or 0 for m in tables()]
        task()
        found = [inserts(model, pk) for model, pk in zip(tables(), last, strict=True)]
        transaction.set_rollback(True)
    assert len(found[2][1]) == UNITS * AREAS * CRITERIA
    return found


def inserts(model: Any, last: int) -> tuple[str, list[list]]:
    """The newest rows of a model, keys included."""
    from django.db import connection

    fields, quote = model._meta.concrete_fields, connection.ops.quote_name
    names = ", ".join(quote(f.column) for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    told = model._base_manager.filter(pk__gt=last).order_by("pk")
    rows = [
        [f.get_db_prep_save(v, connection) for f, v in zip(fields, values, strict=True)]
        for values in told.values_list(*(f.attname for f in fields))
    ]
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})", rows


def executemany(batches: list[tuple[str, list[list]]]) -> float:
    """Seconds for ready-made rows, by the database driver alone, with the commit."""
    from django.db import connection, transaction

    begun = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, rows in batches:
            cursor.executemany(sql, rows)
    return time.perf_counter() - begun


if __name__ == "__main__":
    for line in measure():
        print(json.dumps(line.__dict__))
