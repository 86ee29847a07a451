"""The benchmarks in small: what they measure is what they say, whatever the time it takes.

They run alone otherwise, and two had gone wrong without anybody noticing.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
SMALL = {
    "BENCH_ONCE": "1",
    "BENCH_DOSSIERS": "10000",  # so many that a list of open ones fills its page
    "BENCH_LISTED": "200",
    "BENCH_ROWS": "400",
    "BENCH_LOG_ROWS": "20000",
}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="once is enough, on SQLite"),
]


def python(home: Path, *words: str) -> subprocess.CompletedProcess:
    """What Python says, on the installation in that folder."""
    told = ("DATABASE_URL", "DJANGO", "CONGVU", "BENCH")
    env = {name: value for name, value in os.environ.items() if not name.startswith(told)}
    env |= SMALL | {"CONGVU_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    words = (sys.executable, *words)
    return subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True)  # noqa: S603


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """An installation with nothing but its tables."""
    home = tmp_path_factory.mktemp("benchmarks")
    made = python(home, "-c", "from benchmarks.installation import ready; ready()")
    assert made.returncode == 0, made.stderr
    return home


@pytest.mark.parametrize(
    ("stems", "least"),
    [
        (("bench_dossiers",), 3),
        (("bench_reports", "bench_pages", "bench_verify"), 40),
    ],
)
def test_they_measure_all_they_name(migrated, tmp_path, stems, least):
    home = shutil.copytree(migrated, tmp_path / "home")
    done = python(home, "-m", "benchmarks", *stems)
    measured = re.findall(r"^\| (?!Measured)(.+) \| +([\d,.]+) \S", done.stdout, re.MULTILINE)
    assert len(measured) >= least, done.stderr[-2_000:]
    assert all(float(value.replace(",", "")) > 0 for _, value in measured), done.stdout
    assert done.returncode in (0, 1), done.stderr[-2_000:]  # 1: dearer than promised
