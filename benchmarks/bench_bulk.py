"""Ten thousand rows with their log rows, beside executemany of the same."""

import datetime as dt
import json
import time

from benchmarks.installation import ready
from benchmarks.report import Line

ROWS = 10_000
ROUNDS = 3


def measure() -> list[Line]:
    """Best of three, each in its own transaction with its commit."""
    ready()
    from congvu.core import audit
    from congvu.core.models import LogEntry
    from congvu.legal.models import Basis

    def objects(n: int) -> list[Basis]:
        day = dt.date(2020, 3, 17)
        return [
            Basis(number=f"{n}-{i}", issuer="Sở", subject="Kế hoạch kiểm tra", issued_on=day)
            for i in range(ROWS)
        ]

    ours = raw = 1e9
    for n in range(ROUNDS):
        begun = time.perf_counter()
        made = audit.create_many(objects(n), by=None, action="bench.open")
        ours = min(ours, time.perf_counter() - begun)
        first = made[0].pk
        rows = list(Basis.objects.filter(pk__gte=first).order_by("pk").values_list())
        logs = list(LogEntry.objects.order_by("-id")[:ROWS].values_list())
        raw = min(raw, executemany(Basis, rows, LogEntry, logs))
    changed = [(obj, {"note": "đã đọc"}) for obj in made]
    begun = time.perf_counter()
    audit.change_many(changed, by=None, action="bench.change")
    change = time.perf_counter() - begun
    return [
        Line("Write 10,000 rows and their log rows", ours * 1000, "ms", 1000),
        Line("Write 10,000 rows, times executemany", ours / raw, "×", 4),
        Line("Change 10,000 rows and log them", change * 1000, "ms", 1000),
    ]


def executemany(model, rows: list[tuple], log, logs: list[tuple]) -> float:
    """Seconds for the same rows and log rows, ready made, by the database driver."""
    from django.db import connection, transaction

    batches = []
    for kind, values in ((model, rows), (log, logs)):
        fields = [f for f in kind._meta.concrete_fields if not f.primary_key]
        names = ", ".join(connection.ops.quote_name(f.column) for f in fields)
        marks = ", ".join(["%s"] * len(fields))
        sql = f"INSERT INTO {kind._meta.db_table} ({names}) VALUES ({marks})"
        ready_rows = [
            [f.get_db_prep_save(v, connection) for f, v in zip(fields, row[1:], strict=True)]
            for row in values
        ]
        if kind is model:
            for i, row in enumerate(ready_rows):
                row[[f.name for f in fields].index("number")] = f"raw-{time.time_ns()}-{i}"
        batches.append((sql, ready_rows))
    begun = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, values in batches:
            cursor.executemany(sql, values)
    return time.perf_counter() - begun


if __name__ == "__main__":
    for line in measure():
        print(json.dumps(line.__dict__))
