"""A benchmark that counts on both databases: here, and on a PostgreSQL of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.report import Line

ROOT = Path(__file__).resolve().parents[1]
# only on the database of this process, for a quick look whether all is measured
ONCE = os.environ.get("BENCH_ONCE", "") not in ("", "0")


def database() -> str:
    """The kind of database this process measures on."""
    embedded = not os.environ.get("DATABASE_URL", "").startswith("postgres")
    return "SQLite" if embedded else "PostgreSQL"


def on_postgresql(stem: str) -> list[Line]:
    """What ``benchmarks.stem`` measures on a new cluster that writes to the disk.

    Nothing when this process measures on a server already, when none is installed, or when one
    database was asked for.
    """
    from tests.core.cluster import INSTALLED, cluster

    if ONCE or database() == "PostgreSQL":
        return []
    if not INSTALLED:
        print(f"{stem}: PostgreSQL is not installed, left out", file=sys.stderr)
        return []
    with cluster() as server:
        env = {k: v for k, v in os.environ.items() if not k.startswith(("CONGVU_HOME", "DJANGO"))}
        paths = [str(ROOT / "src"), str(ROOT), env.get("PYTHONPATH", "")]
        env |= {"DATABASE_URL": server.url, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
        words = [sys.executable, "-m", f"benchmarks.{stem}"]
        done = subprocess.run(words, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{stem} failed on PostgreSQL")
    return [Line(**json.loads(text)) for text in done.stdout.splitlines() if text[:1] == "{"]
