"""From a bare checkout to a page: the first make demo, a second start, the server, the worker."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.report import Line

ROOT = Path(__file__).resolve().parents[1]
READY = "đang chạy tại"
LEFT_OUT = shutil.ignore_patterns(".venv", "var", ".git", ".*_cache", "__pycache__", "dist")


def measure() -> list[Line]:
    """In a copy of the checkout, without an environment, so that nothing was there before."""
    from tests.core.served import free_port

    with tempfile.TemporaryDirectory(prefix="congvu-start-") as folder:
        copy = Path(folder) / "congvu"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        port = str(free_port())
        first, _ = started(["make", "demo", f"PORT={port}"], copy)
        second, _ = started(["make", "demo", f"PORT={port}"], copy)
        serve = [str(copy / ".venv/bin/congvu"), "serve", "--port", port]
        here = {"CONGVU_INSECURE_HTTP": "1", "CONGVU_HOME": str(copy / "var")}
        start, memory = started(serve, copy, **here)
    return [
        Line("First make demo", first, "s", 180),
        Line("Second make demo", second, "s", 5),
        Line("Server start", start, "s", 3),
        Line("Worker after its first jobs", memory, "MB", 250),
    ]


def started(words: list[str], folder: Path, **extra: str) -> tuple[float, float]:
    """Seconds until the site says where it is, and the worker's memory then; it is ended again."""
    from tests.core.processes import family, kill, resident_mb, wait_gone

    left = ("CONGVU", "DATABASE", "DJANGO", "PORT", "PYTHONDONT", "MAKE", "MFLAGS")
    env = {k: v for k, v in os.environ.items() if not k.startswith(left)} | extra
    begun = time.monotonic()
    with (folder.parent / "said.txt").open("w+") as said:
        process = subprocess.Popen(words, cwd=folder, env=env, stdout=said, stderr=said)
        try:
            while READY not in Path(said.name).read_text():
                assert process.poll() is None, Path(said.name).read_text()
                time.sleep(0.02)
            spent = time.monotonic() - begun
            return spent, resident_mb(worker_of(process.pid))
        finally:
            pids = family(process.pid)
            kill(pids, signal.SIGTERM)
            process.wait(60)
            wait_gone(pids)


def worker_of(pid: int) -> int:
    """The background worker below a process, once it runs and has worked for a while."""
    from tests.core.processes import command, family

    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = [p for p in family(pid) if command(p).endswith("main worker ")]
        if found:
            time.sleep(5)
            return found[0]
        time.sleep(0.1)
    raise SystemExit("no worker came")


if __name__ == "__main__":
    for line in measure():
        print(json.dumps(line.__dict__))
