"""kill -9 of web, worker and database while people save: nothing said to be saved is lost.

Three kills each in the suite, twenty each in the soak.
"""

import json
import random
import signal
import time

import pytest

from tests.core.processes import kill, wait_gone
from tests.core.served import Browser, staged
from tests.faults.site import KILLS, installed, serving, wait_for
from tests.faults.writers import Writer, stop, write

pytestmark = pytest.mark.slow
WRITERS = 4
STATE = """
import json
from collections import defaultdict
from congvu.assessments.models import Answer
from congvu.core.models import LogEntry
from congvu.core.verify import run_all
log = defaultdict(list)
rows = LogEntry.objects.filter(action="assessments.judge").order_by("id")
for answer, changes in rows.values_list("object_id", "changes"):
    log[int(answer)].append(changes["judged_note"][1])
told = Answer.objects.values_list("pk", "version", "judged_note")
rows = [[pk, version, note, log[pk]] for pk, version, note in told]
print(json.dumps({"answers": rows, "faults": run_all().faults}))
"""
JOBS = """
import json
from congvu.core.models import JobRun
runs = JobRun.objects.filter(name="core.verify").select_related("task").order_by("pk")
print(json.dumps([[run.task.status, run.text] for run in runs]))
"""


class Site:
    """The served installation, its database, and what its answers are known to be."""

    def __init__(self, served, database, facts):
        self.served, self.database, self.facts = served, database, facts
        self.home = served.home
        self.versions = dict.fromkeys(facts["answers"], 1)
        self.rounds = 0

    def writers(self):
        """Each with its own answers, so that only the kill can come between."""
        answers = list(self.versions)
        self.rounds += 1  # no note is written twice
        return [
            Writer(
                f"lượt {self.rounds} người {at}",
                Browser(self.served.port, session),
                {pk: self.versions[pk] for pk in answers[at::WRITERS]},
            )
            for at, session in enumerate(self.facts["sessions"])
        ]

    def round(self, number, break_it):
        """People write, something is killed, they write on; then everything is compared."""
        writers = self.writers()
        for writer in writers:
            writer.start()
        try:
            write(writers, until=3)
            time.sleep(random.uniform(0, 0.3))
            break_it(number)
            write(writers, until=3)
        finally:
            stop(writers)
        self.compare(writers)

    def compare(self, writers):
        """Acknowledged changes are there, answers and log rows agree, verify finds nothing."""
        told = json.loads(self.home.python(STATE))
        assert told["faults"] == []
        state = {pk: rest for pk, *rest in told["answers"]}
        for pk, (version, note, log) in state.items():
            assert len(log) == version - 1, f"answer {pk}: version {version}, log {log}"
            assert note == (log[-1] if log else ""), f"answer {pk}: {note!r}, log {log}"
        for writer in writers:
            for pk, version, note in writer.told:
                log = state[pk][2]
                assert len(log) >= version - 1, f"answer {pk}: lost {version}, {note!r}"
                assert log[version - 2] == note, f"answer {pk}: {note!r} is not in {log}"
            for pk, version in writer.versions.items():
                more = [writer.unheard[pk]] if pk in writer.unheard else []
                assert state[pk][2][version - 1 :] in ([], more), f"answer {pk}: {state[pk]}"
        self.versions = {pk: version for pk, (version, _, _) in state.items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with installed(tmp_path_factory.mktemp("faults")) as (served, database):
        facts = staged(served.home, units=4, areas=2, criteria=6, browsers=WRITERS)
        with serving(served):
            yield Site(served, database, facts)


@pytest.mark.parametrize("kills", KILLS)
def test_a_killed_web_loses_nothing_it_said_was_saved(site, kills):
    """In turn: one process that answers, all of them, and their parent with them."""

    def break_it(number):
        parent, pids = site.served.web(), site.served.web_processes()
        victims = (pids[:1], pids, [parent, *pids])[number % 3]
        kill(victims, signal.SIGKILL)
        wait_gone(victims)

    for number in range(kills):
        site.round(number, break_it)


@pytest.mark.parametrize("kills", KILLS)
def test_a_killed_worker_leaves_its_jobs_to_the_next_and_touches_no_save(site, kills):
    asked = len(json.loads(site.home.python(JOBS)))

    def break_it(number):
        worker = wait_for(site.served.worker)
        browser = Browser(site.served.port, site.facts["administrator"])
        assert browser.post("/he-thong/kiem-tra-toan-bo/", "")[0] == 302
        browser.line.close()
        time.sleep(random.uniform(0, 1))  # before, while or after it runs
        kill([worker], signal.SIGKILL)
        wait_gone([worker])

    for number in range(kills):
        site.round(number, break_it)

    wanted = [["SUCCESSFUL", "không có sai lệch"]] * (asked + kills)
    end = time.monotonic() + 40 * kills  # each waits for its turn, and once for its rescue
    while (runs := json.loads(site.home.python(JOBS))) != wanted and time.monotonic() < end:
        time.sleep(0.5)
    assert runs == wanted


@pytest.mark.parametrize("kills", KILLS)
def test_a_killed_database_comes_back_with_everything_it_said_was_saved(site, kills):
    """PostgreSQL dies under the running product, which finds it again by itself; SQLite lives
    in our processes, so that all of them die at once."""

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
