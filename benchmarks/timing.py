"""Seconds of work: processor time of this process and of its PostgreSQL, or the clock if asked."""

import os
import time
from pathlib import Path

from benchmarks.twice import database

# on a machine with nothing else to do: waiting for the disk counts as well
BY_THE_CLOCK = os.environ.get("BENCH_BY_THE_CLOCK", "") not in ("", "0")
HOW = "clock" if BY_THE_CLOCK else "processor time"
TICKS = os.sysconf("SC_CLK_TCK")


def spent() -> float:
    """Seconds used so far; of two values the difference counts."""
    if BY_THE_CLOCK:
        return time.perf_counter()
    own = time.process_time()
    return own if database() == "SQLite" else own + of_server()


def of_server() -> float:
    """Seconds the processes of the cluster used that our connection leads to, in hundredths.

    All of them: one statement may be worked on by several.
    """
    from django.db import connection

    connection.ensure_connection()
    head = int(stat(connection.connection.info.backend_pid)[1])
    children = Path(f"/proc/{head}/task/{head}/children").read_text().split()
    # of the head with those of its children that have ended
    return sum(map(int, stat(head)[11:15])) / TICKS + sum(of_process(int(pid)) for pid in children)


def of_process(pid: int) -> float:
    """Seconds a living process has used; nothing when it has ended meanwhile."""
    try:
        return sum(map(int, stat(pid)[11:13])) / TICKS
    except OSError:
        return 0.0


def stat(pid: int) -> list[str]:
    """What the kernel tells of a process, from its state on."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
