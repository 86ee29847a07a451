"""Every page of sheets opens for whom it should."""

import pytest
from django.urls import reverse

from tests.inspections.factories import make_inspection
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


def names(campaign):
    sheet, answer = campaign.sheet.pk, campaign.answer.pk
    area = campaign.inspection.library_version.areas.first().pk
    return {
        "sheet_detail": [sheet],
        "sheet_print": [sheet],
        "sheet_excel": [sheet],
        "sheet_area": [sheet, area],
        "answer_detail": [answer],
        "sheet_judge": [sheet],
        "self_print": [sheet],
    }


def path(name, args):
    return reverse(f"assessments:{name}", args=args)


def test_pages_open_for_the_inspector(client_of):
    campaign = make_inspection(2)
    client = client_of(campaign.inspector)
    for name, args in names(campaign).items():
        assert client.get(path(name, args)).status_code == 200, name
    assert client.get(campaign.inspection.get_absolute_url()).status_code == 200
    assert (
        client.get(
            reverse("inspections:conclusion_explained", args=[campaign.inspection.pk])
        ).status_code
        == 200
    )


def test_self_pages_open_for_the_contact(client_of):
    campaign = make_inspection(2)
    contact = officer("contact", campaign.units[0])
    client = client_of(contact)
    for name in ("sheet_self", "self_submit", "self_print", "sheet_detail"):
        assert client.get(path(name, [campaign.sheet.pk])).status_code == 200, name
    assert client.get(campaign.inspection.get_absolute_url()).status_code == 200
