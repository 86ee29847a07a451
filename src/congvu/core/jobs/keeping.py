"""What every worker does beside its work: sign of life, rescue of orphans, the schedule."""

import datetime as dt
import os
import socket

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from congvu.core.jobs import registry
from congvu.core.jobs.models import JobSlot, Worker
from congvu.core.jobs.queue import defer
from congvu.core.jobs.rules import MAX_ATTEMPTS
from congvu.core.jobs.running import WorkerDied, set_back


def silence() -> dt.timedelta:
    """After this long without a sign of life a worker counts as dead."""
    return dt.timedelta(seconds=settings.JOB_SILENCE)


def this_host() -> str:
    """This machine, and on Linux the process namespace in which a pid means something."""
    try:
        space = os.readlink("/proc/self/ns/pid")
    except OSError:
        space = ""
    return f"{socket.gethostname()} {space}".strip()


def sign_on(worker: str) -> None:
    """Make ourselves known, before the first job is taken."""
    Worker.objects.create(id=worker, host=this_host(), pid=os.getpid())


def sign_off(worker: str) -> None:
    """Leave in order."""
    Worker.objects.filter(pk=worker).delete()


def beat(worker: str) -> None:
    """A sign of life; one who was counted dead by mistake signs on again."""
    if not Worker.objects.filter(pk=worker).update(beat_at=timezone.now()):
        sign_on(worker)


def living() -> set[str]:
    """Workers that still work: heard of lately, and on our own machine really there."""
    here, since = this_host(), timezone.now() - silence()
    heard = Worker.objects.filter(beat_at__gte=since)
    return {w.pk for w in heard if w.host != here or exists(w.pid)}


def exists(pid: int) -> bool:
    """Whether a process of this number runs on this machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def rescue() -> int:
    """Put back the jobs whose worker died; how many. The fifth death gives a job up."""
    running = DBTaskResult.objects.running()
    alive = living()
    if all(last(row) in alive for row in running):
        return 0
    rescued = 0
    with transaction.atomic():
        for row in running.select_for_update(skip_locked=True):
            if last(row) in alive:
                continue
            set_back(row, WorkerDied())
            if len(row.worker_ids) < MAX_ATTEMPTS:  # the job is not to blame: no pause
                DBTaskResult.objects.filter(pk=row.pk).update(run_after=timezone.now())
            rescued += 1
    return rescued


def last(row: DBTaskResult) -> str:
    """The worker that began this attempt."""
    return row.worker_ids[-1] if row.worker_ids else ""


def run_due(seen: dict[str, dt.datetime] | None = None) -> list[str]:
    """Defer every scheduled job whose slot nobody has taken yet; their names.

    ``seen`` is the caller's memory of slots known to be taken, which saves looking.
    """
    seen = {} if seen is None else seen
    begun = []
    for name, schedule in registry.schedules.items():
        slot = schedule.slot(timezone.now())
        if seen.get(name) == slot:
            continue
        if take(name, slot):
            begun.append(name)
        seen[name] = slot
    return begun


def take(name: str, slot: dt.datetime) -> bool:
    """Take a slot and defer its job in one transaction; False when somebody was quicker."""
    if JobSlot.objects.filter(name=name, starts_at=slot).exists():
        return False
    try:
        with transaction.atomic():
            JobSlot.objects.create(name=name, starts_at=slot)
            defer(name)
    except IntegrityError:
        return False
    return True
