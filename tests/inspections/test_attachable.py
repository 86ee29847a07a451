"""What may be taken off: asked of many at once as of each by itself, in constant queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.evidence.actions import attach_many
from congvu.evidence.models import Attachment
from congvu.evidence.policies import detachable, may_detach
from congvu.inspections.models import Visit
from tests.evidence import factories as evidence
from tests.inspections.campaigns import make_campaign
from tests.organizations.factories import SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=3).judged())


@pytest.fixture
def item(campaign):
    """One item that every finding and every answer rests on."""
    made = evidence.stored(campaign.inspector).item
    answers = [a for v in campaign.visits for a in v.sheet.answers.all()]
    attach_many([(made, one) for one in [*campaign.findings, *answers]], by=campaign.inspector)
    return made


def live(item):
    found = Attachment.objects.live().filter(item=item)
    return [type(one).objects.get(pk=one.pk) for one in found]


@pytest.mark.parametrize("role", ["inspector", "secretary", "head", "clerk"])
def test_many_are_asked_as_each_by_itself(campaign, item, role):
    user = getattr(campaign, role)
    SeatFactory(user=user, role="contact", unit=campaign.visits[0].unit)
    Visit.objects.filter(pk=campaign.visits[1].pk).update(state="minutes_signed")
    user = type(user).objects.get(pk=user.pk)
    rows = live(item)
    each = {one.pk for one in rows if may_detach(user, one)}
    assert detachable(user, rows) == each
    if role == "inspector":
        assert 0 < len(each) < len(rows)


def test_the_page_of_an_item_asks_the_same_for_two_places_and_for_all(client_of, campaign, item):
    client, counts = client_of(campaign.inspector), []
    every = list(Attachment.objects.live().filter(item=item).order_by("pk"))
    client.get(item.get_absolute_url())
    for kept in (len(every), 4):
        some = [every[0], *every[-kept + 1 :]]
        Attachment.objects.exclude(pk__in=[one.pk for one in some]).update(
            detached_at=item.created_at
        )
        with CaptureQueriesContext(connection) as queries:
            page = client.get(item.get_absolute_url())
        counts.append(len(queries))
        assert page.content.decode().count(">Gỡ<") == kept
    assert counts[0] == counts[1] <= 15
