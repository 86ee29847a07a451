"""Deferring, running, failing, rescuing; the schedule."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from congvu.core.jobs import daily, defer, every, job, keeping, registry
from congvu.core.jobs.models import JobRun, JobSlot, Worker
from congvu.core.jobs.rules import Every
from congvu.core.jobs.running import claim, drain, execute
from congvu.core.jobs.tidying import tidy
from tests.core import job_samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_ran():
    job_samples.ran.clear()


@pytest.fixture
def one_schedule(monkeypatch):
    monkeypatch.setattr(registry, "schedules", {"test.add": Every(5)})


def make_due(run):
    DBTaskResult.objects.filter(pk=run.task_id).update(run_after=timezone.now())


def fresh(run):
    return JobRun.objects.select_related("task").get(pk=run.pk)


def test_a_deferred_job_runs_with_its_arguments():
    run = defer("test.add", a=2, b=3)
    assert (run.title, fresh(run).state) == ("Cộng hai số", "Đang chờ")
    assert drain() == 1
    assert job_samples.ran == [(1, 5)]
    assert fresh(run).finished
    assert drain() == 0


def test_a_job_of_a_rolled_back_transaction_never_was():
    with pytest.raises(RuntimeError), transaction.atomic():
        defer("test.add", a=1)
        raise RuntimeError
    assert drain() == 0


def test_urgent_jobs_come_first():
    defer("test.add", a=1)
    defer("test.first")
    drain()
    assert job_samples.ran == [("first",), (1, 1)]


def test_an_unknown_name_is_refused_at_once():
    with pytest.raises(registry.UnknownJob):
        defer("test.nobody")


def test_the_same_work_waits_only_once():
    assert defer("test.first", once=True)
    assert defer("test.first", once=True) is None
    drain()
    assert defer("test.first", once=True)


def test_a_job_may_wait_for_its_hour():
    defer("test.first", after=timezone.now() + dt.timedelta(hours=1))
    assert drain() == 0


def test_a_failure_is_tried_five_times_then_shown():
    run = defer("test.broken")
    for attempt in range(1, 6):
        make_due(run)
        assert drain(limit=1) == 1
        assert fresh(run).attempts == attempt
        assert fresh(run).failed is (attempt == 5)
    assert fresh(run).error == "Lỗi ngoài dự kiến (ValueError: hỏng rồi)."
    make_due(run)
    assert drain() == 0


def test_a_failed_attempt_waits_before_the_next():
    run = defer("test.broken")
    drain()
    wait = fresh(run).task.run_after - timezone.now()
    assert dt.timedelta(seconds=5) < wait <= dt.timedelta(seconds=10)


def test_a_named_error_is_not_tried_again():
    run = defer("test.refused")
    drain()
    assert fresh(run).failed
    assert (fresh(run).attempts, fresh(run).error) == (1, "Không có dữ liệu để làm.")


def test_progress_is_written_but_not_at_every_step():
    run = defer("test.steps")
    drain()
    assert (fresh(run).done, fresh(run).total, fresh(run).text) == (1, 3, "bước một")


def test_a_job_of_a_dead_worker_is_rescued():
    run = defer("test.add", a=4)
    Worker.objects.create(
        id="gone", host="elsewhere", pid=1, beat_at=timezone.now() - dt.timedelta(minutes=5)
    )
    assert claim("gone")
    assert keeping.rescue() == 1
    assert fresh(run).error == "Tiến trình nền bị ngắt giữa chừng."
    drain()
    assert job_samples.ran == [(2, 4)]
    assert fresh(run).error == ""


def test_a_living_worker_keeps_its_job():
    keeping.sign_on("alive")
    defer("test.add", a=1)
    claim("alive")
    assert keeping.rescue() == 0


def test_a_worker_of_this_machine_without_process_is_dead_at_once():
    Worker.objects.create(id="gone", host=keeping.this_host(), pid=2**22 + 1)
    assert keeping.living() == set()


def test_a_job_that_kills_its_worker_is_given_up():
    run = defer("test.add", a=1)
    for _ in range(5):
        claim("gone")
        assert keeping.rescue() == 1
    assert fresh(run).failed


def test_a_worker_counted_dead_by_mistake_does_not_overwrite_the_other():
    run = defer("test.add", a=1)
    row = claim("slow one")
    keeping.rescue()
    claim("quick one")
    execute(row, "slow one")
    assert fresh(run).task.status == "RUNNING"


def test_a_lost_sign_of_life_signs_on_again():
    keeping.beat("back")
    keeping.beat("back")
    assert Worker.objects.count() == 1
    keeping.sign_off("back")
    assert not Worker.objects.exists()


def test_a_slot_of_the_schedule_is_taken_once(one_schedule):
    assert keeping.run_due() == ["test.add"]
    assert keeping.run_due() == []
    seen = {}
    keeping.run_due(seen)
    assert list(seen) == ["test.add"]
    JobSlot.objects.update(starts_at=timezone.now() - dt.timedelta(minutes=10))
    assert keeping.run_due({}) == ["test.add"]


def test_a_quicker_worker_leaves_nothing_for_the_other(one_schedule, monkeypatch):
    slot = Every(5).slot(timezone.now())
    JobSlot.objects.create(name="test.add", starts_at=slot)
    real = JobSlot.objects.filter
    monkeypatch.setattr(JobSlot.objects, "filter", lambda **k: real(pk=None))  # looked too early
    assert keeping.take("test.add", slot) is False
    assert not JobRun.objects.exists()


def test_schedules_name_registered_jobs_only():
    with pytest.raises(ValueError, match="above @job"):
        every(5)(lambda job: None)
    with pytest.raises(ValueError, match="above @job"):
        daily("07:00")(lambda job: None)


def test_two_packages_cannot_share_a_name():
    def stranger(job):
        """Of another module."""

    stranger.__module__ = "elsewhere"
    with pytest.raises(ValueError, match="test.add"):
        job("test.add", title="Trùng tên")(stranger)


def test_tidying_removes_what_is_old_only():
    old, new = defer("test.add", a=1), defer("test.add", a=2)
    drain()
    long_ago = timezone.now() - dt.timedelta(days=15)
    DBTaskResult.objects.filter(pk=old.task_id).update(finished_at=long_ago)
    JobSlot.objects.create(name="x", starts_at=long_ago, taken_at=long_ago)
    assert tidy() == 2  # the row of the queue and our row beside it
    assert list(JobRun.objects.all()) == [new]
    assert not JobSlot.objects.exists()
