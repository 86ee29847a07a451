"""Sixteen officers take the same money at the same moment: one payment, one receipt."""

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from tests.core.beside import beside
from tests.dossiers.factories import office
from tests.dossiers.money import book, owing

PROCESSES = 4  # of four officers each
TABLES = ("dossiers_payment", "dossiers_receipt",
          "core_logentry WHERE action = 'dossiers.give_receipt'")  # fmt: skip


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sixteen_officers_take_the_same_money_once(tmp_path):
    place = office()
    place.clerk.username = "quay"
    place.clerk.save()
    owing(place)
    book(place)
    env, file = beside(tmp_path)
    command = [sys.executable, "-W", "ignore", str(Path(__file__).with_name("collectors.py"))]
    running = [
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    answers = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0] * PROCESSES
    told = Counter(word for answer in answers for word in json.loads(answer))
    assert told == {"paid 50000": 1, "AlreadyPaid": 15}
    assert counted(file) == [1, 1, 1]


def counted(file: str) -> list[int]:
    """Payments, receipts and log rows of receipts."""
    if file:
        made = sqlite3.connect(file)
        found = [made.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]
        made.close()
        return found
    with connection.cursor() as cursor:
        rows = []
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            rows.append(cursor.fetchone()[0])
        return rows
