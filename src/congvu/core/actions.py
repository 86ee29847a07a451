"""Verbs of the installation itself."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from congvu.core import audit, registry
from congvu.core.errors import WrongState
from congvu.core.jobs import defer
from congvu.core.models import JobRun
from congvu.core.policies import may_administer, require


def retry_job(run: JobRun, *, by: Any) -> JobRun:
    """Give a failed job its five attempts again."""
    require(may_administer(by))
    with transaction.atomic():
        task = DBTaskResult.objects.select_for_update().get(pk=run.task_id)
        if task.status != "FAILED":
            raise WrongState("Chỉ thử lại được công việc đã dừng vì lỗi.")
        task.status, task.worker_ids, task.run_after = "READY", [], timezone.now()
        task.finished_at = None
        task.save(update_fields=["status", "worker_ids", "run_after", "finished_at"])
        audit.note(run, by=by, action="core.retry_job", job=run.name)
    run.task = task
    return run


def ask_for_verification(*, by: Any) -> JobRun:
    """Put the whole check into the queue."""
    require(registry.may_see_log(by))
    with transaction.atomic():
        run = defer("core.verify", owner=by, user_id=by.pk)
        audit.note(run, by=by, action="core.ask_for_verification")
    return run
