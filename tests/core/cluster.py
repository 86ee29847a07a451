"""A PostgreSQL of one's own that may be killed: never the one the suite runs on."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.core.home import ROOT
from tests.core.processes import family, kill, wait_gone

SCRIPT = str(ROOT / "scripts" / "postgres.sh")
INSTALLED = any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@dataclass(frozen=True)
class Cluster:
    """Its folder; the server writes to the disk before it says yes."""

    folder: Path

    @property
    def url(self) -> str:
        """The DATABASE_URL of its first database."""
        return script("url", str(self.folder))

    def crash(self) -> None:
        """SIGKILL to the postmaster and every process of it, at once."""
        pid = self.folder / "data" / "postmaster.pid"
        pids = family(int(pid.read_text().split()[0]))
        kill(pids, signal.SIGKILL)
        wait_gone(pids)
        # a dead postmaster whom nobody has collected yet would look alive to the next
        for lock in (pid, *self.folder.glob(".s.PGSQL.*")):
            lock.unlink()

    def resume(self) -> None:
        """Start the server again, as an administrator would; it recovers from its own log."""
        script("resume", str(self.folder))


def script(*words: str) -> str:
    """What scripts/postgres.sh prints."""
    env = {**os.environ, "CONGVU_TEST_FSYNC": "on"}
    done = subprocess.run([SCRIPT, *words], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A new cluster, gone afterwards."""
    made = Cluster(Path(script("start")))
    try:
        yield made
    finally:
        script("stop", str(made.folder))
