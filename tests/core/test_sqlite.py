"""Waiting for SQLite's write lock: evenly, within patience, and told in the usual words."""

import sqlite3
import threading
import time

import pytest
from django.db import OperationalError, connection
from django.db.utils import ConnectionHandler

from congvu.core.sqlite import base

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only"),
]


@pytest.fixture
def other(tmp_path):
    """Another writer, who has the lock."""
    line = sqlite3.connect(tmp_path / "one.sqlite3", isolation_level=None, check_same_thread=False)
    line.execute("BEGIN IMMEDIATE")
    yield line
    line.close()


@pytest.fixture
def open_as(tmp_path):
    """Opens the same database as the installation does, with so much patience in seconds."""
    opened = []

    def make(patience: float):
        options = {"transaction_mode": "IMMEDIATE", "timeout": patience}
        name = str(tmp_path / "one.sqlite3")
        told = {"ENGINE": "congvu.core.sqlite", "NAME": name, "OPTIONS": options}
        one = ConnectionHandler({"default": told})["default"]
        opened.append(one)
        one.ensure_connection()
        return one

    yield make
    for one in opened:
        one.inc_thread_sharing()
        one.close()


def begin_and_commit(ours) -> float:
    """Seconds until a transaction could begin."""
    begun = time.monotonic()
    ours.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    spent = time.monotonic() - begun
    ours.commit()
    ours.set_autocommit(True)
    return spent


def test_a_writer_begins_when_the_other_has_ended(other, open_as):
    ours = open_as(20)
    threading.Timer(0.15, other.execute, ["COMMIT"]).start()
    assert 0.1 < begin_and_commit(ours) < 10
    assert not ours.errors_occurred  # the connection is kept for the next request


def test_patience_ends_with_the_words_of_sqlite(other, open_as):
    ours = open_as(0.2)
    begun = time.monotonic()
    with pytest.raises(OperationalError, match="locked"):
        begin_and_commit(ours)
    assert time.monotonic() - begun >= 0.2
    ours.close()
    other.execute("COMMIT")
    begin_and_commit(ours)


def test_of_the_threads_that_wait_all_come_through(other, open_as, monkeypatch):
    asked = []
    begun = base.DatabaseWrapper._begun
    monkeypatch.setattr(
        base.DatabaseWrapper, "_begun", lambda one: asked.append(id(one)) or begun(one)
    )
    done = []

    def write_ten_times():
        ours = open_as(20)
        done.extend(begin_and_commit(ours) for _ in range(10))

    threads = [threading.Thread(target=write_ten_times) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.1)
    assert len(asked) > 10 and len(set(asked)) == 1  # the others queue, and cost nothing
    other.execute("COMMIT")
    for thread in threads:
        thread.join(30)
    assert len(done) == 40
    assert not base.ASKING.locked()


def test_whoever_waited_in_vain_lets_the_next_one_ask(other, open_as):
    with pytest.raises(OperationalError, match="locked"):
        begin_and_commit(open_as(0.05))
    assert not base.ASKING.locked()


def test_other_trouble_than_the_lock_is_told_at_once(tmp_path, open_as):
    ours = open_as(20)
    ours.connection.execute("BEGIN")
    begun = time.monotonic()
    with pytest.raises(OperationalError, match="within a transaction"):
        begin_and_commit(ours)
    assert time.monotonic() - begun < 10


def test_within_a_transaction_sqlite_waits_by_itself(other, open_as):
    other.execute("COMMIT")
    ours = open_as(7)
    begin_and_commit(ours)
    assert ours.connection.execute("PRAGMA busy_timeout").fetchone() == (7000,)


def test_the_installation_opens_its_database_so():
    assert connection.settings_dict["ENGINE"] == "congvu.core.sqlite"
