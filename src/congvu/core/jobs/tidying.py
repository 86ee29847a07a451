"""Old rows of the machinery itself, which nobody will ask for again."""

import datetime as dt

from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from congvu.core.jobs.models import JobSlot, Worker
from congvu.core.outbox.models import OutboxMail

KEEP_DONE = dt.timedelta(days=14)
KEEP_FAILED = dt.timedelta(days=180)


def tidy() -> int:
    """Remove finished jobs, taken slots, dead workers and expired sessions; how many jobs."""
    now = timezone.now()
    old = DBTaskResult.objects.successful().filter(finished_at__lt=now - KEEP_DONE)
    lost = DBTaskResult.objects.failed().filter(finished_at__lt=now - KEEP_FAILED)
    count = old.delete()[0] + lost.delete()[0]
    JobSlot.objects.filter(taken_at__lt=now - KEEP_DONE).delete()
    Worker.objects.filter(beat_at__lt=now - dt.timedelta(days=1)).delete()
    OutboxMail.objects.filter(at__lt=now - KEEP_FAILED).delete()
    call_command("clearsessions", verbosity=0)
    return count
