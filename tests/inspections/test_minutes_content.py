"""What the minutes say, as plain JSON."""

import json

import pytest

from congvu.core import clock
from congvu.inspections import actions
from congvu.inspections.models import Minutes
from congvu.inspections.outputs.minutes_content import minutes_content
from tests.inspections.campaigns import make_campaign, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_story():
    with clock.at(moment(2020, 9, 8)):
        yield


def test_content_names_unit_team_and_findings_by_area():
    campaign = make_campaign(units=1).judged()
    content = minutes_content(campaign.visits[0])
    assert content["unit"]["short_name"] == campaign.units[0].short_name
    assert [m["role"] for m in content["team"]] == ["Trưởng đoàn", "Thư ký", "Thành viên"]
    [found] = [f for area in content["areas"] for f in area["findings"]]
    assert found["text"] == "Công khai thủ tục hành chính chưa đầy đủ"
    assert found["polarity_label"] == "Hạn chế"
    assert json.loads(json.dumps(content)) == content


def test_content_says_the_sample_in_its_area():
    campaign = make_campaign(units=1).judged()
    visit = campaign.visits[0]
    answer = campaign.findings[0].answer
    sample = actions.draw_sample(
        visit, source="Sổ một cửa", population=412, size=30, seed="2020-07", answer=answer,
        by=campaign.inspector,
    )  # fmt: skip
    actions.record_sample_errors(
        sample, {str(sample.drawn[0]): "Thiếu phiếu hẹn"}, by=campaign.inspector
    )
    first = minutes_content(visit)["areas"][0]
    assert first["samples"] == [
        "Chọn ngẫu nhiên 30/412 hồ sơ (mã chọn mẫu 2020-07): 01 hồ sơ có sai sót."
    ]


def test_a_sample_drawn_and_not_looked_through_is_not_said_to_be_without_fault():
    campaign = make_campaign(units=1).judged()
    visit = campaign.visits[0]
    told = {"source": "Sổ một cửa", "population": 412, "size": 30, "by": campaign.inspector}
    actions.draw_sample(visit, seed="2020-07", **told)
    assert minutes_content(visit)["samples"] == []
    checked = actions.draw_sample(visit, seed="2020-08", **told)
    actions.record_sample_errors(checked, {}, by=campaign.inspector)
    assert minutes_content(visit)["samples"] == [
        "Chọn ngẫu nhiên 30/412 hồ sơ (mã chọn mẫu 2020-08): không có hồ sơ sai sót."
    ]


def test_signed_minutes_say_what_was_signed():
    campaign = make_campaign(units=1).minuted()
    visit = campaign.visits[0]
    assert minutes_content(visit) == Minutes.objects.get(visit=visit).frozen
