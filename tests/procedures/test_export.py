"""Procedures out and in again: nothing changes, and what a file can't carry is told."""

import datetime as dt
import io
import json
from decimal import Decimal

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from congvu.core import clock
from congvu.legal.models import Basis
from congvu.procedures import actions
from congvu.procedures.actions import Content
from congvu.procedures.actions.process import StepRow
from congvu.procedures.intake import export, look, read_source
from congvu.procedures.intake.columns import COLUMNS, LABELS, PROCEDURES, TITLES
from congvu.procedures.intake.there import CARRIED
from congvu.procedures.models import (
    Component,
    Procedure,
    ProcedureVersion,
    Process,
)
from congvu.procedures.rules import (
    ComponentFacts,
    FeeFacts,
    FormFieldFacts,
    LimitFacts,
    StepFacts,
)
from tests.organizations.factories import UnitFactory
from tests.procedures import factories
from tests.procedures.pages import at, page

pytestmark = pytest.mark.django_db
NAME = "Cấp giấy phép hoạt động"


@pytest.fixture
def bases(db):
    return [
        Basis.objects.create(number="9/QĐ-UBND", kind="Quyết định", issuer=issuer, subject="Về")
        for issuer in ("Tỉnh A", "Tỉnh B")
    ]


FIELDS = {
    "sequence": "Nộp hồ sơ.\nThẩm định.\n\nTrả kết quả.",
    "ways": ["post", "online"],
    "ways_note": "Tại Bộ phận Một cửa,\nsố 1 đường A",
    "sets": 2,
    "audience_kinds": ["official", "person", "organisation"],
    "audience": "Cơ sở; trợ giúp",
    "decides": "Sở, Lao động",
    "result": "Giấy phép",
    "requirements": "Có đất.\r\nCó người.",
    "fee_state": "charged",
    "fee_note": "Theo nghị quyết",
    "supplement_effect": "restart",
    "supplement_rounds": 1,
    "decision_number": "12/QĐ-UBND",
    "decision_on": dt.date(2020, 1, 5),
    "decision_issuer": "UBND tỉnh",
    "effective_from": dt.date(2020, 2, 1),
    "law_signed_on": dt.date(2019, 12, 1),
    "law_effective_on": dt.date(2020, 1, 15),
    "shortened": True,
    "entered_on": dt.date(2020, 1, 8),
    "contact_post": "Phòng Bảo trợ",
    "contact_phone": "0297 3 812 345",
    "contact_hours": "7 giờ – 11 giờ",
    "source_note": "Quyết định công bố",
}
LIMITS = [
    LimitFacts("working_days", Decimal(3), note="kể từ khi đủ hồ sơ"),
    LimitFacts("hours", Decimal("12.5"), "Trường hợp khẩn"),
    LimitFacts("same_day", None, "Trường hợp đơn giản"),
    LimitFacts("calendar_days", Decimal(45), "Trường hợp xác minh"),
]
PAPERS = [
    ComponentFacts("Tờ khai", 1, 0, 0, "Mẫu 01", "", True),
    ComponentFacts("Ảnh", 0, 2, 3, "", "Khi đổi tên", False),
]
FEES = [
    FeeFacts("Thẩm định", "fee", Decimal(1_250_000), "Lần đầu"),
    FeeFacts("Cấp giấy", "charge", None, "Theo nghị quyết"),
]
FORM = [
    FormFieldFacts("Cỡ giấy", "choice", False, "Chọn một", ("A4", "A3"), "co"),
    FormFieldFacts("Họ tên", "text", True, "", (), "nguoi_nop"),
]
STEPS = [
    StepFacts(1, "Tiếp nhận", "Một cửa", Decimal("0.5"), "one_stop_officer", inputs="Hồ sơ",
              records="Sổ", forms="Mẫu 05", next_orders=(2, 3)),
    StepFacts(2, "Thẩm định", "Chuyên viên", Decimal(8)),
    StepFacts(3, "Ký", "Lãnh đạo", None, next_orders=(0,)),
]  # fmt: skip


@pytest.fixture
def full(department, unit, bases):
    """A procedure that says something in every column, as a person of the Department entered it."""
    steps = [StepRow(one, unit if one.order == 2 else None) for one in STEPS]
    process = actions.create_process(unit, "QT-01", "Quy trình cấp phép", steps, by=None)
    told = FIELDS | {"process": process, "decision": bases[0]}
    content = Content(told, LIMITS, PAPERS, FEES, [(bases[1], "Điều 3"), (bases[0], "")], FORM)
    version = actions.create_procedure(
        content, by=None, name=NAME, field=actions.get_field("Bảo trợ xã hội", by=None),
        owner=department, resolving_unit=unit, competence="department", code="1.001.H33",
        national=True, notes="Rà soát năm 2021\nXong",
    )  # fmt: skip
    procedure = version.procedure
    actions.declare_level(procedure, "legacy_level_3", dt.date(2020, 3, 1), by=None,
                          decision="5/QĐ", basis=bases[0])  # fmt: skip
    actions.declare_level(procedure, "partial", dt.date(2022, 9, 1), by=None)
    return version


def made():
    return export(Procedure.objects.all(), clock.today())


def both(found):
    return {"a.xlsx": found.xlsx(), "a.json": found.json()}.items()


def test_the_example_says_something_in_every_column(full):
    told = made().told
    alone = {"limit", "limit_unit", "level", "level_from", "level_decision"}  # in their own sheets
    for sheet, columns in COLUMNS.items():
        empty = {one.name for one in columns if not any(row[one.name] for row in told.rows[sheet])}
        assert empty <= (alone if sheet == PROCEDURES else {"limit_unit"}), sheet
    assert set(FIELDS) | {"name", "decision"} == set(CARRIED)


def test_what_goes_out_comes_in_again_as_nothing_new(full):
    found = made()
    assert not [text for text in found.left_out if "dòng" in text]
    for name, data in both(found):
        result = look(read_source(data, name), None)
        assert result.good, [one.message for one in result.troubles]
        assert (len(result.rows), len(result.unchanged)) == (0, 1)
        assert result.notes == []


def test_another_office_gets_the_same_procedure(full):
    before = made()
    files = dict(both(before))
    for name, data in files.items():
        forget()
        result = look(read_source(data, name), None)
        assert result.good, [(one.place, one.message) for one in result.troubles]
        actions.import_procedures(result.rows, by=None, source=name)
        assert made().told.rows == before.told.rows


def forget():
    """As if nothing had been entered: the log forbids it, a test may."""
    for row in Procedure.objects.all():
        row.levels.all().delete()
        row.versions.all().delete()
        row.delete()
    Process.objects.all().delete()


def change(full, name):
    """One thing of the procedure otherwise, and the label it is told by."""
    return {
        "limit": (Content(limits=LIMITS[:3]), TITLES["limits"]),
        "paper": (Content(components=[PAPERS[0]]), TITLES["components"]),
        "required": (
            Content(components=[PAPERS[0], ComponentFacts("Ảnh", 0, 2, 3, "", "Khi đổi tên")]),
            TITLES["components"],
        ),
        "fee": (Content(fees=[FEES[0]]), TITLES["fees"]),
        "form": (Content(form_fields=FORM[:1]), TITLES["form_fields"]),
        "basis": (Content(bases=[]), TITLES["bases"]),
        "process": (Content({"process": None}), LABELS[PROCEDURES]["process"]),
        "lines": (Content({"sequence": "Nộp hồ sơ. Thẩm định. Trả kết quả."}),
                  LABELS[PROCEDURES]["sequence"]),
        "hours": (Content({"contact_hours": ""}), LABELS[PROCEDURES]["contact_hours"]),
        "shortened": (Content({"shortened": False}), LABELS[PROCEDURES]["shortened"]),
    }[name]  # fmt: skip


CHANGED = ("limit", "paper", "required", "fee", "form", "basis", "process", "lines", "hours",
           "shortened")  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_whatever_was_changed_since_is_named_and_nothing_overwritten(full, name):
    data = made().xlsx()
    content, label = change(full, name)
    actions.edit_version(full, content, by=None)
    result = look(read_source(data), None)
    [trouble] = result.troubles
    assert trouble.column == "code"
    assert f"khác tệp ở: {label}" in trouble.message or f", {label}" in trouble.message
    assert trouble.choices[0].label == "Bỏ qua dòng này"


def test_a_changed_process_and_level_are_named_too(full):
    data = made().xlsx()
    actions.edit_process(full.process, [StepRow(STEPS[2])], by=None)
    actions.declare_level(full.procedure, "full", dt.date(2024, 1, 1), by=None)
    [trouble] = look(read_source(data), None).troubles
    assert f"{TITLES['levels']}, {TITLES['steps']}" in trouble.message


def test_two_schools_with_procedures_and_processes_of_one_name_keep_their_own(unit):
    for number, school in enumerate((unit, UnitFactory()), 1):
        steps = [StepRow(StepFacts(1, f"Việc {number}", "Ai", Decimal(number)))]
        process = actions.create_process(school, "QT-01", "Chung tên", steps, by=None)
        actions.create_procedure(
            Content({"process": process}, components=[ComponentFacts(f"Đơn {number}", number)]),
            by=None, name="Chuyển trường", field=actions.get_field("Giáo dục", by=None),
            owner=school, competence="public_service_unit",
        )  # fmt: skip
    before = made()
    files = dict(both(before))
    for name, data in files.items():
        assert look(read_source(data, name), None).unchanged
        forget()
        result = look(read_source(data, name), None)
        assert result.good, [(one.place, one.message) for one in result.troubles]
        actions.import_procedures(result.rows, by=None, source="")
        assert made().told.rows == before.told.rows
    assert Component.objects.count() == 2


def test_a_fee_nobody_is_sure_of_stays_unsure(unit):
    version = factories.draft(unit)
    actions.edit_version(version, Content({"fee_state": ""}, fees=[FeeFacts("A")]), by=None)
    for name, data in both(made()):
        assert look(read_source(data, name), None).unchanged


def test_what_a_file_cannot_carry_is_told_in_it(full):
    assert any("Trạng thái công bố" in text for text in made().left_out)
    published = actions.publish(actions.submit(full, by=None), by=None, reason="Đúng luật")
    actions.revise(published, by=None)
    ProcedureVersion.objects.filter(pk=full.pk).update(requirements="x" * 10_001)
    found = made()
    told = " ".join(found.left_out)
    assert f"Các bản khác (cũ hoặc dự thảo) của 1 thủ tục: {NAME} ({full.procedure.owner})." in told
    assert "cột Yêu cầu, điều kiện: dài hơn 10000 ký tự" in told
    book = openpyxl.load_workbook(io.BytesIO(found.xlsx()))
    assert [row[0].value for row in book["Không mang theo"].rows][1:] == list(found.left_out)
    assert json.loads(found.json())["left_out"] == list(found.left_out)


def test_cells_that_would_be_asked_about_are_told_too(unit):
    version = factories.draft(unit, code="9.9")
    Component.objects.create(procedure_version=version, order=1, title="Bằng (02 bản sao)")
    assert any("Số bản nằm trong tên giấy tờ" in text for text in made().left_out)


def test_the_page_exports_what_its_filters_show(client_of, inspector, unit):
    factories.published(unit, name="Cấp thẻ")
    factories.published(unit, name="Đổi thẻ")
    client = client_of(inspector)
    told = page(client, "procedure_list", q="doi", sau="3")
    assert f'href="{at("procedure_excel")}?q=doi"' in told
    answer = client.get(at("procedure_json"), {"q": "doi"})
    assert [one["name"] for one in json.loads(answer.content)["procedures"]] == ["Đổi thẻ"]
    book = client.get(at("procedure_excel"))
    assert "thu-tuc-hanh-chinh.xlsx" in book.headers["Content-Disposition"]
    assert len(read_source(book.content).rows[PROCEDURES]) == 2
    nothing = client.get(at("procedure_excel"), {"q": "không có đâu", "linh_vuc": "x"})
    assert nothing.status_code == 200


def test_the_page_says_that_nothing_changes(client_of, secretary, full):
    client = client_of(secretary)
    file = io.BytesIO(client.get(at("procedure_excel")).content)
    file.name = "a.xlsx"
    answer = client.post(at("import_page"), {"file": file, "verb": "preview"})
    told = answer.content.decode()
    assert answer.status_code == 200
    assert "Không có gì thay đổi: 1 thủ tục" in told and "Nhập tất cả" not in told


def test_a_unit_reads_back_what_others_decide_but_enters_only_its_own(
    client_of, contact, department
):
    factories.published(department, name="Của Sở")
    data = made().xlsx()
    assert look(read_source(data), contact).unchanged
    forget()
    [trouble] = look(read_source(data), contact).troubles
    assert "đơn vị mà bạn được nhập" in trouble.message


def test_a_citizen_and_a_post_do_not_come_in(client_of, citizen, inspector):
    for name in ("procedure_excel", "procedure_json"):
        assert client_of(citizen).get(at(name)).status_code in (302, 403, 404)
        assert client_of(inspector).post(at(name)).status_code == 405


def test_hundreds_go_out_in_the_same_few_queries(unit, django_assert_max_num_queries):
    process = factories.five_steps(unit)
    factories.complete(factories.draft(unit), process)
    with django_assert_max_num_queries(45) as one:
        made()
    for _ in range(20):
        factories.complete(factories.draft(unit), process)
    with django_assert_max_num_queries(len(one)):
        assert len(made().told.rows[PROCEDURES]) == 21


@pytest.mark.parametrize("name", ["a.xlsx", "a.json"])
def test_the_command_writes_what_its_sister_reads(full, tmp_path, capsys, name):
    file = tmp_path / name
    call_command("export_procedures", out=file, format=None if name == "a.xlsx" else "json")
    assert "Không mang theo: Trạng thái công bố" in capsys.readouterr().err
    call_command("import_procedures", file)
    report = json.loads(capsys.readouterr().out)
    assert (report["good"], report["unchanged"], report["procedures"], report["entered"]) == (
        True, 1, 0, 0,
    )  # fmt: skip


def test_the_command_prints_json_and_says_what_it_cannot_write(full, tmp_path, capsysbinary):
    call_command("export_procedures")
    assert json.loads(capsysbinary.readouterr().out)["procedures"][0]["code"] == "1.001.H33"
    with pytest.raises(CommandError, match="xlsx hoặc json, không phải pdf"):
        call_command("export_procedures", format="pdf")
    with pytest.raises(CommandError, match="không ghi được tệp"):
        call_command("export_procedures", out=tmp_path / "không có" / "a.json")
