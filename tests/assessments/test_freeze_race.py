"""A save and the freezing of its sheet at the same moment: one of them is first, never both."""

import threading

import pytest
from django.db import connection, connections, transaction

from congvu.assessments.actions import freeze_sheets, judge_as, judge_many
from congvu.assessments.errors import SheetFrozen
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.rules import Judgement
from congvu.core.errors import ActionError
from tests.inspections.factories import make_inspection

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="two writers at once"
    ),  # SQLite has one writer at a time
]


def good(answer):
    return Judgement(answer.pk, level="good")


def save_alone(campaign):
    judge_as(campaign.answer.pk, good, by=campaign.inspector)


def save_with_others(campaign):
    judge_many([good(campaign.answer)], by=campaign.inspector)


def freeze(campaign):
    freeze_sheets([campaign.sheet], by=campaign.head)


def beside(work, *args):
    """Run ``work`` in a thread with its own connection; the thread and what it raised."""
    raised = []

    def run():
        try:
            work(*args)
        except ActionError as error:
            raised.append(error)
        finally:
            connections["default"].close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, raised


@pytest.mark.parametrize("save", [save_alone, save_with_others])
def test_a_save_that_waits_for_the_freezing_is_refused(save):
    campaign = make_inspection(1)
    with transaction.atomic():
        freeze(campaign)
        thread, raised = beside(save, campaign)
        thread.join(0.5)
        assert thread.is_alive(), "the answer is held until the sheet is frozen"
    thread.join(10)
    assert [type(error) for error in raised] == [SheetFrozen]
    assert not Answer.objects.judged().exists()


@pytest.mark.parametrize("save", [save_alone, save_with_others])
def test_freezing_waits_for_a_save_that_has_begun(save):
    campaign = make_inspection(1)
    with transaction.atomic():
        save(campaign)
        thread, raised = beside(freeze, campaign)
        thread.join(0.5)
        assert thread.is_alive(), "what was judged is part of what is frozen"
    thread.join(10)
    assert raised == []
    assert Sheet.objects.get(pk=campaign.sheet.pk).frozen
    assert Answer.objects.judged().count() == 1
