"""A real installation of its own for tests: its folder, its database, its processes."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Home:
    """One installation; commands run in processes of their own."""

    folder: Path
    env: dict[str, str]

    def run(
        self, *words: str, check: bool = True, **options: object
    ) -> subprocess.CompletedProcess:
        """A congvu command, to its end."""
        done = subprocess.run(
            [sys.executable, "-m", "congvu.cli.main", *words],
            **{
                "env": self.env,
                "cwd": self.folder,
                "capture_output": True,
                "text": True,
                **options,
            },
        )
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
def installation(folder: Path, **extra: str) -> Iterator[Home]:
    """An installation on the kind of database the suite runs on; gone afterwards."""
    keep = {
        k: v for k, v in os.environ.items() if not k.startswith(("CONGVU", "DATABASE", "DJANGO"))
    }
    env = {
        **keep,
        "CONGVU_HOME": str(folder / "home"),
        "CONGVU_INSECURE_HTTP": "1",
        "DJANGO_SETTINGS_MODULE": "congvu.config.settings.production",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        **extra,
    }
    with database() as url:
        if url:
            env["DATABASE_URL"] = url
        yield Home(folder, env)


@contextmanager
def database() -> Iterator[str]:
    """A fresh PostgreSQL database beside the suite's; nothing where the suite runs on SQLite."""
    base = os.environ.get("DATABASE_URL", "")
    if not base.startswith("postgres"):
        yield ""
        return
    name = f"congvu_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(base.replace("postgres://", "postgresql://"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield base.rsplit("/", 1)[0] + f"/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
