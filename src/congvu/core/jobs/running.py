"""Taking one job from the queue, running it, and writing down how it ended."""

import logging
from contextlib import suppress
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskContext
from django_tasks_db.models import DBTaskResult

from congvu.core.errors import ActionError
from congvu.core.jobs.models import JobRun
from congvu.core.jobs.rules import MAX_ATTEMPTS, pause_after

logger = logging.getLogger(__name__)


class WorkerDied(Exception):
    """Tiến trình nền bị ngắt giữa chừng."""


def claim(worker: str) -> DBTaskResult | None:
    """The next job that is due, marked as ours; None when there is none."""
    ready = DBTaskResult.objects.ready()
    if not ready.exists():  # no write lock for looking
        return None
    with transaction.atomic():
        row = ready.select_for_update(skip_locked=True).first()
        if row is not None:
            row.claim(worker)
    return row


def execute(row: DBTaskResult, worker: str) -> None:
    """Run a claimed job; whatever it raises is kept in its row."""
    try:
        result = row.task_result
        call(row, TaskContext(task_result=result), result.args, result.kwargs)  # type: ignore[arg-type]
    except Exception as error:  # noqa: BLE001 - any failure of a handler belongs to its job
        logger.warning("job %s failed: %r", row.args_kwargs, error)
        stop_reading()
        settle(row, worker, error)
    else:
        settle(row, worker, None)


def stop_reading() -> None:
    """A handler that failed amid reading rows leaves them open, and SQLite refuses to write beside
    what was overtaken: the end of the job would not be written down, and the worker end with it."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        connection.close()


def call(row: DBTaskResult, context: TaskContext, args: list[Any], told: dict[str, Any]) -> None:
    """Our own jobs want to know their attempt. Those of libraries are about one row each, kept for
    their own lists; where the row is gone meanwhile, nothing is left to do."""
    if row.task.takes_context:
        row.task.call(context, *args, **told)
        return
    with suppress(ObjectDoesNotExist):
        row.task.call(*args, **told)


def settle(row: DBTaskResult, worker: str, error: BaseException | None) -> None:
    """Write down the end of an attempt, unless somebody else was given the job meanwhile."""
    with transaction.atomic():
        fresh = DBTaskResult.objects.select_for_update().filter(pk=row.pk, status="RUNNING").first()
        if fresh is None or fresh.worker_ids[-1:] != [worker]:
            return
        if error is None:
            fresh.set_successful(None)
            JobRun.objects.filter(task=fresh).update(error="")
        else:
            set_back(fresh, error)


def set_back(row: DBTaskResult, error: BaseException) -> None:
    """Another attempt later, or the visible end. Called with the row locked."""
    attempt = len(row.worker_ids)
    if attempt < MAX_ATTEMPTS and not isinstance(error, ActionError):
        row.status = "READY"
        row.run_after = timezone.now() + pause_after(attempt)
        row.save(update_fields=["status", "run_after"])
    else:
        row.set_failed(error)
    JobRun.objects.filter(task=row).update(error=sentence(error)[:500])


def sentence(error: BaseException) -> str:
    """What the page says about a failure."""
    if isinstance(error, ActionError):
        return error.message
    if isinstance(error, WorkerDied):
        return WorkerDied.__doc__ or ""
    return f"Lỗi ngoài dự kiến ({type(error).__name__}: {str(error)[:200]})."


def drain(worker: str = "drain", limit: int = 1000) -> int:
    """Run here and now what is due; how many ran. For tests and for seeding."""
    for count in range(limit):
        row = claim(worker)
        if row is None:
            return count
        execute(row, worker)
    return limit
