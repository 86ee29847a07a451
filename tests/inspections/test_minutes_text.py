"""What the minutes say: one text for the page, Word, PDF and the code under it."""

import io
import zipfile

import pytest
from django.urls import reverse

from congvu.inspections import actions
from congvu.inspections.models import Finding, Inspection, Minutes
from congvu.inspections.outputs import visit_text
from congvu.inspections.outputs.minutes import minutes
from congvu.inspections.resting import digest, verify_minutes
from tests.inspections.campaigns import every_test_at, make_campaign

pytestmark = pytest.mark.django_db
OLD = {  # as minutes were frozen before one text served all
    "format": 1,
    "inspection": {"title": "Kiểm tra", "year": 2020, "decision_number": "9/QĐ-CŨ"},
    "unit": {"name": "Phòng Tên cũ", "short_name": "Phòng cũ", "formal_name": "Phòng Tên cũ"},
    "began_at": "2020-08-25T00:30+00:00",
    "ended_at": "2020-08-25T04:00+00:00",
    "place": "Phòng họp cũ",
    "team": [{"name": "ông Trưởng", "title": "Giám đốc", "role": "Trưởng đoàn"}],
    "absent": [{"name": "bà Vắng", "title": "", "role": "Thành viên", "reason": "ốm", "by": ""}],
    "unit_participants": ["Bà Trưởng phòng", "Ông Phó"],
    "papers_seen": ["Sổ một cửa"],
    "areas": [
        {
            "code": "N1",
            "title": "Thể chế",
            "samples": [],
            "findings": [
                {
                    "polarity_label": "Hạn chế", "text": "Câu đã ký", "basis": "Quy chế",
                    "repeats_year": 2019,
                },
            ],
        },
    ],
    "samples": [],
    "general_view": "Tốt",
    "unit_opinion": "Nhất trí",
    "commitments": "",
    "copies": 2,
    "read_aloud": True,
}  # fmt: skip
_in_the_story = every_test_at(2020, 9, 8)


def lines(visit) -> list[str]:
    """Every paragraph of the minutes."""
    return [getattr(block, "text", "") for block in minutes(visit).blocks()]


def test_the_text_names_team_and_findings():
    campaign = make_campaign(units=1).judged()
    said = lines(campaign.visits[0])
    assert any("Giám đốc thử" in line and "Trưởng đoàn" in line for line in said)
    assert "- Hạn chế: Công khai thủ tục hành chính chưa đầy đủ." in said


def test_a_sample_drawn_and_not_looked_through_is_not_said_to_be_without_fault():
    campaign = make_campaign(units=1).judged()
    visit = campaign.visits[0]
    told = {"source": "Sổ một cửa", "population": 412, "size": 30, "by": campaign.inspector}
    actions.draw_sample(visit, seed="2020-07", **told)
    assert not any("Chọn ngẫu nhiên" in line for line in lines(visit))
    checked = actions.draw_sample(visit, seed="2020-08", **told)
    actions.record_sample_errors(checked, {}, by=campaign.inspector)
    assert [line for line in lines(visit) if "Chọn ngẫu nhiên" in line] == [
        "Sổ một cửa. Chọn ngẫu nhiên 30/412 hồ sơ (mã chọn mẫu 2020-08): không có hồ sơ sai sót."
    ]


def test_a_sample_stands_in_the_area_it_was_drawn_for():
    campaign = make_campaign(units=1).judged()
    visit, answer = campaign.visits[0], campaign.findings[0].answer
    strength = actions.FindingText("Bố trí đủ người", polarity="strength")
    actions.raise_finding(answer, strength, by=campaign.inspector)
    told = {"source": "Sổ một cửa", "population": 412, "size": 30, "by": campaign.inspector}
    sample = actions.draw_sample(visit, seed="2020-07", answer=answer, **told)
    actions.record_sample_errors(sample, {str(sample.drawn[0]): "Thiếu"}, by=campaign.inspector)
    said = lines(visit)
    at = said.index("- Ưu điểm: Bố trí đủ người.")
    assert said[at : at + 3] == [
        "- Ưu điểm: Bố trí đủ người.",
        "- Hạn chế: Công khai thủ tục hành chính chưa đầy đủ.",
        "Sổ một cửa. Chọn ngẫu nhiên 30/412 hồ sơ (mã chọn mẫu 2020-07): 01 hồ sơ có sai sót.",
    ]


def test_a_unit_renamed_later_leaves_signed_minutes_as_they_were(client_of):
    campaign = make_campaign(units=1).minuted()
    visit, row = campaign.visits[0], Minutes.objects.get()
    before, name = visit_text("minutes", visit), visit.unit.name
    assert digest(row.frozen) == row.text_sha256
    type(visit.unit).objects.filter(pk=visit.unit_id).update(name="Phòng Đổi tên")
    Finding.objects.filter(visit=visit).update(text="Câu sửa sau khi ký")
    Inspection.objects.update(decision_number="1/KHÁC")
    visit = campaign.visits[0]
    assert visit.unit.name == "Phòng Đổi tên" and visit_text("minutes", visit) == before
    client = client_of(campaign.secretary)
    page = client.get(reverse("inspections:minutes_print", args=[visit.pk])).content.decode()
    file = client.get(reverse("inspections:visit_file", args=[visit.pk, "minutes", "docx"]))
    with zipfile.ZipFile(io.BytesIO(file.content)) as parts:  # the code stands in the footer
        printed = "".join(parts.read(n).decode() for n in parts.namelist() if n.endswith(".xml"))
    for text in (page, printed):
        assert name in text and before.fingerprint in text
        assert "Đổi tên" not in text and "Câu sửa sau" not in text and "1/KHÁC" not in text
    assert before.date == row.signed_on and not before.draft


def test_minutes_frozen_in_the_earlier_form_stay_readable(client_of):
    campaign = make_campaign(units=1).minuted()
    visit = campaign.visits[0]
    Minutes.objects.update(frozen=OLD, text_sha256=digest(OLD))
    text = minutes(visit)
    said = "\n".join(getattr(b, "text", "") or getattr(b, "value", "") for b in text.blocks())
    for part in ("Giám đốc - Trưởng đoàn", "ốm", "Sổ một cửa", "1. Thể chế", "Nhất trí",
                 "- Hạn chế: Câu đã ký. Căn cứ: Quy chế. Lặp lại hạn chế năm 2019."):  # fmt: skip
        assert part in said
    assert "Công khai thủ tục" not in said and text.subject.endswith("tại Phòng Tên cũ")
    client = client_of(campaign.secretary)
    for name in ("minutes_detail", "minutes_print"):
        page = client.get(reverse(f"inspections:{name}", args=[visit.pk]))
        assert "Câu đã ký" in page.content.decode() and text.fingerprint in page.content.decode()
    pdf = client.get(reverse("inspections:visit_file", args=[visit.pk, "minutes", "pdf"]))
    assert pdf.status_code == 200


def test_verify_names_signed_minutes_that_were_touched():
    class Count:
        files = 0

    make_campaign(units=1).minuted()
    assert list(verify_minutes(Count())) == []
    row = Minutes.objects.get()
    row.frozen["place"] = "Nơi khác"
    Minutes.objects.filter(pk=row.pk).update(frozen=row.frozen)
    assert [fault.object_id for fault in verify_minutes(Count())] == [str(row.pk)]
