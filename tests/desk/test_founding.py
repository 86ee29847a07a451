"""The first page of a new installation: what is done, and what comes next."""

import pytest
from django.urls import reverse

from tests.inspections.campaigns import make_campaign
from tests.inspections.factories import make_library
from tests.organizations.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def founder():
    return UserFactory(username="cai-dat", is_superuser=True, is_staff=True)


def steps(client):
    return {s.label: s for s in client.get(reverse("organizations:setup")).context["steps"]}


def test_who_installs_is_led_to_the_set_up(founder, client_of):
    answer = client_of(founder).get(reverse("desk:home"))
    assert answer.status_code == 302 and answer["Location"] == reverse("organizations:setup")


def test_others_and_later_days_go_to_work(founder, client_of, department, head):
    assert client_of(founder).get(reverse("desk:home")).status_code == 200
    assert client_of(head).get(reverse("desk:home")).status_code == 200


def test_criteria_and_the_plan_are_steps(founder, client_of):
    client = client_of(founder)
    told = steps(client)
    assert not told["Bộ tiêu chí"].done and not told["Kế hoạch kiểm tra"].done
    assert told["Kế hoạch kiểm tra"].path == reverse("inspections:plan_add")
    make_library()
    assert steps(client)["Bộ tiêu chí"].done


def test_the_set_up_waits_as_a_task_until_there_is_a_plan(client_of, administrator, secretary):
    def listed(user):
        tasks = client_of(user).get(reverse("desk:home")).context["tasks"]
        return any(task.url == reverse("organizations:setup") for task in tasks)

    assert listed(administrator) and not listed(secretary)
    make_campaign(units=1)
    assert not listed(administrator)
