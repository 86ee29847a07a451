"""Seconds of work: processor time here and of our PostgreSQL process, or the clock if asked."""

import os
import time
from pathlib import Path

from benchmarks.twice import database

# on a machine with nothing else to do: waiting for the disk counts as well
BY_THE_CLOCK = os.environ.get("BENCH_BY_THE_CLOCK", "") not in ("", "0")
TICKS = os.sysconf("SC_CLK_TCK")


def spent() -> float:
    """Seconds used so far; of two values the difference counts."""
    if BY_THE_CLOCK:
        return time.perf_counter()
    own = time.process_time()
    return own if database() == "SQLite" else own + of_process(backend())


def backend() -> int:
    """The process of the server that works for our connection."""
    from django.db import connection

    connection.ensure_connection()
    return connection.connection.info.backend_pid


def of_process(pid: int) -> float:
    """Seconds a process of this machine has used, in hundredths."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / TICKS
