"""Pages of the procedures: what is shown, refused, kept when it was typed wrongly."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import clock, workdays
from congvu.organizations.actions import load_calendar
from congvu.procedures import actions
from congvu.procedures.actions import Content
from congvu.procedures.models import Procedure, ProcedureVersion, Process, TimeLimit
from congvu.procedures.rules import ComponentFacts
from congvu.procedures.states import VersionState
from tests.legal.factories import BasisFactory
from tests.organizations.factories import UnitFactory
from tests.procedures import factories
from tests.procedures.pages import at, page, rows, typed

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2020, 9, 8, 2, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _in_2020():
    with clock.at(NOW):
        yield


# --- the list ------------------------------------------------------------------------------------


def test_the_list_finds_without_accents_and_tells_what_is_missing(client_of, contact, unit):
    factories.published(unit, name="Cấp giấy phép cơ sở trợ giúp")
    bare = factories.ProcedureVersionFactory(
        procedure__name="Đăng ký hợp đồng", procedure__owner=unit, published=True
    )
    client = client_of(contact)
    told = page(client, "procedure_list", q="tro giup")
    assert "Cấp giấy phép cơ sở" in told
    assert "Đăng ký hợp đồng" not in told
    lacking = page(client, "procedure_list", tinh_trang="thieu")
    assert "cả bốn nội dung" in lacking
    assert f'id="procedure-{bare.procedure_id}"' in lacking
    assert "Cấp giấy phép cơ sở" not in lacking
    assert "Cấp giấy phép cơ sở" in page(client, "procedure_list", tinh_trang="du")


def test_the_list_narrows_by_field_unit_competence_and_level(client_of, contact, unit):
    one = factories.published(unit).procedure
    field = factories.FieldFactory(code="nghe", name="Giáo dục nghề nghiệp")
    two = factories.published(field=field, competence="commune").procedure
    actions.declare_level(one, "legacy_level_3", dt.date(2020, 1, 1), by=contact)
    client = client_of(contact)
    for query in ({"linh_vuc": one.field_id}, {"don_vi": unit.pk}, {"cap": "department"},
                  {"muc_do": "legacy_level_3"}):  # fmt: skip
        told = page(client, "procedure_list", **query)
        assert one.get_absolute_url() in told, query
        assert two.get_absolute_url() not in told, query
    assert "Mức độ 3" in told


def test_waiting_drafts_are_a_filter(client_of, contact, unit):
    version = factories.draft(unit)
    assert version.name in page(client_of(contact), "procedure_list", tinh_trang="du_thao")
    assert version.name not in page(client_of(contact), "procedure_list", tinh_trang="cho_cong_bo")


def test_nonsense_filters_narrow_nothing(client_of, contact):
    version = factories.published()
    told = page(client_of(contact), "procedure_list", linh_vuc="x", don_vi="9999", sau="abc")
    assert version.name in told


@pytest.mark.parametrize("name", ["procedure_list", "process_list"])
def test_lists_cost_the_same_for_one_and_for_twenty(client_of, secretary, unit, name):
    client = client_of(secretary)

    def cost():
        client.get(at(name))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(name)).status_code == 200
        return len(queries)

    factories.published(unit)
    one = cost()
    for _ in range(19):
        factories.published(unit)
    assert cost() == one <= 15


@pytest.mark.parametrize("name", ["procedure_list", "process_list"])
def test_long_lists_go_on_by_key_and_show_every_row_once(client_of, secretary, unit, name):
    pks = {f"/{row.pk}/" for row in [factories.published(unit).procedure for _ in range(30)]}
    if name == "process_list":
        pks = {f"/{pk}/" for pk in Process.objects.values_list("pk", flat=True)}
    client, found, query = client_of(secretary), [], {}
    while query is not None:
        told = page(client, name, **query)
        found += re.findall(r'<t[hd][^>]*><a[^>]*href="[^"]*?(/\d+/)"', told)
        further = re.search(r'rel="next" href="\?sau=(\d+)', told)
        query = {"sau": further[1]} if further else None
    assert len(found) == len(pks) and set(found) == pks
    assert 'rel="prev"' in told


# --- the detail ----------------------------------------------------------------------------------


def test_the_page_states_everything_and_the_date_one_would_get_today(client_of, contact, unit):
    load_calendar(workdays.load(workdays.NATIONAL_FILE))
    version = factories.published(unit)
    told = page(client_of(contact), "procedure_detail", version.procedure_id)
    for words in ("15 ngày làm việc", "Nộp hôm nay 08/9/2020", "29/9/2020", "Không", "01 bộ",
                  "Tờ khai", "bản chính · 01", "Bộ phận Một cửa", "9 ngày", "<svg",
                  "Trực tiếp hoặc qua bưu chính công ích", "Đơn vị quyết định", "Đơn vị giải quyết",
                  "Cơ sở dữ liệu quốc gia"):  # fmt: skip
        assert words in told, words


def test_what_is_unknown_is_shown_as_missing(client_of, contact, unit):
    version = factories.ProcedureVersionFactory(procedure__owner=unit, published=True)
    told = page(client_of(contact), "procedure_detail", version.procedure_id)
    assert told.count("chưa có") >= 8
    assert "Bản này chưa có: thành phần hồ sơ" in told


def test_the_page_shows_the_version_in_force_and_points_to_the_draft(client_of, contact, unit):
    version = factories.published(unit)
    draft = actions.revise(version, by=contact)
    actions.edit_version(draft, Content({"name": "Tên sau này"}), by=contact)
    told = page(client_of(contact), "procedure_detail", version.procedure_id)
    assert "Tên sau này" not in told
    assert draft.get_absolute_url() in told
    assert "Tên sau này" in page(client_of(contact), "version_detail", draft.pk)


@pytest.mark.parametrize("papers", [1, 20])
def test_the_detail_costs_the_same_whatever_it_states(client_of, contact, unit, papers):
    version = factories.draft(unit)
    many = [ComponentFacts(f"Giấy {n}", 1) for n in range(papers)]
    bases = [(BasisFactory(), "") for _ in range(papers)]
    actions.edit_version(version, Content(components=many, bases=bases), by=contact)
    client = client_of(contact)
    for path in (version.procedure.get_absolute_url(), at("version_life", version.pk)):
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        assert len(queries) <= 15


def test_citizens_and_strangers_do_not_come_in(client_of, citizen, contact):
    version = factories.published()
    client = client_of(citizen)
    for name, args in (("procedure_list", []), ("procedure_detail", [version.procedure_id])):
        assert client.get(at(name, *args)).status_code == 403
    assert client_of(contact).get(at("procedure_detail", 9_999)).status_code == 404
    assert client_of(contact).post(at("procedure_list")).status_code == 405


# --- writing -------------------------------------------------------------------------------------


def test_a_new_procedure_goes_on_to_its_form(client_of, contact, unit):
    form = {"name": "Cấp bản sao", "field_name": "Dạy nghề", "competence": "public_service_unit",
            "owner": unit.pk}  # fmt: skip
    answer = client_of(contact).post(at("procedure_new"), form)
    version = ProcedureVersion.objects.get()
    assert answer.headers["Location"] == at("version_edit", version.pk)
    assert version.procedure.field.name == "Dạy nghề"


def test_a_new_procedure_for_another_unit_is_refused(client_of, contact):
    form = {"name": "A", "field_name": "B", "competence": "department", "owner": UnitFactory().pk}
    answer = client_of(contact).post(at("procedure_new"), form)
    assert answer.status_code == 422
    assert not Procedure.objects.exists()


def test_a_taken_code_is_refused_with_what_was_typed(client_of, contact, unit):
    there = factories.published(unit).procedure
    form = {"name": "A", "code": there.code, "field_name": "B", "competence": "department",
            "owner": unit.pk}  # fmt: skip
    answer = client_of(contact).post(at("procedure_new"), form)
    assert answer.status_code == 422
    assert "Mã thủ tục này đã có" in answer.content.decode()


def test_details_are_corrected_and_guarded(client_of, contact, unit):
    procedure = factories.published(unit).procedure
    form = {"name": procedure.name, "code": "1.5.H33", "field_name": "Bảo trợ xã hội",
            "competence": "department", "owner": unit.pk, "version": procedure.version}  # fmt: skip
    client = client_of(contact)
    assert client.post(at("procedure_edit", procedure.pk), form).status_code == 302
    procedure.refresh_from_db()
    assert procedure.code == "1.5.H33"
    assert client.post(at("procedure_edit", procedure.pk), form | {"code": "2"}).status_code == 409


def test_the_long_form_saves_fields_and_rows(client_of, contact, unit):
    version, basis = factories.draft(unit), BasisFactory()
    form = typed(
        version,
        effective_from="01/10/2020",
        sets="1",
        ways=["direct", "online"],
        limits=[{"amount": "2,5", "unit": "working_days"}, {"amount": "", "unit": ""}],
        components=[{"title": "Đơn", "originals": "1"}, {"title": "Bỏ", "DELETE": "on"}],
        fees=[{"kind": "charge", "label": "Bản sao", "amount": "5.000"}],
        bases=[{"basis": basis.pk, "note": "Điều 2"}],
    )
    answer = client_of(contact).post(at("version_edit", version.pk), form)
    assert answer.status_code == 302
    version.refresh_from_db()
    assert (version.sets, version.ways) == (1, ["direct", "online"])
    assert str(version.limits.get().amount) == "2.50"
    assert [one.title for one in version.components.all()] == ["Đơn"]
    assert version.fees.get().amount == 5000
    again = page(client_of(contact), "version_edit", version.pk)
    assert 'value="2,5' in again
    assert "Điều 2" in again


@pytest.mark.parametrize(
    ("rows_typed", "words"),
    [
        ({"limits": [{"amount": "30", "unit": ""}]}, "ngày làm việc hay ngày"),
        ({"components": [{"title": "", "originals": "2"}]}, "Cần ghi tên giấy tờ"),
        ({"sets": "x"}, "số nguyên"),
        ({"name": ""}, "Tên thủ tục"),
        ({"fee_state": "free", "fees": [{"label": "Phí", "amount": "1"}]}, "không thu"),
    ],
)
def test_bad_input_keeps_what_was_typed(client_of, contact, unit, rows_typed, words):
    version = factories.draft(unit)
    form = typed(version, sequence="Trình tự đã gõ", **rows_typed)
    answer = client_of(contact).post(at("version_edit", version.pk), form)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert words in told
    assert "Trình tự đã gõ" in told
    assert ProcedureVersion.objects.get().sequence == ""


def test_more_rows_are_offered_and_nothing_is_saved(client_of, contact, unit):
    version = factories.draft(unit)
    form = typed(version, components=[{"title": "Đơn"}], more="components")
    answer = client_of(contact).post(at("version_edit", version.pk), form)
    told = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="components-3-title"' in told
    assert ">Đơn</textarea>" in told.replace("\n", "")
    assert not version.components.exists()


def test_a_stale_form_is_answered_409_and_a_published_version_too(client_of, contact, unit):
    version = factories.draft(unit)
    form = typed(version, sets="2")
    actions.edit_version(version, Content({"sets": 5}), by=contact)
    client = client_of(contact)
    answer = client.post(at("version_edit", version.pk), form)
    assert answer.status_code == 409
    assert "đã bị người khác sửa" in answer.content.decode()
    assert client.get(at("version_edit", factories.published(unit).pk)).status_code == 409


def test_outsiders_do_not_write(client_of, outsider, unit):
    version = factories.draft(unit)
    client = client_of(outsider)
    assert client.get(at("version_edit", version.pk)).status_code == 403
    assert client.post(at("version_revise", version.pk)).status_code == 403
    assert client.get(at("version_revise", version.pk)).status_code == 405


# --- publishing ----------------------------------------------------------------------------------


def test_a_version_walks_through_its_life(client_of, contact, head, unit):
    version = factories.complete(factories.draft(unit))
    writer, boss = client_of(contact), client_of(head)
    life = at("version_life", version.pk)
    verb = lambda name: at("version_verb", version.pk, name)  # noqa: E731
    answer = writer.post(verb("submit"))
    assert answer.status_code == 422
    assert "ngày có hiệu lực" in answer.content.decode()
    actions.edit_version(version, Content({"effective_from": dt.date(2020, 9, 1)}), by=contact)
    assert writer.post(verb("submit")).headers["Location"] == life
    assert writer.post(verb("publish")).status_code == 403
    assert "Công bố</button>" not in page(writer, "version_life", version.pk)
    assert "Công bố</button>" in page(boss, "version_life", version.pk)
    assert boss.post(verb("publish"), {"reason": ""}).status_code == 302
    assert boss.post(verb("suspend"), {"on": "", "reason": ""}).status_code == 422
    assert boss.post(verb("suspend"), {"on": "08/9/2020", "reason": "Lỗi"}).status_code == 302
    assert boss.post(verb("resume")).status_code == 302
    assert boss.post(verb("repeal"), {"on": "30/9/2020", "reason": "QĐ"}).status_code == 302
    version.refresh_from_db()
    assert version.state == VersionState.REPEALED
    assert boss.post(verb("fly")).status_code == 404


def test_who_publishes_is_offered_that_first(client_of, contact, head, unit):
    version = factories.complete(factories.draft(unit))
    actions.edit_version(version, Content({"effective_from": dt.date(2020, 9, 1)}), by=contact)
    client_of(contact).post(at("version_verb", version.pk, "submit"))
    doors = client_of(head).get(at("version_life", version.pk)).context["doors"]
    assert [(one["verb"], one["primary"]) for one in doors] == [
        ("publish", True),
        ("send_back", False),
        ("discard", False),
    ]
    # why the steps are longer than the limit is only asked where they are
    assert not doors[0]["reason"] and doors[1]["form"].fields["reason"].required
    client_of(head).post(at("version_verb", version.pk, "publish"))
    doors = client_of(head).get(at("version_life", version.pk)).context["doors"]
    assert [(one["verb"], one["primary"]) for one in doors] == [
        ("suspend", False),
        ("repeal", False),
    ]


def test_steps_longer_than_the_limit_are_published_with_a_reason(client_of, contact, head, unit):
    version = factories.complete(factories.draft(unit))
    version.limits.update(amount=1)
    actions.edit_version(version, Content({"effective_from": dt.date(2020, 9, 1)}), by=contact)
    client_of(contact).post(at("version_verb", version.pk, "submit"))
    boss, verb = client_of(head), at("version_verb", version.pk, "publish")
    told = page(boss, "version_life", version.pk)
    assert "Lý do, nếu các bước dài hơn thời hạn" in told
    assert boss.post(verb, {"reason": ""}).status_code == 422
    assert boss.post(verb, {"reason": "Sửa quy trình sau"}).status_code == 302


def test_legal_limits_are_measured_on_the_page(client_of, contact, unit):
    version = factories.published(unit, national=True)
    version.law_effective_on, version.decision_on = dt.date(2020, 1, 5), dt.date(2020, 1, 2)
    version.save()
    told = page(client_of(contact), "version_life", version.pk)
    assert "ít nhất 05 ngày" in told
    assert "quá hạn" in told
    answer = client_of(contact).post(
        at("version_verb", version.pk, "entry"), {"entered_on": "06/01/2020"}
    )
    assert answer.status_code == 302
    version.refresh_from_db()
    assert version.entered_on == dt.date(2020, 1, 6)


def test_how_often_papers_may_be_asked_for_is_said_with_its_source(client_of, contact, unit):
    version, client = factories.draft(unit), client_of(contact)
    address = at("version_edit", version.pk)
    shown = client.get(address).content.decode()
    assert "Tính lại từ đầu khi đủ hồ sơ đến hết 30/6/2025: Nghị định 61/2018/NĐ-CP" in shown
    for bad in ("3", "0", "vài"):
        answer = client.post(address, typed(version, supplement_rounds=bad, result="Thẻ"))
        assert answer.status_code == 422
        assert "Thẻ</textarea>" in answer.content.decode()
    assert client.post(address, typed(version, supplement_rounds="1")).status_code == 302
    told = page(client, "version_detail", version.pk)
    assert "Tạm dừng, tính tiếp khi đủ hồ sơ – mặc định" in told
    assert "Nhiều nhất 01 lần – theo thủ tục đã công bố" in told


def test_a_discarded_draft_leads_back_to_the_list(client_of, contact, unit):
    version = factories.draft(unit)
    answer = client_of(contact).post(at("version_verb", version.pk, "discard"))
    assert answer.headers["Location"] == at("procedure_list")


def test_two_versions_are_compared(client_of, contact, unit):
    version = factories.published(unit)
    draft = actions.revise(version, by=contact)
    actions.edit_version(draft, Content({"sets": 2}), by=contact)
    told = page(client_of(contact), "version_diff", draft.pk)
    assert "<del>01 </del>" in told
    assert "<ins>02 </ins>" in told
    assert "bản đầu tiên" in page(client_of(contact), "version_diff", version.pk, voi="99")


# --- processes -----------------------------------------------------------------------------------


def test_a_process_is_written_drawn_and_printed(client_of, contact, unit):
    client = client_of(contact)
    steps = [{"name": "Tiếp nhận", "role": "Một cửa", "hours": "4", "onward": "2, 3"},
             {"name": "Thẩm định", "role": "Chuyên viên", "hours": "12,5"},
             {"name": "Trả", "role": "Một cửa", "hours": "4", "onward": "0"}]  # fmt: skip
    form = {"code": "QT-01", "title": "Giải quyết", "unit": unit.pk, **rows("steps", steps, 1)}
    answer = client.post(at("process_new"), form)
    process = Process.objects.get()
    assert answer.headers["Location"] == process.get_absolute_url()
    told = page(client, "process_detail", process.pk)
    assert "20,5 giờ làm việc" in told
    assert "bước 2 hoặc bước 3" in told
    assert "<svg" in page(client, "process_print", process.pk)
    drawing = client.get(at("process_drawing", process.pk))
    assert drawing.headers["Content-Type"].startswith("image/svg+xml")
    assert "QT-01" in page(client, "process_list")


def test_a_drawing_never_lets_words_become_markup(client_of, contact, unit):
    process = factories.five_steps(unit)
    process.steps.filter(order=1).update(name="<script>alert(1)</script>", role="A & <b>")
    told = page(client_of(contact), "process_detail", process.pk)
    assert "<script>alert" not in told
    assert "A &amp; &lt;b&gt;" in told


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"name": "A", "role": ""}, "Cần ghi ai thực hiện"),
        ({"name": "A", "role": "B", "onward": "9"}, "không có trong quy trình"),
        ({"name": "A", "role": "B", "onward": "x"}, "cách nhau bằng dấu phẩy"),
        ({}, "ít nhất một bước"),
    ],
)
def test_steps_that_can_not_be_are_refused(client_of, contact, unit, step, words):
    form = {"code": "QT", "title": "T", "unit": unit.pk, **rows("steps", [step])}
    answer = client_of(contact).post(at("process_new"), form)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_process_in_use_is_revised_and_retired_not_edited(client_of, contact, unit):
    process = factories.five_steps(unit)
    client = client_of(contact)
    assert client.get(at("process_edit", process.pk)).status_code == 409
    answer = client.post(at("process_revise", process.pk))
    fresh = Process.objects.get(number=2)
    assert answer.headers["Location"] == at("process_edit", fresh.pk)
    form = {"title": "Mới", "version": fresh.version, "more": "steps", **rows("steps", [])}
    assert client.post(at("process_edit", fresh.pk), form).status_code == 200
    one = [{"name": "Làm", "role": "Ai", "hours": "1"}]
    form = {"title": "Mới", "version": fresh.version, **rows("steps", one)}
    assert client.post(at("process_edit", fresh.pk), form).status_code == 302
    assert fresh.steps.get().name == "Làm"
    assert client.post(at("process_retire", process.pk)).status_code == 302
    fresh.refresh_from_db()
    assert client.post(at("process_discard", fresh.pk)).status_code == 302
    assert Process.objects.get() == process


def test_every_case_of_the_limit_is_compared_with_the_steps(client_of, contact, unit):
    version = factories.published(unit)  # 120 hours of steps in 15 working days
    cases = [(2, 10, "working_days", "Cấp lại"), (3, 60, "calendar_days", "Cần xác minh")]
    for order, amount, kind, label in cases:
        TimeLimit.objects.create(
            procedure_version=version, order=order, amount=amount, unit=kind, label=label
        )
    for name, key in (("version_detail", version.pk), ("version_life", version.pk)):
        told = page(client_of(contact), name, key)
        assert "dài hơn thời hạn 10 ngày làm việc (Cấp lại; 80 giờ)" in told
        assert "Không kiểm được các bước có vừa thời hạn 60 ngày (Cần xác minh" in told
        assert "15 ngày làm việc (" not in told
