"""A long list is taken in by the background: the page says how far it is, all rows or none."""

import pytest
from django.urls import reverse

from congvu.core.errors import WrongState
from congvu.core.jobs.models import JobRun
from congvu.core.jobs.running import drain
from congvu.dossiers import actions, tasks
from congvu.dossiers.actions.lists import TAKE_IN
from congvu.dossiers.models import Dossier
from congvu.dossiers.states import DossierState, RunState
from tests.dossiers.lists import row
from tests.dossiers.test_pages import staged

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_rows_are_long(settings):
    settings.DOSSIER_LIST_AT_ONCE = 1


@pytest.fixture
def run(place, client_of):
    """Two dossiers, asked to be taken in."""
    made = staged(client_of(place.clerk), row(1), row(2))
    made.button = reverse("dossiers:run_take_in", args=[made.pk])
    assert client_of(place.clerk).post(made.button).status_code == 302
    made.refresh_from_db()
    return made


def test_the_page_shows_how_far_it_is_and_then_what_came_of_it(place, client_of, run):
    client = client_of(place.clerk)
    page = client.get(run.get_absolute_url()).content.decode()
    assert run.job.url in page and "Nhập danh sách hồ sơ" in page
    assert "button-primary" not in page and "Bỏ danh sách này" not in page
    assert not Dossier.objects.exists()
    drain()
    run.refresh_from_db()
    assert run.state == RunState.TAKEN_IN and run.created == 2 and not run.file
    assert Dossier.objects.imported().count() == 2
    progress = client.get(run.job.url).content.decode()
    assert run.get_absolute_url() in progress
    page = client.get(run.get_absolute_url()).content.decode()
    assert run.job.url not in page and "<dd>2</dd>" in page


@pytest.mark.parametrize("verb", ["run_take_in", "run_discard", "run_map"])
def test_nobody_touches_a_list_that_is_being_taken_in(place, client_of, run, verb):
    answer = client_of(place.clerk).post(reverse(f"dossiers:{verb}", args=[run.pk]))
    assert answer.status_code == 409 and "đang được nhập" in answer.content.decode()
    assert JobRun.objects.filter(name=TAKE_IN).count() == 1


def test_a_short_list_is_taken_in_at_once(place, client_of):
    made = staged(client_of(place.clerk), row(1))
    client_of(place.clerk).post(reverse("dossiers:run_take_in", args=[made.pk]))
    assert Dossier.objects.count() == 1 and not JobRun.objects.filter(name=TAKE_IN).exists()


def test_the_job_run_again_after_a_crash_changes_nothing(place, run):
    drain()
    versions = dict(Dossier.objects.values_list("pk", "version"))
    job = JobRun.objects.get(name=TAKE_IN)
    tasks.take_in_run(tasks.Running(job.pk, TAKE_IN), run.pk, place.clerk.pk)
    assert dict(Dossier.objects.values_list("pk", "version")) == versions


def test_a_word_that_lost_its_meaning_meanwhile_stops_it_and_the_list_can_be_corrected(
    place, client_of
):
    client = client_of(place.clerk)
    made = staged(client, row(1, state="Lạ"), row(2, state="Lạ"))
    actions.map_list(made, by=place.clerk, words={"lạ": DossierState.RETURNED})
    client.post(reverse("dossiers:run_take_in", args=[made.pk]))
    made.source.refresh_from_db()
    made.source.words = {}
    made.source.save()
    drain()
    made.refresh_from_db()
    assert made.is_waiting and not made.under_way and not Dossier.objects.exists()
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Chưa nhập dòng nào" in page and "Bỏ danh sách này" in page


def test_what_changes_between_reading_and_writing_is_read_again(place, client_of, monkeypatch):
    made = staged(client_of(place.clerk), row(1, state="Lạ"), row(2))
    made = actions.map_list(made, by=place.clerk, words={"lạ": DossierState.RETURNED})
    real = actions.lists.studied

    def slowly(data, source, name):
        study = real(data, source, name)
        actions.remember_source(source, by=place.clerk, words={"lạ": DossierState.WITHDRAWN})
        return study

    monkeypatch.setattr(actions.lists, "studied", slowly)
    actions.take_in_list(made, by=place.clerk)
    states = set(Dossier.objects.values_list("state", flat=True))
    assert states == {DossierState.WITHDRAWN, DossierState.RETURNED}


def test_two_who_take_the_same_list_in_are_not_both_heard(place, run):
    with pytest.raises(WrongState):
        actions.take_in_list(run, by=place.clerk)
    with pytest.raises(WrongState):
        actions.take_in_later(run, by=place.clerk)
