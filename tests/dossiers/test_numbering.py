"""No code twice and none lost, with sixteen counters at once, on both databases."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction

from congvu.core.models import LogEntry
from congvu.dossiers.actions.numbering import draw_codes
from congvu.dossiers.models import CodeCounter, Dossier, Movement
from tests.applicants.factories import applicant
from tests.core.beside import beside
from tests.dossiers.factories import at, office

PROCESSES, EACH = 4, 8  # of four counters each


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sixteen_counters_draw_every_number_once(tmp_path):
    place = office()
    place.clerk.username = "quay"
    place.clerk.save()
    applicant(place.clerk, place.point.unit)
    env, file = beside(tmp_path)
    command = [sys.executable, "-W", "ignore", str(Path(__file__).with_name("counters.py"))]
    running = [
        subprocess.Popen([*command, str(EACH)], env=env, stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    answers = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0] * PROCESSES
    codes = sorted(code for answer in answers for code in json.loads(answer))
    whole = PROCESSES * 4 * EACH
    assert [int(code[-4:]) for code in codes] == list(range(1, whole + 1))
    assert counted(file) == [whole] * 3


def counted(file: str) -> list[int]:
    """Dossiers, movements and log rows of intake."""
    if not file:
        log = LogEntry.objects.filter(action="dossiers.accept")
        return [Dossier.objects.count(), Movement.objects.count(), log.count()]
    made = sqlite3.connect(file)
    where = "core_logentry WHERE action = 'dossiers.accept'"
    tables = ("dossiers_dossier", "dossiers_movement", where)
    found = [made.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
    made.close()
    return found


@pytest.mark.django_db
def test_a_transaction_that_fails_gives_its_number_back(place):
    class Broken(Exception):
        pass

    draw_codes(place.point, at(8))
    with pytest.raises(Broken), transaction.atomic():
        draw_codes(place.point, at(8), 5)
        raise Broken
    assert draw_codes(place.point, at(8), 2)[0].endswith("-0002")
    assert CodeCounter.objects.get().last == 3


@pytest.mark.django_db
def test_the_day_is_the_office_day_not_that_of_utc(place):
    assert draw_codes(place.point, at(8, hour=6))[0].endswith("-200908-0001")
