"""Tries that come at the same moment are counted each, so that nobody guesses more by haste."""

import sqlite3
import subprocess
import sys

import pytest

from congvu.core.models import LimitCount
from tests.core.beside import beside

PROCESSES, EACH = 4, 50
TRIES = f"""
import django
django.setup()
from django.db import connection
from congvu.core.limits import Limit
limit = Limit("thu", {PROCESSES * EACH}, window=10**9)
connection.ensure_connection()
print("ready", flush=True)
input()
for _ in range({EACH}):
    assert not limit.reached("a")
    limit.count("a")
print("closed" if limit.reached("a") else "open")
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_step_of_another_process_is_missed(tmp_path):
    """The two hundredth wrong try closes the door, whoever of the four makes it."""
    env, file = beside(tmp_path)
    command, pipe = [sys.executable, "-W", "ignore", "-c", TRIES], subprocess.PIPE
    running = [
        subprocess.Popen(command, env=env, stdin=pipe, stdout=pipe, text=True)
        for _ in range(PROCESSES)
    ]
    assert [one.stdout.readline() for one in running] == ["ready\n"] * PROCESSES
    for one in running:
        one.stdin.write("\n")
        one.stdin.flush()
    told = [one.communicate(timeout=120)[0].strip() for one in running]
    assert [one.returncode for one in running] == [0] * PROCESSES
    assert "closed" in told  # at least the last to end sees all of them
    assert counted(file) == PROCESSES * EACH


def counted(file: str) -> int:
    """What stands in the one row of that value."""
    if not file:
        return LimitCount.objects.get().count
    made = sqlite3.connect(file)
    [[count]] = made.execute("SELECT count FROM core_limitcount").fetchall()
    made.close()
    return count
