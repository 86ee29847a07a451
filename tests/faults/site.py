"""The installation that is really served and killed: one for a whole module, so that what an
earlier kill broke would show later. On PostgreSQL it has a cluster of its own, which writes to the
disk and may be killed."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.core.cluster import INSTALLED, Cluster, cluster
from tests.core.home import Home, installation, nothing
from tests.core.served import Served, free_port

POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
KILLS = [3, pytest.param(20, marks=pytest.mark.soak)]  # in the suite, and in the soak


@contextmanager
def installed(folder: Path) -> Iterator[tuple[Served, Cluster | None]]:
    """Migrated and not yet served; the cluster it lies in, when there is one."""
    if POSTGRESQL and not INSTALLED:
        pytest.skip("a PostgreSQL that may be killed needs Debian's package postgresql")
    with cluster() if POSTGRESQL else nothing() as database:
        server = database.url if database else ""
        with installation(folder, migrated=True, server=server, CONGVU_JOB_SILENCE="6") as home:
            yield Served(home, free_port()), database or None


@contextmanager
def serving(served: Served) -> Iterator[Home]:
    """Served as long as it lasts, and found whole by the check afterwards."""
    try:
        served.start()
        yield served.home
        served.home.run("verify")
    finally:
        served.stop()


def wait_for(condition: Callable[[], Any], seconds: float = 90) -> Any:
    """What the condition says once it says something."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
    return found
