"""Jobs amid rows half read, while others write: SQLite refuses to write beside such rows."""

import json

import pytest

from tests.core.home import installation

pytestmark = pytest.mark.slow
AMID = """
import json, sqlite3
from contextlib import closing
from django.db import connection
from django.contrib.contenttypes.models import ContentType
from congvu.core.jobs import defer, job, progress
from congvu.core.jobs.models import JobRun
from congvu.core.jobs.running import drain

def somebody_writes():
    path = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE django_content_type SET app_label = app_label")

def half_read():
    rows = ContentType.objects.order_by("pk").iterator(chunk_size=2)
    next(rows)
    somebody_writes()
    return rows

@job("test.tells", title="Việc báo tiến độ")
def tells(running):
    rows = half_read()
    progress(running, 1, 3, "một phần ba")
    left = len(list(rows))
    progress(running, 3, 3, f"còn {left > 2}")

@job("test.stumbles", title="Việc hỏng giữa chừng")
def stumbles(running):
    rows = half_read()
    raise ValueError("hỏng rồi")

for name in ("test.tells", "test.stumbles"):
    defer(name)
drain()
runs = JobRun.objects.filter(name__startswith="test.").select_related("task").order_by("pk")
print(json.dumps([[run.text, run.task.status, run.error] for run in runs]))
"""


def test_progress_is_told_and_a_failure_written_down_amid_reading(tmp_path):
    with installation(tmp_path, migrated=True, server="") as home:
        told, stumbled = json.loads(home.python(AMID).splitlines()[-1])
    assert told == ["còn True", "SUCCESSFUL", ""]
    assert stumbled[1] == "READY" and "hỏng rồi" in stumbled[2]
