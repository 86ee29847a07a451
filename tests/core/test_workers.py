"""Real worker processes: killed in mid-job, and two at one schedule."""

import json
import os
import signal
import time

import pytest

from tests.core.home import installation

pytestmark = pytest.mark.slow
STATE = """
import json
from congvu.core.models import JobRun
print(json.dumps([[r.task.status, r.attempts] for r in JobRun.objects.select_related("task")]))
"""


@pytest.fixture
def home(tmp_path):
    with installation(tmp_path, migrated=True, CONGVU_JOB_SILENCE="6") as home:
        yield home


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.2)
    raise AssertionError("waited in vain")


def lines(path):
    return path.read_text().split() if path.exists() else []


def finish(*workers):
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
    return [worker.wait(30) for worker in workers]


def test_a_job_of_a_worker_killed_in_the_middle_is_finished_by_another(home, tmp_path):
    trace = tmp_path / "trace"
    home.python(
        "import tests.core.job_samples\n"
        "from congvu.core.jobs import defer\n"
        f"defer('test.slow', trace={str(trace)!r})"
    )
    victim = home.start("-m", "tests.core.job_samples")
    wait_for(lambda: lines(trace))
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    other = home.start("-m", "tests.core.job_samples")
    wait_for(lambda: len(lines(trace)) == 2)
    wait_for(lambda: ["SUCCESSFUL", 2] in json.loads(home.python(STATE)))
    assert lines(trace) == [str(victim.pid), str(other.pid)]
    assert finish(other) == [0]


def test_two_workers_run_one_slot_once(home, tmp_path):
    home.env["CONGVU_TEST_SCHEDULE"] = str(tmp_path / "ticks")
    workers = [home.start("-m", "tests.core.job_samples") for _ in range(2)]
    wait_for(lambda: lines(tmp_path / "ticks"))
    time.sleep(3)  # long enough for the other to look at the schedule several times
    assert len(lines(tmp_path / "ticks")) == 1
    assert finish(*workers) == [0, 0]
