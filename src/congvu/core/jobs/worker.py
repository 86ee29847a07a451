"""A worker process: one job at a time, a second thread that keeps house."""

import logging
import signal
import threading
import time
import uuid
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from congvu.core.jobs import keeping, running

logger = logging.getLogger(__name__)
IDLE = 0.5  # seconds between two looks into an empty queue
RECYCLE_MB = 220  # a worker that grew beyond this ends; its parent starts a fresh one


class Worker:
    """Runs until told to stop; then finishes the job at hand."""

    def __init__(self) -> None:
        self.id = uuid.uuid4().hex
        self.stopping = threading.Event()

    def run(self) -> None:
        """Work until SIGTERM or SIGINT, or until we have grown too large."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        keeping.sign_on(self.id)
        keeper = threading.Thread(target=self.keep, daemon=True)
        keeper.start()
        try:
            while not self.stopping.is_set():
                self.step()
        finally:
            self.stopping.set()
            keeper.join(timeout=5)
            keeping.sign_off(self.id)

    def stop(self, *_: object) -> None:
        """Ask for the end."""
        self.stopping.set()

    def step(self) -> None:
        """One job, or a short rest."""
        close_old_connections()
        row = running.claim(self.id)
        if row is None:
            self.stopping.wait(IDLE)
            return
        running.execute(row, self.id)
        if resident_mb() > RECYCLE_MB:
            self.stopping.set()

    def keep(self) -> None:
        """Heartbeat, rescue and schedule; a database that is away is waited for."""
        pause = settings.JOB_SILENCE / 6
        seen: dict = {}
        while not self.stopping.is_set():
            try:
                close_old_connections()
                keeping.beat(self.id)
                keeping.rescue()
                keeping.run_due(seen)
            except DatabaseError as error:
                logger.warning("keeping house failed, trying again: %s", error)
            self.stopping.wait(pause)
        connection.close()


def resident_mb() -> float:
    """Memory this process holds now; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * 4096 / 2**20


def wait_for_database(seconds: float = 60) -> None:
    """A worker may start before its database does."""
    end = time.monotonic() + seconds
    while True:
        try:
            connection.ensure_connection()
            return
        except DatabaseError:
            if time.monotonic() > end:
                raise
            time.sleep(1)
