"""Seals: a root per stretch, chained, never past a transaction that still runs."""

import hashlib
import json
import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from congvu.core import audit, merkle, rawlog, seals, tasks, watermark
from congvu.core.models import LogEntry, Seal
from congvu.legal.models import Basis

pytestmark = pytest.mark.django_db(transaction=True)
postgres = pytest.mark.skipif("connection.vendor != 'postgresql'")


def add(number: str) -> None:
    audit.create(Basis(number=number, issuer="Sở", subject="x"), by=None, action="legal.add")


def sealed_ids() -> list[int]:
    return [pk for seal in Seal.objects.order_by("position") for pk in seals.unpack(seal.leaves)]


def naive_root(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    left, right = naive_root(leaves[:k]), naive_root(leaves[k:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70))
def test_root_is_that_of_rfc_6962(rows):
    leaves = [merkle.leaf_hash(row) for row in rows]
    assert merkle.root(leaves) == (naive_root(leaves).hex(), len(rows))


def test_root_of_nothing_is_the_hash_of_nothing():
    assert merkle.root([]) == (hashlib.sha256(b"").hexdigest(), 0)


def test_canonical_bytes_do_not_depend_on_the_order_of_keys():
    assert seals.canonical([{"b": 1, "a": "Đ"}]) == '[{"a":"Đ","b":1}]'.encode()


def test_an_empty_log_needs_no_seal():
    assert seals.seal_now() is None
    assert tasks.seal() is None


def test_each_row_is_sealed_once_and_seals_are_chained():
    for i in range(5):
        add(f"a{i}")
    first = seals.seal_now()
    assert seals.seal_now() is None
    add("b")
    code = tasks.seal()
    second = seals.last_seal()
    assert (first.count, second.count) == (5, 1)
    assert (first.previous_hash, second.previous_hash) == (seals.FIRST, first.hash)
    assert sealed_ids() == list(LogEntry.objects.order_by("id").values_list("id", flat=True))
    assert code == second.short_code
    assert code.replace("-", "").lower() == second.hash[:8]


def test_second_sealer_of_the_same_stretch_gives_way(monkeypatch):
    add("a")
    seals.seal_now()
    before = seals.last_seal()
    add("b")
    seals.seal_now()
    monkeypatch.setattr(seals, "last_seal", lambda: before)  # read before the other one wrote
    assert seals.seal_now() is None
    assert Seal.objects.count() == 2


def test_sealing_writes_nothing_into_the_log_and_waits_for_nobody():
    add("a")
    seals.seal_now()
    add("b")
    with transaction.atomic():
        add("c")  # a writer is at work
        if connection.vendor == "postgresql":
            result = []

            def other():
                with connections["default"].cursor() as cursor:
                    cursor.execute("SET lock_timeout = '500ms'")
                result.append(seals.seal_now())
                connections["default"].close()

            thread = threading.Thread(target=other)
            thread.start()
            thread.join()
            assert result[0].count == 1
    assert seals.seal_now() is not None
    assert len(sealed_ids()) == len(set(sealed_ids())) == 3


@postgres
def test_older_of_two_open_transactions_commits_last():
    add("start")
    seals.seal_now()
    inserted, go = threading.Event(), threading.Event()

    def older():
        with transaction.atomic():
            add("older")
            inserted.set()
            go.wait(10)
        connections["default"].close()

    thread = threading.Thread(target=older)
    thread.start()
    inserted.wait(10)
    add("younger")  # a higher number, committed first
    assert seals.seal_now() is None, "the older one still runs: nothing above it may be sealed"
    go.set()
    thread.join()
    seal = seals.seal_now()
    assert seal.count == 2
    assert sorted(sealed_ids()) == list(
        LogEntry.objects.order_by("id").values_list("id", flat=True)
    )


@postgres
def test_row_written_late_with_a_low_number_is_sealed_once():
    """The old transaction draws its log row's id after a younger one is sealed, and vice versa."""
    add("start")
    seals.seal_now()
    steps = [threading.Event() for _ in range(3)]

    def old():
        with transaction.atomic():
            add("old-1")
            steps[0].set()
            steps[1].wait(10)
            add("old-2")
        steps[2].set()
        connections["default"].close()

    thread = threading.Thread(target=old)
    thread.start()
    steps[0].wait(10)
    for i in range(3):
        add(f"young-{i}")
        seals.seal_now()
    steps[1].set()
    steps[2].wait(10)
    thread.join()
    add("after")
    seals.seal_now()
    ids = sealed_ids()
    assert len(ids) == len(set(ids)) == LogEntry.objects.count() == 7


@pytest.mark.parametrize("ahead", [-600, 0, 1_000_000])
def test_restored_into_another_cluster_goes_on_without_gap_or_double(monkeypatch, ahead):
    """Transaction numbers of the old cluster may be far above or below the new one's."""
    old = {"xid": 5000 if connection.vendor == "postgresql" else 0}

    def old_row(n):
        LogEntry.objects.create(action="a", kind="k", object_id=str(n), xid=old["xid"] + n)

    monkeypatch.setattr(watermark, "cluster", lambda: "old")
    for n in range(3):
        old_row(n)
    first = seals.seal_now()
    old_row(3)
    if connection.vendor == "postgresql":
        monkeypatch.setattr(watermark, "watermark", lambda: 5004)
        assert seals.seal_now().count == 1
        old["xid"] += ahead if ahead > 0 else 0
        old_row(5)  # not sealed any more in the old cluster
        monkeypatch.undo()
    else:
        monkeypatch.undo()
        old_row(4)
    add("neu 1")
    boundary = seals.seal_now()
    assert boundary.cluster == watermark.cluster() != first.cluster
    add("neu 2")
    add("neu 3")
    seals.seal_now()
    ids = sealed_ids()
    assert sorted(ids) == list(LogEntry.objects.order_by("id").values_list("id", flat=True))
    assert len(ids) == len(set(ids))


def test_the_log_row_knows_its_transaction():
    add("a")
    xid = LogEntry.objects.get().xid
    assert xid > 0 if connection.vendor == "postgresql" else xid == 0
    with transaction.atomic():
        add("b")
        add("c")
    assert len(set(LogEntry.objects.values_list("xid", flat=True))) == (
        2 if connection.vendor == "postgresql" else 1
    )
    assert get_user_model().objects.count() == 0


def test_a_row_is_put_together_as_the_encoder_would():
    at, told = "2020-08-25 02:41:00.000120", "2020-08-25T02:41:00.000120+00:00"
    for actor, label in ((None, ""), (7, 'Phòng "NCC"\\ \n\x07 \ud800 đ')):
        changes = {"b": [None, "1.50"], "a": [1, {"đ": []}]}
        row = (3, 0, at, actor, "Bà A", "a.b", "legal.basis", "5", label, changes, label)
        text = rawlog.canonical_row(*row[:9], json.dumps(changes, ensure_ascii=False), label)
        assert text == rawlog.slow_encode([3, 0, told, *row[3:]])
