"""What the officer reworded in the conclusion is what the news item and the open page say."""

import pytest

from congvu.inspections import actions
from congvu.inspections.outputs.article import article
from congvu.inspections.outputs.campaign import gather
from congvu.inspections.outputs.issued_words import remark_words
from congvu.inspections.states import DocumentKind, Polarity
from tests.inspections.campaigns import every_test_at, make_campaign

pytestmark = pytest.mark.django_db
_in_the_story = every_test_at(2020, 9, 8)


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=2).remarked())


def reworded(campaign, wording):
    paper = campaign.paper(DocumentKind.CONCLUSION, inspection=campaign.inspection)
    actions.accept_wording(paper, wording, by=campaign.secretary)


@pytest.fixture
def praised(campaign):
    """The same remark as a strength."""
    campaign.inspection.findings.update(polarity=Polarity.STRENGTH)
    campaign.inspection.remarks.update(polarity=Polarity.STRENGTH)
    return campaign


def test_a_reworded_strength_is_told_in_the_new_words(praised):
    row = praised.inspection.remarks.get()
    before = article(praised.inspection).plain()
    reworded(praised, {f"remark-{row.pk}": "- Lời của người soạn về ưu điểm"})
    after = article(praised.inspection).plain()
    assert "Lời của người soạn về ưu điểm." in after and "- Lời" not in after
    assert row.text.rstrip(".") in before and row.text.rstrip(".") not in after


def test_a_strength_left_out_of_the_conclusion_is_told_nowhere(praised):
    row = praised.inspection.remarks.get()
    reworded(praised, {f"remark-{row.pk}": ""})
    assert row.text.rstrip(".") not in article(praised.inspection).plain()


def test_a_reworded_limitation_keeps_units_and_counts_back(campaign):
    found = gather(campaign.inspection).limitations[0]
    names = ", ".join(unit.short_name for unit in found.units)
    count = f"{len(found.units):02d}/02 đơn vị"
    said = f"- Việc niêm yết chưa kịp thời ({count}: {names})."
    reworded(campaign, {f"remark-{found.remark.pk}": said})
    told = gather(campaign.inspection)
    assert remark_words(found, told, names=False) == "Việc niêm yết chưa kịp thời."
    assert "Việc niêm yết chưa kịp thời" in article(campaign.inspection).plain()


def test_words_that_name_a_unit_stay_in_the_paper(campaign):
    found = gather(campaign.inspection).limitations[0]
    name = found.units[0].short_name
    count = f"{len(found.units):02d}/02 đơn vị"
    names = ", ".join(unit.short_name for unit in found.units)
    said = f"- Riêng {name} chưa niêm yết ({count}: {names})."
    reworded(campaign, {f"remark-{found.remark.pk}": said})
    told = gather(campaign.inspection)
    assert "Riêng" not in remark_words(found, told, names=False)
    assert remark_words(found, told, names=True) == f"Riêng {name} chưa niêm yết."
