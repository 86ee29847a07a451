"""Putting work into the queue, and telling how far it is."""

import datetime as dt
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from congvu.core.jobs import registry
from congvu.core.jobs.models import JobRun
from congvu.core.prepared import Prepared, Slot

WAITING: Prepared[tuple[int]] = Prepared(
    lambda: (
        JobRun.objects.filter(name=Slot("name", models.CharField()), task__status="READY")
        .order_by()
        .values_list("pk")[:1]
    )
)
REPORT_EVERY = 0.5  # seconds between two written reports


@task(takes_context=True)
def run_job(context: TaskContext, name: str, arguments: dict[str, Any]) -> None:
    """The one task django-tasks knows; the name says which handler it runs."""
    run = JobRun.objects.get(task__id=context.task_result.id)
    running = registry.Running(run.pk, name, attempt=context.attempt)
    registry.get(name).function(running, **arguments)


def defer(
    name: str,
    /,
    *,
    owner: Any = None,
    after: dt.datetime | None = None,
    once: bool = False,
    **arguments: Any,
) -> JobRun | None:
    """Put a job into the queue, as part of the running transaction: no commit, no job.

    The row is written with the change that asks for it, so a process killed right after its
    commit loses nothing. ``once``: leave it (None) when the same work already waits.
    """
    handler = registry.get(name)
    if once and WAITING.first(name=name):
        return None
    with transaction.atomic():
        when = run_job.using(priority=handler.priority, run_after=after or timezone.now())
        result = when.enqueue(name=name, arguments=arguments)
        return JobRun.objects.create(task_id=result.id, name=name, title=handler.title, owner=owner)


def progress(
    job: registry.Running, done: int, total: int, text: str = "", *, result_url: str = ""
) -> None:
    """Say how far a long job is. Cheap to call often; call it outside transactions.

    On SQLite through a connection of its own: the job may be amid reading rows, and what it reads
    has been overtaken as soon as anybody else wrote; writing beside it would be refused at once.
    """
    moment = time.monotonic()
    if done < total and not result_url and moment - job.reported < REPORT_EVERY:
        return
    job.reported = moment
    values = {"done": done, "total": total, "text": text[:300]}
    if result_url:
        values["result_url"] = result_url
    row = JobRun.objects.filter(pk=job.id)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        on_own_line(lambda: row.update(**values))
    else:
        row.update(**values)


def on_own_line(work: Callable[[], Any]) -> None:
    """Do something through another connection, and wait for it; what it raises is raised here."""

    def done() -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as line:
        line.submit(done).result()


def progress_aside(job: registry.Running, done: int, total: int, text: str = "") -> None:
    """As :func:`progress`, from inside a long transaction: on a line of its own.

    SQLite has one writer, and that is the transaction: nothing is said there.
    """
    if connection.vendor == "sqlite":
        return

    on_own_line(lambda: progress(job, done, total, text))
