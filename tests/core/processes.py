"""Processes of ours: who belongs to whom, and ending them by their number."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path


def parents() -> dict[int, int]:
    """Every process and its parent; those that ended and wait to be collected are left out."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text("utf-8", "replace")
        except OSError:  # gone while we looked
            continue
        state, parent = text.rpartition(")")[2].split()[:2]
        if state not in "ZX":
            found[int(path.parent.name)] = int(parent)
    return found


def children(pid: int) -> list[int]:
    """Processes started by ``pid`` itself, the oldest first."""
    return sorted(child for child, parent in parents().items() if parent == pid)


def family(pid: int) -> list[int]:
    """``pid`` and everything it started, however deep."""
    known, pids = parents(), [pid]
    for one in pids:  # grows while it is walked
        pids += sorted(child for child, parent in known.items() if parent == one)
    return pids


def command(pid: int) -> str:
    """How a process was started."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def resident_mb(pid: int) -> float:
    """Memory a process holds now."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def kill(pids: list[int], number: signal.Signals) -> None:
    """The signal to each that still lives."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def wait_gone(pids: list[int], seconds: float = 30) -> None:
    """Until none of them runs any more."""
    end = time.monotonic() + seconds
    while alive := set(pids) & set(parents()):
        assert time.monotonic() < end, f"still there: {[command(pid) for pid in alive]}"
        time.sleep(0.02)
