"""The list of background work, its progress, the second chance."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from congvu.core.actions import retry_job
from congvu.core.errors import WrongState
from congvu.core.jobs import defer
from congvu.core.jobs.running import drain
from congvu.core.models import JobRun, LogEntry
from tests.core import job_samples  # noqa: F401 - registers the jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return get_user_model().objects.create(username="admin", full_name="An", is_superuser=True)


@pytest.fixture
def officer():
    return get_user_model().objects.create(username="officer", full_name="Bình")


@pytest.fixture
def failed():
    run = defer("test.refused")
    drain()
    return run


def test_the_list_shows_what_failed_and_why(client, administrator, failed):
    client.force_login(administrator)
    page = client.get(reverse("core:job_list")).content.decode()
    assert "Việc bị từ chối" in page
    assert "Không có dữ liệu để làm." in page
    assert "Thử lại" in page


def test_the_list_costs_the_same_for_one_and_for_twenty(
    client, administrator, django_assert_max_num_queries
):
    client.force_login(administrator)
    for _ in range(20):
        defer("test.add", a=1)
    with django_assert_max_num_queries(8):
        client.get(reverse("core:job_list"))


@pytest.mark.parametrize("name", ["core:job_list"])
def test_an_officer_is_refused(client, officer, name):
    client.force_login(officer)
    assert client.get(reverse(name)).status_code == 403


def test_retrying_gives_five_attempts_again(client, administrator, failed):
    client.force_login(administrator)
    answer = client.post(reverse("core:job_retry", args=[failed.pk]))
    assert answer.status_code == 302
    run = JobRun.objects.select_related("task").get(pk=failed.pk)
    assert (run.state, run.attempts) == ("Đang chờ", 0)
    assert LogEntry.objects.get(action="core.retry_job").actor == administrator


def test_retrying_swaps_the_row(client, administrator, failed):
    client.force_login(administrator)
    url = reverse("core:job_retry", args=[failed.pk])
    row = client.post(url, headers={"HX-Request": "true"}).content.decode()
    assert row.startswith(f'<tr id="job-row-{failed.pk}"')
    assert "Đang chờ" in row
    assert "Thử lại" not in row


def test_only_failed_jobs_are_retried(administrator, officer, client, failed):
    waiting = defer("test.add", a=1)
    with pytest.raises(WrongState):
        retry_job(waiting, by=administrator)
    client.force_login(officer)
    assert client.post(reverse("core:job_retry", args=[failed.pk])).status_code == 403
    assert client.get(reverse("core:job_retry", args=[failed.pk])).status_code == 405


def test_progress_asks_again_until_the_end(client, officer):
    run = defer("test.steps", owner=officer)
    client.force_login(officer)
    url = reverse("core:job_progress", args=[run.pk])
    running = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert f'hx-get="{url}"' in running
    assert running.strip() in client.get(url).content.decode()
    drain()
    done = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in done
    assert "Đã xong" in done


def test_progress_of_somebody_else_is_not_there(client, officer):
    client.force_login(officer)
    url = reverse("core:job_progress", args=[defer("test.steps").pk])
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 405
