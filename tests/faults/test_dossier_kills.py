"""kill -9 while dossiers are taken in, handed over and signed, lists taken in, reports made:
nothing told is lost or doubled, nothing half done."""

import json
import random
import signal
import threading
import time

import pytest

from tests.core.processes import kill, wait_gone
from tests.dossiers.clerks import (
    Clerk,
    Forms,
    Signer,
    compared,
    staged_counter,
    stop_clerks,
)
from tests.faults.site import KILLS, installed, serving, wait_for

pytestmark = pytest.mark.slow
CLERKS = 4
MOST_KILLS = 23 * 2  # of the suite and of the soak, by both tests
SIGNED_A_ROUND = 2
LISTED = 1_500
ASKED = f"""
import json
from congvu.accounts.models import User
from congvu.core import clock
from congvu.dossiers import actions
from congvu.dossiers.models import ImportRun, SourceSystem
by = User.objects.get(username="secretary")
turn = ImportRun.objects.count()
lines = ["Mã hồ sơ,Tên thủ tục,Tiếp nhận,Hẹn trả,Trạng thái"]
rest = "08/09/2020,22/09/2020,Đang xử lý"
lines += [f"L{{turn}}.{{n:05d}},Thủ tục {{n % 7}},{{rest}}" for n in range({LISTED})]
source, data = SourceSystem.objects.first() or "Hệ thống tỉnh", "\\n".join(lines).encode()
run = actions.stage_list(data, source, by=by, name="ds.csv")
assert run.findings["good"], run.findings
listed = actions.take_in_later(run, by=by).job
about = {{"first": "2020-01-01", "last": "2020-12-31"}}
report = actions.ask_report_file("tiep-nhan-chi-tiet", about, by=by)
print(json.dumps([listed.pk, report.pk, run.pk]))
"""
STANDING = """
import json
from collections import Counter
from django.core.files.storage import default_storage
from congvu.core.models import JobRun, LogEntry
from congvu.dossiers.models import Dossier, ImportRun, ReportFile
jobs = dict(JobRun.objects.values_list("pk", "task__status"))
runs = dict(ImportRun.objects.values_list("pk", "state"))
rows = Counter(Dossier.objects.imported().values_list("run", flat=True))
logged = LogEntry.objects.filter(action="dossiers.import").count()
folder = "reports"
files = default_storage.listdir(folder)[1] if default_storage.exists(folder) else []
kept = list(ReportFile.objects.values_list("stored_name", flat=True))
print(json.dumps({"jobs": jobs, "runs": runs, "rows": rows, "logged": logged,
                  "files": sorted(files), "kept": sorted(kept)}))
"""


class Office:
    """The served installation and all that was ever told at its counters."""

    def __init__(self, served, database, facts):
        self.served, self.database, self.facts = served, database, facts
        self.signer = Signer(Forms(served.port, facts["head"]), facts, facts["signing"])
        self.everybody = []
        self.reports = 0  # made by earlier tests

    def round(self, number, break_it):
        """People take in and sign, something is killed, they go on; then all is compared."""
        sessions = enumerate(self.facts["sessions"])
        turn = len(self.everybody)
        port = self.served.port
        clerks = [Clerk(port, one, self.facts, turn + at, hand_over=True) for at, one in sessions]
        signing = threading.Thread(target=self.signer.sign, args=(SIGNED_A_ROUND,), daemon=True)
        before = len(self.signer.signed)
        for one in clerks:
            one.start()
        try:
            until(clerks, 1)
            signing.start()
            time.sleep(random.uniform(0, 0.3))
            break_it(number)
            until(clerks, 3)
        finally:
            stop_clerks(clerks)
        signing.join(90)
        assert not self.signer.trouble, self.signer.trouble
        assert len(self.signer.signed) == before + SIGNED_A_ROUND
        self.everybody += clerks
        state = compared(self.served.home, self.everybody, self.signer.signed)
        sent = set().union(*(one.sent for one in self.everybody))
        assert len(state["tickets"]) <= len(sent)


def until(clerks, number):
    """Each was told so often that a dossier is taken in."""
    wait_for(lambda: any(one.trouble for one in clerks)
             or all(len(one.handed) >= number for one in clerks))  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with installed(tmp_path_factory.mktemp("dossier-faults")) as (served, database):
        facts = staged_counter(served.home, CLERKS, MOST_KILLS * SIGNED_A_ROUND)
        office = Office(served, database, facts)
        with serving(served):
            try:
                yield office
            finally:
                office.signer.browser.line.close()


@pytest.mark.parametrize("kills", KILLS)
def test_a_killed_web_takes_every_dossier_in_once(site, kills):
    """In turn: one process that answers, all of them, and their parent with them."""

    def break_it(number):
        parent, pids = site.served.web(), site.served.web_processes()
        victims = (pids[:1], pids, [parent, *pids])[number % 3]
        kill(victims, signal.SIGKILL)
        wait_gone(victims)

    for number in range(kills):
        site.round(number, break_it)


@pytest.mark.parametrize("kills", KILLS)
def test_a_killed_database_draws_no_code_twice(site, kills):
    """PostgreSQL dies under the running product; SQLite lives in our processes: all die."""

    def break_it(number):
        if site.database:
            site.database.crash()
            time.sleep(0.5)
            site.database.resume()
        else:
            site.served.crash()
            site.served.start()

    for number in range(kills):
        site.round(number, break_it)


@pytest.mark.parametrize("kills", KILLS)
def test_a_killed_worker_leaves_a_list_whole_or_not_begun_and_one_file_of_each_report(site, kills):
    home, jobs = site.served.home, []
    for _ in range(kills):
        worker = wait_for(site.served.worker)
        listed, report, _ = json.loads(home.python(ASKED))
        jobs += [str(listed), str(report)]
        time.sleep(random.uniform(0, 2))  # before, while or after they run
        kill([worker], signal.SIGKILL)
        wait_gone([worker])
        state = json.loads(home.python(STANDING))
        assert set(state["rows"].values()) <= {LISTED}, "half a list"

    def done():
        now = json.loads(home.python(STANDING))
        return now if all(now["jobs"][one] == "SUCCESSFUL" for one in jobs) else None

    state = wait_for(done, 600)
    taken = [pk for pk, stand in state["runs"].items() if stand == "taken_in"]
    assert len(taken) == len(state["runs"])
    assert state["rows"] == dict.fromkeys(taken, LISTED)
    assert state["logged"] == LISTED * len(taken)  # each row once
    assert state["kept"] == [f"reports/{name}" for name in state["files"]]
    assert len(state["kept"]) == len(jobs) // 2 + site.reports
    site.reports = len(state["kept"])
