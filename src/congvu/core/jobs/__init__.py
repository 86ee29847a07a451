"""Background work: registered by name, deferred with the transaction, survives a killed worker.

    @job("notices.send", title="Gửi thông báo")
    def send(job: Running, notice_id: int) -> None: ...

    defer("notices.send", notice_id=7)

A handler must be idempotent: after a crash it runs again from the start.
"""

from congvu.core.jobs.queue import defer, progress, progress_aside
from congvu.core.jobs.registry import GiveUp, Running, daily, every, job

__all__ = ["GiveUp", "Running", "daily", "defer", "every", "job", "progress", "progress_aside"]
