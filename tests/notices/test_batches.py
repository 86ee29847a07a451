import pytest

from congvu.core.errors import BadInput, NotAllowed, StaleSave, WrongState
from congvu.core.models import LogEntry
from congvu.notices import actions
from congvu.notices.models import Notice
from congvu.notices.rules import Draft
from congvu.notices.states import BatchState

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(secretary, contact, unit_head):
    drafts = [
        Draft(u.pk, "Lịch kiểm tra", "Đoàn làm việc sáng 25/8.") for u in (contact, unit_head)
    ]
    return actions.prepare_batch(drafts, by=secretary, title="Lịch kiểm tra")


def test_a_prepared_batch_reaches_nobody(batch, contact):
    assert batch.state == BatchState.PREPARED
    assert not Notice.objects.visible_to(contact).exists()


def test_sending_tells_everybody_and_is_logged(batch, secretary, contact):
    actions.send_batch(batch, by=secretary, expected=1)
    assert Notice.objects.visible_to(contact).count() == 1
    assert LogEntry.objects.get(action="notices.send_batch").reason == "2 người nhận"
    with pytest.raises(WrongState):
        actions.send_batch(batch, by=secretary)


def test_people_are_left_out(batch, secretary, contact, unit_head):
    actions.leave_out(batch, [batch.notices.get(recipient=contact).pk], by=secretary)
    actions.send_batch(batch, by=secretary)
    assert not Notice.objects.visible_to(contact).exists()
    assert Notice.objects.visible_to(unit_head).exists()


def test_cancelling_tells_nobody(batch, secretary):
    actions.cancel_batch(batch, by=secretary)
    assert Notice.objects.count() == 0


def test_an_empty_batch_is_refused(batch, secretary):
    with pytest.raises(BadInput):
        actions.prepare_batch([], by=secretary, title="Không ai")
    with pytest.raises(BadInput):
        actions.leave_out(batch, [], by=secretary)
    actions.leave_out(batch, batch.notices.values_list("pk", flat=True), by=secretary)
    with pytest.raises(BadInput):
        actions.send_batch(batch, by=secretary)


@pytest.mark.parametrize("verb", ["send_batch", "cancel_batch"])
def test_others_and_stale_pages_do_nothing(batch, verb, outsider, citizen, secretary):
    for stranger in (outsider, citizen):
        with pytest.raises(NotAllowed):
            getattr(actions, verb)(batch, by=stranger)
    with pytest.raises(StaleSave):
        getattr(actions, verb)(batch, by=secretary, expected=7)
