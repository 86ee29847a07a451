"""The directory of procedures as anybody finds and reads it."""

import datetime as dt
import json
import re

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.dossiers import actions, registry
from congvu.dossiers.models import Dossier, ImportRun, SourceSystem
from congvu.dossiers.registry import OnTimeMonth
from congvu.organizations.states import UnitKind
from congvu.portal.filing import filing
from congvu.portal.outputs.bars import bars_of
from congvu.procedures.models import LevelDeclaration, VersionBasis
from congvu.procedures.states import Level, VersionState
from tests.dossiers.factories import at, national_calendar, office
from tests.legal.factories import BasisFactory
from tests.organizations.factories import UnitFactory
from tests.procedures import factories as f

pytestmark = pytest.mark.django_db
NOW = at(8)


@pytest.fixture(autouse=True)
def _the_8th_of_september_2020():
    national_calendar()
    with clock.at(NOW):
        yield


def page(client, name: str, *args, **asked) -> str:
    answer = client.get(reverse(f"portal:{name}", args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_what_is_in_force_is_listed(client, unit):
    f.published(unit, name="Cấp giấy phép lao động")
    f.draft(unit, name="Còn dự thảo")
    later = f.published(unit, name="Chưa có hiệu lực")
    type(later).objects.filter(pk=later.pk).update(effective_from=dt.date(2021, 1, 1))
    text = page(client, "procedure_list")
    assert "Cấp giấy phép lao động" in text and "15 ngày làm việc" in text
    assert "Còn dự thảo" not in text and "Chưa có hiệu lực" not in text


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ({"q": "cap giay phep"}, {"giấy phép"}),
        ({"doi_tuong": "organisation"}, {"giấy phép", "học phí"}),
        ({"doi_tuong": "person"}, set()),
        ({"muc_do": Level.LEVEL_3}, {"học phí"}),
        ({"linh_vuc": "khong"}, {"giấy phép", "học phí"}),
    ],
)
def test_it_is_narrowed_without_tone_marks(client, unit, asked, seen):
    f.published(unit, name="Cấp giấy phép")
    second = f.published(UnitFactory(kind=UnitKind.SCHOOL), name="Miễn học phí")
    LevelDeclaration.objects.create(
        procedure=second.procedure, level=Level.LEVEL_3, valid_from=dt.date(2020, 1, 1)
    )
    text = page(client, "procedure_list", **asked)
    rows = re.findall(r"thu-tuc-hanh-chinh/\d+/\">([^<]+)<", text)
    assert {words for words in ("giấy phép", "học phí") if any(words in r for r in rows)} == seen
    assert seen or "Không tìm thấy thủ tục nào" in text


def test_a_school_has_a_list_of_its_own(client, unit):
    school = UnitFactory(kind=UnitKind.SCHOOL, name="Trường Trung cấp nghề Thử", address="Số 1")
    f.published(school, name="Cấp bản sao văn bằng")
    f.published(unit, name="Cấp giấy phép")
    text = page(client, "procedure_unit", school.pk)
    assert "của Trường Trung cấp nghề Thử" in text and "Cấp bản sao văn bằng" in text
    assert "Cấp giấy phép" not in text
    empty = client.get(reverse("portal:procedure_unit", args=[UnitFactory().pk]))
    assert empty.status_code == 404


def test_the_page_says_all_of_it_with_the_day_one_would_get(client, unit):
    version = f.published(unit, name="Cấp giấy phép")
    VersionBasis.objects.create(
        procedure_version=version, basis=BasisFactory(number="12/2020/NĐ-CP"), note="Điều 3"
    )
    text = page(client, "procedure_detail", version.procedure_id)
    assert "Nộp hôm nay 08/9/2020 → hẹn trả" in text and "29/9/2020" in text
    assert "Vì sao hẹn trả 29/9/2020?" in text
    for words in ("Tờ khai", "bản chính · 01", "01 bộ", "Không", "Phòng Bảo trợ xã hội",
                  "Nộp hồ sơ, thẩm định, trả kết quả.", "12/2020/NĐ-CP", "Điều 3",
                  "Lãnh đạo Sở", "Nộp tại đây"):  # fmt: skip
        assert words in text, words
    assert "chưa có thông tin" not in text
    assert "/can-cu/" not in text  # pages behind the sign-in are not led to


def test_what_is_not_known_is_said_and_not_made_up(client, unit):
    version = f.ProcedureVersionFactory(procedure=f.ProcedureFactory(owner=unit), published=True)
    text = page(client, "procedure_detail", version.procedure_id)
    assert text.count("chưa có thông tin") >= 11
    assert "hẹn trả" not in text


def test_a_draft_is_404_and_a_repealed_one_says_so(client, unit):
    draft = f.draft(unit)
    assert (
        client.get(reverse("portal:procedure_detail", args=[draft.procedure_id])).status_code == 404
    )
    version = f.published(unit)
    type(version).objects.filter(pk=version.pk).update(
        state=VersionState.REPEALED, effective_to=dt.date(2020, 8, 1)
    )
    text = page(client, "procedure_detail", version.procedure_id)
    assert "không còn áp dụng" in text and "Nộp hôm nay" not in text and "noindex" in text
    leaflet = reverse("portal:procedure_leaflet", args=[version.procedure_id])
    assert client.get(leaflet).status_code == 404


@pytest.mark.parametrize(
    ("national", "on", "forward"),
    [
        (True, dt.date(2020, 9, 8), False),
        (True, dt.date(2025, 6, 30), False),
        (True, dt.date(2025, 7, 1), True),
        (False, dt.date(2026, 1, 5), False),
        (True, dt.date(1990, 1, 1), False),
    ],
)
def test_where_it_is_filed_depends_on_day_and_procedure(national, on, forward):
    found = filing(national=national, on=on)
    assert found.forward == forward and found.why and found.source
    assert bool(found.address) == forward


def test_from_july_2025_the_button_leads_to_the_national_portal(client, unit):
    version = f.published(unit, national=True)
    own = f.published(unit)
    with clock.at(at(8, 7, year=2025)):
        text = page(client, "procedure_detail", version.procedure_id)
        assert "Nộp tại Cổng Dịch vụ công quốc gia" in text and "Nghị định 118/2025" in text
        assert "Nộp tại đây" not in text and text.count("button-primary") == 1
        assert "Nộp tại đây" in page(client, "procedure_detail", own.procedure_id)


def test_search_engines_are_told_the_same(client, unit):
    version = f.published(unit, name='Cấp </script><b>"giấy"')
    text = page(client, "procedure_detail", version.procedure_id)
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1]
    facts = json.loads(told)
    assert facts["@type"] == "GovernmentService" and facts["name"] == version.name
    assert facts["url"].endswith(reverse("portal:procedure_detail", args=[version.procedure_id]))
    address = reverse("portal:procedure_detail", args=[version.procedure_id])
    assert address in page(client, "sitemap")
    assert "Allow: /thu-tuc-hanh-chinh/" in page(client, "robots")


def test_the_leaflet_is_made_once_a_day(client, unit, monkeypatch):
    version = f.published(unit)
    made = []
    monkeypatch.setattr(
        "congvu.procedures.registry._printers", [lambda *told: made.append(told) or b"%PDF-1"]
    )
    path = reverse("portal:procedure_leaflet", args=[version.procedure_id])
    for _ in range(3):
        answer = client.get(path)
        assert answer["Content-Type"] == "application/pdf"
    assert len(made) == 1 and made[0][1].endswith(f"/thu-tuc-hanh-chinh/{version.procedure_id}/")


def test_the_leaflet_is_a_pdf_and_the_print_a_sheet(client, unit):
    version = f.published(unit)
    leaflet = client.get(reverse("portal:procedure_leaflet", args=[version.procedure_id]))
    assert leaflet.content.startswith(b"%PDF-") and len(leaflet.content) > 5_000
    assert "Tờ khai" in page(client, "procedure_print", version.procedure_id)


def test_who_comes_again_gets_it_from_memory(client, unit):
    version = f.published(unit)
    path = reverse("portal:procedure_detail", args=[version.procedure_id])
    mark = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": mark}).status_code == 304
    type(version).objects.filter(pk=version.pk).update(result="Giấy khác")
    assert client.get(path, headers={"If-None-Match": mark}).status_code == 200


@pytest.mark.parametrize("count", [1, 20])
def test_pages_cost_the_same_for_one_and_for_twenty(
    client, unit, count, django_assert_max_num_queries
):
    process = f.five_steps(unit)
    for _ in range(count):
        version = f.complete(
            f.ProcedureVersionFactory(procedure=f.ProcedureFactory(owner=unit), published=True),
            process,
        )
    for name, args, most in (
        ("procedure_list", [], 7),
        ("procedure_unit", [unit.pk], 9),
        ("procedure_detail", [version.procedure_id], 14),
    ):
        path = reverse(f"portal:{name}", args=args)
        client.get(path)
        with django_assert_max_num_queries(most):
            client.get(path)


def test_how_many_were_in_time_stands_there_with_its_definition(client):
    desk = office()
    first, second = (desk.to_sign(at(3)) for _ in range(2))
    third = desk.to_sign(at(1, 7))
    with clock.at(at(8, hour=8)):
        for dossier in (first, second, third):
            actions.sign(dossier, by=desk.head, cause="complex", cause_note="Thử")
    text = page(client, "procedure_detail", desk.procedure.pk)
    assert "66,7% đúng hạn" in text and "2 / 3 hồ sơ, từ 01/10/2019 đến 08/9/2020" in text
    assert "Tỷ lệ đúng hạn = " in text
    assert "66,7% đúng hạn" in page(client, "procedure_unit", desk.unit.pk)


def test_each_month_has_its_bar_and_its_line_in_the_table(client):
    desk = office()
    for signed, number in ((at(8, 7, hour=8), 1), (at(8, hour=8), 2)):
        rows = [desk.to_sign(at(1, signed.month)) for _ in range(number)]
        late = desk.to_sign(at(1, 6))
        with clock.at(signed):
            for dossier in (*rows, late):
                actions.sign(dossier, by=desk.head, cause="complex", cause_note="Thử")
    text = page(client, "procedure_detail", desk.procedure.pk)
    assert text.count('<rect class="bar"') == 12
    assert "Tỷ lệ đúng hạn từng tháng, 10/2019 đến 9/2020</title>" in text
    assert "Tháng 7/2020: 50,0% (1/2 hồ sơ)." in text
    assert "Tháng 9/2020: 66,7% (2/3 hồ sơ)." in text
    assert "Tháng 8/2020: không có kết quả." in text
    lines = re.findall(r'<th scope="row">([^<]+)</th>((?:<td class="num">[^<]*</td>){3})', text)
    told = {month: re.findall(r">([^<]*)</td>", cells) for month, cells in lines}
    assert len(told) == 12
    assert told["7/2020"] == ["1", "2", "50,0%"] and told["8/2020"] == ["0", "0", "–"]
    assert "trong số hồ sơ có kết quả trong tháng đó" in text
    assert "style=" not in text.split("<svg")[1].split("</svg>")[0]


def test_a_bar_is_as_tall_as_its_share_and_figures_have_points_for_the_browser():
    months = [OnTimeMonth(dt.date(2020, n, 1), good, 8) for n, good in ((1, 8), (2, 3), (3, 0))]
    drawn = bars_of(months)
    assert [(one.height, one.y + one.height) for one in drawn.bars] == [
        (100.0, drawn.floor), (37.5, drawn.floor), (0.0, drawn.floor)
    ]  # fmt: skip
    assert [one.value for one in drawn.bars] == ["100", "38", "0"]
    assert bars_of([OnTimeMonth(dt.date(2020, 1, 1), 0, 0)]) is None


def test_what_is_late_and_not_resolved_is_in_the_share_but_in_no_month(client):
    desk = office()
    desk.to_sign(at(1, 6))
    with clock.at(at(8, hour=8)):
        told = registry.on_time(clock.now(), procedure=desk.procedure.pk)
        assert (told.good, told.whole) == (0, 1)
        assert sum(one.whole for one in told.months) == 0
    text = page(client, "procedure_detail", desk.procedure.pk)
    assert "0,0% đúng hạn" in text and "<rect" not in text.split("dung-han")[1]


def test_without_dossiers_no_share_is_made_up(client, unit):
    version = f.published(unit)
    assert "% đúng hạn" not in page(client, "procedure_detail", version.procedure_id)


def test_public_figures_say_which_systems_they_come_from_and_when(client):
    desk = office()
    source = SourceSystem.objects.create(name="Một cửa điện tử của tỉnh")
    ImportRun.objects.create(source=source, state="taken_in", at=at(7, hour=9))
    done = desk.to_sign(at(1, 6))
    Dossier.objects.filter(pk=done.pk).update(source=source)
    with clock.at(at(8, hour=8)):
        told = registry.on_time(clock.now(), procedure=desk.procedure.pk)
    assert told.imported == 100
    assert told.sources == "Một cửa điện tử của tỉnh, cập nhật 09:00 ngày 07/9/2020"
    text = page(client, "procedure_detail", desk.procedure.pk)
    assert f"100% số hồ sơ lấy từ hệ thống khác: {told.sources}." in text


@pytest.mark.parametrize("year,led", [(2020, False), (2026, True)])
def test_a_procedure_led_elsewhere_is_followed_there(client, unit, year, led):
    version = f.published(unit, national=True)
    with clock.at(at(8, year=year)):
        text = page(client, "procedure_detail", version.procedure_id)
    assert ("Tra cứu tại Cổng Dịch vụ công quốc gia</a>" in text) == led
    assert "Tra cứu hồ sơ đã nộp" in text
