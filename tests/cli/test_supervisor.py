"""The small parent: restarts with patience, ends cleanly."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from congvu.cli.supervisor import FIRST_PAUSE, LONGEST_PAUSE, Child

pytestmark = pytest.mark.slow
PARENT = """
import sys
from congvu.cli.supervisor import Child, Supervisor
child = [sys.executable, "-c", {code!r}]
sys.exit(Supervisor([Child("Con", child)]).run())
"""


def wait_for(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.fixture
def parent(tmp_path):
    started = []

    def start(code):
        out = (tmp_path / "out").open("w")
        words = [sys.executable, "-c", PARENT.format(code=textwrap.dedent(code))]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        started.append(subprocess.Popen(words, stdout=out, stderr=out, env=env))
        out.close()
        return started[-1], tmp_path / "out"

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_the_end_is_handed_on_and_clean(parent):
    process, out = parent(
        """
        import signal, sys, time
        signal.signal(signal.SIGTERM, lambda *a: (print("con dung", flush=True), sys.exit(0)))
        print("con chay", flush=True)
        time.sleep(60)
        """
    )
    wait_for(lambda: "con chay" in out.read_text())
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert "con dung" in out.read_text()


def test_a_dead_child_is_started_again(parent):
    _, out = parent("print('con chay', flush=True)")
    wait_for(lambda: out.read_text().count("con chay") >= 2)
    assert "Con dừng (mã 0), sẽ chạy lại." in out.read_text()


def test_a_child_dies_with_its_killed_parent(parent):
    process, out = parent(
        """
        import signal, sys, time
        signal.signal(signal.SIGTERM, lambda *a: (print("con dung", flush=True), sys.exit(0)))
        print("con chay", flush=True)
        time.sleep(60)
        """
    )
    wait_for(lambda: "con chay" in out.read_text())
    process.kill()
    wait_for(lambda: "con dung" in out.read_text())


def test_pauses_between_restarts_grow_to_a_limit(monkeypatch):
    child, now, pauses = Child("Con", ["true"]), 0.0, []
    monkeypatch.setattr(Child, "start", lambda self, now: setattr(self, "process", Dead()))
    for _ in range(9):
        child.process, child.started = Dead(), now
        child.check(now)
        pauses.append(child.due - now)
        now = child.due
    assert pauses[0] == FIRST_PAUSE
    assert pauses == sorted(pauses)
    assert pauses[-1] <= LONGEST_PAUSE


class Dead:
    """A process that has ended."""

    returncode = 1

    def poll(self):
        return 1
