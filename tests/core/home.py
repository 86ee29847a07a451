"""A real installation of its own for tests: its folder, its database, its processes."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from congvu.core.dumping import SQLITE

ROOT = Path(__file__).resolve().parents[2]
# what belongs to the tests and not to the installation
OURS = ("CONGVU", "DATABASE", "DJANGO", "PORT", "STORAGE", "EMAIL", "PYTEST")
COPY = """
from pathlib import Path
from django.db import connection
from congvu.core import dumping
dumping.{verb}(connection, Path({folder!r}))
"""
SLOW = "PYTHONDONTWRITEBYTECODE"  # every process would compile the product anew


@dataclass
class Home:
    """One installation; commands run in processes of their own."""

    folder: Path
    env: dict[str, str]

    def process(self, *words: str) -> subprocess.CompletedProcess:
        """A Python process, to its end."""
        return subprocess.run(
            [sys.executable, *words],
            env=self.env,
            cwd=self.folder,
            capture_output=True,
            text=True,
        )

    def run(self, *words: str, check: bool = True) -> subprocess.CompletedProcess:
        """A congvu command, to its end."""
        done = self.process("-m", "congvu.cli.main", *words)
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def python(self, code: str) -> str:
        """What a piece of Python prints, Django being set up."""
        done = self.process("-c", "import django; django.setup()\n" + code)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def start(self, *words: str) -> subprocess.Popen:
        """A Python process in the background; its output goes to a file in the folder."""
        with (self.folder / "output.txt").open("ab") as out:
            return subprocess.Popen(
                [sys.executable, *words], env=self.env, cwd=self.folder, stdout=out, stderr=out
            )


@contextmanager
def installation(
    folder: Path, *, migrated: bool = False, server: str | None = None, **extra: str
) -> Iterator[Home]:
    """An installation on the kind of database the suite runs on; gone afterwards.

    ``server`` names another database server than the suite's: its address, "" for none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    env = {k: v for k, v in os.environ.items() if not k.startswith((*OURS, SLOW))}
    env |= {
        "CONGVU_HOME": str(folder / "home"),
        "CONGVU_INSECURE_HTTP": "1",
        "DJANGO_SETTINGS_MODULE": "congvu.config.settings.production",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        **extra,
    }
    base = os.environ.get("DATABASE_URL", "") if server is None else server
    with fresh_database(base) if base.startswith("postgres") else nothing() as url:
        home = Home(folder, {**env, "DATABASE_URL": url} if url else env)
        if migrated:
            migrate(home)
        yield home


_migrated: dict[bool, Path] = {}  # whether on a server -> the copy of the first


def migrate(home: Home) -> None:
    """Bring an empty database up to date; it is copied from the first that was."""
    server = "DATABASE_URL" in home.env
    if server not in _migrated:
        words = ("-m", "congvu.cli.main", "migrate", "--verbosity", "0")
        done = home.process("-W", "error::RuntimeWarning", *words)
        assert done.returncode == 0, done.stdout + done.stderr
        keep = Path(tempfile.mkdtemp(prefix="congvu-migrated-"))
        atexit.register(shutil.rmtree, keep, ignore_errors=True)
        home.python(COPY.format(verb="dump", folder=str(keep)))
        _migrated[server] = keep
        return
    if server:
        home.python(COPY.format(verb="load", folder=str(_migrated[server])))
        return
    database = Path(home.env["CONGVU_HOME"]) / "congvu.sqlite3"
    database.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(_migrated[server] / SQLITE, database)


@contextmanager
def nothing() -> Iterator[str]:
    """No server: the embedded database."""
    yield ""


@contextmanager
def fresh_database(base: str) -> Iterator[str]:
    """A new PostgreSQL database beside the suite's."""
    name = f"congvu_{uuid.uuid4().hex[:12]}"
    at_server(base, f"CREATE DATABASE {name}")
    try:
        yield base.rsplit("/", 1)[0] + f"/{name}"
    finally:
        at_server(base, f"DROP DATABASE {name} WITH (FORCE)")


def at_server(base: str, statement: str) -> None:
    """One statement on a line of its own: the server may be killed between two of them."""
    with psycopg.connect(base.replace("postgres://", "postgresql://"), autocommit=True) as server:
        server.execute(statement)
