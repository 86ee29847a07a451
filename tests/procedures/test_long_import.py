"""A long file of procedures: taken in by the background, all or nothing, once."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from congvu.core.errors import NotAllowed, WrongState
from congvu.core.jobs.keeping import rescue
from congvu.core.jobs.models import JobRun
from congvu.core.jobs.running import claim, drain
from congvu.procedures import actions, tasks
from congvu.procedures.actions import importing
from congvu.procedures.actions.importing import TAKE_IN
from congvu.procedures.models import ImportRun, Procedure
from congvu.procedures.states import ImportState
from tests.procedures.test_import import changed, packed_of, upload, workbook

pytestmark = pytest.mark.django_db
PAGE = reverse("procedures:import_page")
TWO = [changed(), changed(**{"Mã TTHC": "1.002.H33", "Tên thủ tục": "Cấp lại giấy phép"})]


@pytest.fixture(autouse=True)
def two_are_long(settings, tmp_path):
    settings.PROCEDURES_AT_ONCE = 1
    settings.MEDIA_ROOT = tmp_path / "files"


def enter(client, rows=TWO):
    previewed = upload(client, workbook(rows), "danh mục.xlsx")
    return client.post(PAGE, {"packed": packed_of(previewed), "verb": "enter"})


@pytest.fixture
def run(client_of, secretary, department):
    answer = enter(client_of(secretary))
    made = ImportRun.objects.get()
    assert answer.status_code == 302 and answer.url == made.get_absolute_url()
    return made


def test_the_page_shows_how_far_it_is_and_then_what_came_of_it(run, client_of, secretary):
    client, stored = client_of(secretary), run.file.name
    page = client.get(run.get_absolute_url()).content.decode()
    assert run.job.url in page and "Nhập thủ tục từ tệp" in page and "danh mục.xlsx" in page
    assert not Procedure.objects.exists() and default_storage.exists(stored)
    drain()
    run.refresh_from_db()
    assert (run.state, run.rows, run.file.name) == (ImportState.TAKEN_IN, 2, "")
    assert Procedure.objects.count() == 2
    assert run.get_absolute_url() in client.get(run.job.url).content.decode()
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Đã nhập 2 thủ tục" in page and run.job.url not in page


@pytest.mark.django_db(transaction=True)
def test_what_waited_is_thrown_away_with_the_commit(run):
    stored = run.file.name
    drain()
    assert not default_storage.exists(stored)


def test_a_short_file_is_taken_in_at_once(client_of, secretary, department):
    assert enter(client_of(secretary), TWO[:1]).url == reverse("procedures:procedure_list")
    assert Procedure.objects.count() == 1 and not ImportRun.objects.exists()


def test_the_job_run_again_after_a_crash_changes_nothing(run):
    drain()
    job = JobRun.objects.get(name=TAKE_IN)
    tasks.take_in_file(tasks.Running(job.pk, TAKE_IN), run.pk)
    assert Procedure.objects.count() == 2
    with pytest.raises(WrongState):
        actions.take_in_run(run, [], by=run.by)


def test_a_worker_that_dies_half_way_leaves_nothing_and_another_takes_all_in(run, monkeypatch):
    real = importing.take_in

    def dies(row, *told):
        if row.code == "1.002.H33":
            raise KeyboardInterrupt
        return real(row, *told)

    monkeypatch.setattr(importing, "take_in", dies)
    with pytest.raises(KeyboardInterrupt):
        drain("first")
    assert not Procedure.objects.exists()
    run.refresh_from_db()
    assert run.is_waiting and run.file
    monkeypatch.setattr(importing, "take_in", real)
    row = DBTaskResult.objects.get()
    assert row.status == "RUNNING" and claim("second") is None
    assert rescue() == 1
    drain("second")
    assert Procedure.objects.count() == 2


def test_what_became_doubtful_meanwhile_is_not_taken_in(run, client_of, secretary):
    other = changed(**{"Mã TTHC": "1.002.H33", "Tên thủ tục": "Cấp lại giấy phép", "Số bộ": 2})
    enter(client_of(secretary), [other])
    drain()
    run.refresh_from_db()
    assert run.state == ImportState.REFUSED and "đã có" in run.refusal
    assert Procedure.objects.count() == 1
    page = client_of(secretary).get(run.get_absolute_url()).content.decode()
    assert "Chưa nhập thủ tục nào" in page and "đã có" in page


def test_a_run_is_its_owners_own(run, client_of, head, inspector, outsider):
    for user in (head, inspector, outsider):
        assert client_of(user).get(run.get_absolute_url()).status_code == 404
    assert client_of(run.by).post(run.get_absolute_url()).status_code == 405


def test_rights_are_those_of_the_day_it_runs(run, secretary):
    secretary.seats.all().delete()
    drain()
    run.refresh_from_db()
    assert run.state == ImportState.REFUSED and not Procedure.objects.exists()


def test_nobody_without_a_unit_has_a_file_taken_in(run, inspector):
    with pytest.raises(NotAllowed):
        actions.import_later("x", by=inspector, source="a.xlsx", count=2)
    assert ImportRun.objects.count() == 1


def test_a_file_that_is_in_is_not_refused_any_more(run):
    drain()
    with pytest.raises(WrongState):
        actions.refuse_run(run, by=run.by, why="Muộn rồi")
