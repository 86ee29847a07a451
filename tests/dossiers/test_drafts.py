"""How long a draft filed online is kept, who is told, what goes and what never does."""

import datetime as dt

import pytest

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.models import LogEntry, PersonalKey
from congvu.dossiers import actions, registry, rules
from congvu.dossiers.models import Dossier, OnlineForm, OnlinePaper
from congvu.dossiers.models.online import draft_term
from congvu.dossiers.states import DossierState
from congvu.evidence.models import Item
from congvu.notices.models import Notice
from tests.dossiers.factories import at
from tests.dossiers.filings import PERSON, Online, online, png

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(place) -> Online:
    with clock.at(at(7)):
        yield online(place)


def test_a_draft_goes_after_its_time_and_its_writer_is_told_before(web):
    row = web.draft()
    last = OnlineForm.objects.drafts().get().kept_until
    assert last == at(7).date() + dt.timedelta(days=90)
    with clock.at(at(28, 11)):  # the day before it is told of
        assert (actions.warn_of_drafts(), actions.expire_drafts()) == (0, 0)
    with clock.at(at(29, 11)):
        assert (actions.warn_of_drafts(), actions.warn_of_drafts()) == (1, 0)
        assert actions.expire_drafts() == 0
    told = Notice.objects.get(recipient=web.account)
    assert "06/12/2020" in told.text and told.path == registry.filer_path(row.pk) and told.urgent
    with clock.at(at(6, 12)):
        assert actions.expire_drafts() == 0
    with clock.at(at(7, 12)):
        assert (actions.expire_drafts(), actions.expire_drafts()) == (1, 0)
    assert not Dossier.objects.exists() and not OnlineForm.objects.exists()
    assert not Item.objects.exists()
    gone = LogEntry.objects.filter(action="dossiers.expire_draft", object_id=str(row.pk))
    entry = gone.get(kind="dossiers.dossier")
    assert entry.actor is None and "90 ngày" in entry.reason


def test_nobody_loses_a_draft_without_a_word_in_time(web):
    web.draft()
    with clock.at(at(20, 12)):  # nothing ran for weeks
        assert (actions.warn_of_drafts(), actions.expire_drafts()) == (1, 0)
    with clock.at(at(26, 12)):
        assert actions.expire_drafts() == 0
    with clock.at(at(27, 12)):
        assert actions.expire_drafts() == 1


@pytest.mark.parametrize("what", ["form", "paper"])
def test_a_draft_that_is_touched_begins_anew(web, what):
    row = web.draft()
    with clock.at(at(1, 12)):
        assert actions.warn_of_drafts() == 1
        if what == "form":
            actions.write_form(row, by=web.account, person=PERSON, answers={"so_hieu": "B"})
        else:
            actions.add_paper(row, by=web.account, stream=png(), name="them.png")
        assert actions.warn_of_drafts() == 0
    with clock.at(at(20, 12)):
        assert actions.expire_drafts() == 0


@pytest.mark.parametrize("state", sorted(set(DossierState) - {DossierState.DRAFT}))
def test_what_was_handed_in_never_goes(web, state):
    row = web.draft()
    with clock.at(at(1, 12)):
        actions.warn_of_drafts()
    Dossier.objects.filter(pk=row.pk).update(state=state)
    with clock.at(at(8, year=2021)):
        assert (actions.warn_of_drafts(), actions.expire_drafts()) == (0, 0)
    assert OnlinePaper.objects.exists()


def test_a_draft_begun_at_the_counter_is_the_counters(web):
    actions.save_draft(web.place.filing(), point=web.place.point, by=web.place.clerk)
    with clock.at(at(8, year=2022)):
        assert (actions.warn_of_drafts(), actions.expire_drafts()) == (0, 0)
    assert Dossier.objects.count() == 1


def test_a_draft_of_an_account_that_ended_goes_untold(web):
    web.draft()
    User.objects.filter(pk=web.account.pk).update(is_active=False)
    with clock.at(at(6, 12)):
        assert (actions.warn_of_drafts(), actions.expire_drafts()) == (0, 0)
    with clock.at(at(7, 12)):
        assert actions.expire_drafts() == 1
    assert not Notice.objects.exists()


def test_an_office_may_keep_drafts_shorter_and_it_is_said_who_says_so(web, settings):
    web.draft()
    settings.DRAFT_DAYS = 5
    assert (draft_term().days, draft_term().tell_before) == (5, 5)
    assert draft_term().source != rules.draft_term().source == "mặc định của phần mềm"
    with clock.at(at(8)):
        assert actions.warn_of_drafts() == 1
    with clock.at(at(13)):
        assert actions.expire_drafts() == 1


def test_what_was_typed_into_a_draft_is_read_by_nobody_once_it_is_thrown_away(web):
    row = web.draft()
    subject = OnlineForm.objects.get().person.subject
    actions.discard_draft(row, by=web.account)
    assert PersonalKey.objects.get(subject=subject).destroyed_at
