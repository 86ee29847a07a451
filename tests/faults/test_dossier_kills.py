"""kill -9 while dossiers are taken in, handed over and signed: nothing told is lost or doubled."""

import random
import signal
import threading
import time

import pytest

from tests.core.cluster import INSTALLED, cluster
from tests.core.home import installation
from tests.core.processes import kill, wait_gone
from tests.core.served import Served, free_port
from tests.dossiers.clerks import (
    Clerk,
    Forms,
    Signer,
    compared,
    staged_counter,
    stop_clerks,
)
from tests.faults.test_kills import KILLS, POSTGRESQL, wait_for

pytestmark = pytest.mark.slow
CLERKS = 4
MOST_KILLS = 23 * 2  # of the suite and of the soak, by both tests
SIGNED_A_ROUND = 2


class Office:
    """The served installation and all that was ever told at its counters."""

    def __init__(self, served, database, facts):
        self.served, self.database, self.facts = served, database, facts
        self.signer = Signer(Forms(served.port, facts["head"]), facts, facts["signing"])
        self.everybody = []

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
    """One installation for the whole module: what an earlier kill broke would show later."""
    if POSTGRESQL and not INSTALLED:
        pytest.skip("a PostgreSQL that may be killed needs Debian's package postgresql")
    folder = tmp_path_factory.mktemp("dossier-faults")
    if not POSTGRESQL:
        yield from serving(folder, None)
        return
    with cluster() as database:
        yield from serving(folder, database)


def serving(folder, database):
    server = database.url if database else ""
    with installation(folder, server=server, CONGVU_JOB_SILENCE="6") as home:
        home.run("migrate", "--verbosity", "0")
        facts = staged_counter(home, CLERKS, MOST_KILLS * SIGNED_A_ROUND)
        served = Served(home, free_port())
        office = Office(served, database, facts)
        try:
            served.start()
            yield office
            home.run("verify")
        finally:
            office.signer.browser.line.close()
            served.stop()


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
