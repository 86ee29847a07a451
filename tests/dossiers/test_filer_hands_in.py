"""What an account may do below a dossier: be the applicant, hand files in, throw them away."""

import pytest
from django.core.files.storage import default_storage

from congvu.applicants.actions import register_filer
from congvu.applicants.errors import SameApplicant
from congvu.applicants.models import Applicant
from congvu.core.errors import NotAllowed, WrongState
from congvu.core.models import LogEntry
from congvu.dossiers import actions
from congvu.dossiers.models import OnlinePaper
from congvu.evidence.actions import discard_item, hand_in
from congvu.evidence.models import Item
from tests.dossiers.factories import office
from tests.dossiers.filings import PERSON, online
from tests.organizations.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def filing():
    return online(office())


def loose(filing):
    """A file of the account's that hangs on nothing yet."""
    filing.draft()
    return OnlinePaper.objects.latest("pk").item


def test_a_filer_is_entered_once_and_only_by_an_account(filing):
    at = filing.place.point.unit
    told = {name: PERSON[name] for name in ("kind", "name", "identity_number", "phone")}
    made = register_filer(by=filing.account, at=at, **told)
    assert made.full_name == PERSON["name"] and made.registered_at == at
    with pytest.raises(SameApplicant):
        register_filer(by=filing.account, at=at, **told)
    for who in (filing.place.case, filing.place.unit_head):
        with pytest.raises(NotAllowed):
            register_filer(by=who, at=at, **told)
    assert Applicant.objects.filter(pk=made.pk).exists()


def test_own_files_are_handed_in_to_an_own_matter_alone(filing):
    item = loose(filing)
    row = OnlinePaper.objects.latest("pk").form.dossier
    stranger = UserFactory(citizen=True)
    with pytest.raises(NotAllowed):
        hand_in([(item, "Đơn")], row, by=stranger)
    other = online_of(stranger, filing)
    with pytest.raises(NotAllowed):  # somebody else's file to an own matter
        hand_in([(item, "Đơn")], other, by=stranger)
    [made] = hand_in([(item, "Đơn đề nghị")], row, by=filing.account)
    item.refresh_from_db()
    assert item.attached and made.target == row and made.purpose == "Đơn đề nghị"
    with pytest.raises(NotAllowed):  # it is not loose any more
        hand_in([(item, "Đơn đề nghị")], row, by=filing.account)


def online_of(account, filing):
    """A draft of another account for the same procedure."""
    return actions.open_draft(filing.place.procedure, by=account)


def test_a_file_is_thrown_away_by_its_owner_before_it_is_handed_in(
    filing, django_capture_on_commit_callbacks
):
    item = loose(filing)
    name = item.versions.get().stored_name
    with pytest.raises(NotAllowed):
        discard_item(item, by=UserFactory(citizen=True))
    OnlinePaper.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        discard_item(item, by=filing.account)
    assert not Item.objects.filter(pk=item.pk).exists() and not default_storage.exists(name)
    assert LogEntry.objects.filter(action="evidence.discard_item").count() == 2


def test_what_was_handed_in_stays(filing):
    filing.handed_in()
    item = OnlinePaper.objects.latest("pk").item
    with pytest.raises(WrongState):
        discard_item(item, by=filing.account)
    assert Item.objects.filter(pk=item.pk).exists()
