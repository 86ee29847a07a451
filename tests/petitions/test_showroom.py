"""The showroom's petitions: invented, said so, in every state; the first page sends to them."""

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.desk.showroom.office import set_up
from congvu.desk.showroom.petitions import receive_petitions
from congvu.desk.work import tasks_of
from congvu.evidence.models import Attachment
from congvu.petitions import actions, measures
from congvu.petitions.models import Petition
from congvu.petitions.states import PetitionState
from tests.dossiers.factories import at

pytestmark = pytest.mark.django_db


def test_the_story_plays_and_says_that_it_is_invented():
    stage = set_up()
    receive_petitions(stage)
    rows = list(Petition.objects.all())
    assert len(rows) == 15 and sum(row.fact for row in rows) == 2
    assert all("giả định" in row.full_content for row in rows)
    states = {row.state for row in rows}
    assert states == set(PetitionState) - {"withdrawn", "classified"}
    assert Petition.objects.published().count() == 2
    files = list(Attachment.objects.live().filter(content_type__model="petition"))
    assert len(files) == 2 and all(one.item.current.is_image for one in files)
    assert Petition.objects.get(sent_by=stage.people["citizen"]).channel == "portal"
    with clock.at(at(12, month=10)):
        assert Petition.objects.overdue(clock.now()).count() == 1
        late = [one for one in measures.shares("answered_on_time", 2020) if one.percent != 100]
        assert late
        titles = {name: [task.title for task in tasks_of(user) if "PAKN" in task.note]
                  for name, user in stage.people.items()}  # fmt: skip
    assert len(titles["secretary"]) == 2 and titles["secretary"][0].startswith("Phân loại")
    assert len(titles["contact_btxh"]) == len(titles["unit_head_ncc"]) == 1
    assert titles["viewer"] == titles["one_stop_officer"] == titles["citizen"] == []
    assert [title.partition(":")[0] for title in titles["head"]] == ["Ký, gửi trả lời"]


def test_the_first_page_sends_each_to_the_own_step(place, client_of):
    waiting = place.assigned(1)
    handed = actions.hand_to(place.assigned(1), by=place.unit_head, to=place.worker)
    with clock.at(at(28)):
        for user, row, verb in (
            (place.contact, waiting, "propose"),
            (place.worker, handed, "propose"),
        ):
            path = reverse("petitions:petition_verb", args=[row.pk, verb])
            [task] = [one for one in tasks_of(user) if one.url == path]
            assert task.late and task.note == row.code
            page = client_of(user).get("/").content.decode()
            assert path in page
            assert client_of(user).get(path).status_code == 200
