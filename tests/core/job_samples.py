"""Jobs of the tests, and a worker that knows them: python -m tests.core.job_samples."""

import os
import time
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

from congvu.core.errors import ActionError  # noqa: E402
from congvu.core.jobs import Running, every, job, progress  # noqa: E402
from congvu.core.jobs.worker import Worker  # noqa: E402

ran: list[tuple] = []


@job("test.add", title="Cộng hai số")
def add(job: Running, a: int, b: int = 0) -> None:
    ran.append((job.attempt, a + b))


@job("test.first", title="Việc gấp", priority=50)
def first(job: Running) -> None:
    ran.append(("first",))


@job("test.broken", title="Việc hỏng")
def broken(job: Running) -> None:
    raise ValueError("hỏng rồi")


@job("test.refused", title="Việc bị từ chối")
def refused(job: Running) -> None:
    raise ActionError("Không có dữ liệu để làm.")


@job("test.steps", title="Việc nhiều bước")
def steps(job: Running) -> None:
    progress(job, 1, 3, "bước một")
    progress(job, 2, 3, "bước hai")  # too soon after the first to be written


@job("test.slow", title="Việc chậm")
def slow(job: Running, trace: str) -> None:
    """Writes who began it; ends at once only when begun for the second time."""
    with Path(trace).open("a") as f:
        f.write(f"{os.getpid()}\n")
    if job.attempt == 1:
        time.sleep(600)


if os.environ.get("CONGVU_TEST_SCHEDULE"):

    @every(minutes=24 * 60)
    @job("test.tick", title="Việc định kỳ")
    def tick(job: Running) -> None:
        with Path(os.environ["CONGVU_TEST_SCHEDULE"]).open("a") as f:
            f.write(f"{os.getpid()}\n")


if __name__ == "__main__":
    Worker().run()
