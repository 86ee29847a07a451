"""A small parent: keeps children running, restarts the dead with patience, ends them cleanly."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY = 60.0  # a child that lived this long starts again without delay
GRACE = 30.0
PATIENCE = 15.0  # how long the first child may keep the others waiting
TICK = 0.1


@dataclass
class Child:
    """One process to keep alive."""

    name: str
    command: list[str]
    process: subprocess.Popen | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = 0.0

    def start(self, now: float) -> None:
        """Start it in a session of its own, so that only we hand on signals."""
        self.process = subprocess.Popen(  # noqa: S603
            self.command, start_new_session=True, preexec_fn=die_with_parent
        )
        self.started = now

    def check(self, now: float) -> None:
        """Notice a death, wait out the pause, start again."""
        if self.process is not None and self.process.poll() is not None:
            say(f"{self.name} dừng (mã {self.process.returncode}), sẽ chạy lại.")
            steady = now - self.started > STEADY
            self.pause = FIRST_PAUSE if steady else min(self.pause * 2, LONGEST_PAUSE)
            self.due = now + (0 if steady else self.pause / 2)
            self.process = None
        if self.process is None and now >= self.due:
            self.start(now)


@dataclass
class Supervisor:
    """Runs children until told to stop."""

    children: list[Child]
    stopping: bool = field(default=False)

    def run(self, started: Callable[[], bool] = lambda: True) -> int:
        """Keep the children alive until SIGTERM or SIGINT; 0 after a clean end.

        ``started`` is asked at every tick until it says yes; until then only the first child
        runs, so that those at a small machine's page do not wait for the others.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        waiting, latest = True, time.monotonic() + PATIENCE
        while not self.stopping:
            now = time.monotonic()
            for child in self.children[:1] if waiting and now < latest else self.children:
                child.check(now)
            waiting = waiting and not started()
            time.sleep(TICK)
        return self.finish()

    def stop(self, *_: object) -> None:
        """Ask for the end; a second signal changes nothing."""
        self.stopping = True

    def finish(self) -> int:
        """Tell every child to end, wait, and kill what does not."""
        alive = [c.process for c in self.children if c.process and c.process.poll() is None]
        for process in alive:
            process.send_signal(signal.SIGTERM)
        end, clean = time.monotonic() + GRACE, True
        for process in alive:
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                clean = False
        return 0 if clean else 1


def die_with_parent() -> None:
    """On Linux: a child gets SIGTERM when its parent is killed, so that none stays behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def say(text: str) -> None:
    """A line for whoever reads the terminal or the journal."""
    print(text, file=sys.stderr, flush=True)
