"""Procedures from older systems: each trouble at its cell, repairs, all or nothing."""

import io
import json

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse

from congvu.core.imports import ImportRefused
from congvu.legal.models import Basis
from congvu.procedures.actions import Content, ImportedProcedure, import_procedures
from congvu.procedures.intake import apply_repairs, look, pack, read_source, safe_repairs, unpack
from congvu.procedures.intake.columns import COLUMNS, TITLES
from congvu.procedures.models import Procedure, ProcedureVersion, Process
from tests.procedures import factories

pytestmark = pytest.mark.django_db
HEAD = ["Mã TTHC", "Tên thủ tục", "Lĩnh vực", "Cấp thực hiện", "Thời hạn", "Số bộ", "Mã quy trình"]
GOOD = ["1.001.H33", "Cấp giấy phép", "Bảo trợ xã hội", "Cấp sở", "15 ngày làm việc", 1, "QT-01"]
PAPER_HEAD = ["Tên thủ tục", "STT", "Tên giấy tờ", "Bản chính", "Bản sao chứng thực"]
STEP_HEAD = ["Mã quy trình", "Bước", "Việc làm", "Trách nhiệm", "Số giờ", "Bước tiếp theo"]
FORM_HEAD = ["Tên thủ tục", "Tên ô", "Loại", "Bắt buộc", "Các lựa chọn"]
STEPS = [["QT-01", 1, "Tiếp nhận", "Một cửa", 4, None], [None, 2, "Ký", "Lãnh đạo", 8, 0]]


def workbook(procedures=(GOOD,), papers=(), steps=STEPS, fees=(), top=(), forms=()):
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Thủ tục"
    for row in (*top, HEAD, *procedures):
        first.append(row)
    told = {"Thành phần hồ sơ": (PAPER_HEAD, papers), "Quy trình": (STEP_HEAD, steps),
            "Phí": (["Tên thủ tục", "Loại", "Khoản thu", "Mức thu"], fees),
            "Biểu mẫu": (FORM_HEAD, forms)}  # fmt: skip
    for title, (head, rows) in told.items():
        sheet = book.create_sheet(title)
        for row in (head, *rows) if rows else ():
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(**more):
    return [more.get(name, value) for name, value in zip(HEAD, GOOD, strict=True)]


@pytest.fixture
def looked(secretary):
    def run(data):
        told = read_source(data, "danh mục.xlsx")
        return told, look(told, secretary)

    return run


def only(result):
    assert len(result.troubles) == 1, [one.message for one in result.troubles]
    return result.troubles[0]


def test_a_sound_workbook_has_no_trouble_and_comes_in_whole(looked, secretary, department):
    papers = [["Cấp giấy phép", 1, "Tờ khai", 1, None], [None, 2, "Quyết định", None, 2]]
    fees = [["Cấp giấy phép", "Lệ phí", "Cấp giấy", "20.000 đồng"]]
    told, result = looked(workbook(papers=papers, fees=fees, top=[["DANH MỤC"], []]))
    assert result.good
    [version] = import_procedures(result.rows, by=secretary, source=told.source)
    assert (version.procedure.owner, version.procedure.code) == (department, "1.001.H33")
    assert version.is_draft
    assert version.limits.get().amount == 15
    assert [(c.title, c.originals, c.certified_copies) for c in version.components.all()] == [
        ("Tờ khai", 1, 0),
        ("Quyết định", 0, 2),
    ]
    assert version.fees.get().amount == 20_000
    assert [s.hours for s in version.process.steps.all()] == [4, 8]


def test_days_alone_are_asked_and_never_guessed(looked, secretary):
    told, result = looked(workbook([changed(**{"Thời hạn": "30 ngày"})]))
    trouble = only(result)
    assert trouble.place == "Thủ tục, dòng 2, cột Thời hạn giải quyết"
    assert not trouble.safe
    assert safe_repairs(result.troubles) == {}
    assert [c.label for c in trouble.choices] == [
        "30 ngày làm việc",
        "30 ngày lịch (tính cả ngày nghỉ)",
        "Để trống, ghi là chưa có",
    ]
    for number, unit in ((0, "working_days"), (1, "calendar_days")):
        again = unpack(pack(told))
        apply_repairs(again, result.troubles, {trouble.key: number})
        assert look(again, secretary).rows[0].content.limits[0].unit == unit
    apply_repairs(told, result.troubles, {trouble.key: 2})
    unknown = look(told, secretary)
    assert unknown.good
    assert unknown.rows[0].content.limits == []


def test_a_limit_with_a_case_of_its_own_comes_in_as_two_rows(looked, secretary):
    written = "03 ngày làm việc; trường hợp cần xác minh 06 ngày làm việc"
    told, result = looked(workbook([changed(**{"Thời hạn": written})]))
    trouble = only(result)
    assert not trouble.safe
    assert trouble.choices[0].label == (
        "2 thời hạn: 03 ngày làm việc; Trường hợp cần xác minh: 06 ngày làm việc"
    )
    apply_repairs(told, result.troubles, {trouble.key: 0})
    [version] = import_procedures(look(told, secretary).rows, by=secretary, source=told.source)
    assert [(one.label, one.amount) for one in version.limits.all()] == [
        ("Thông thường", 3),
        ("Trường hợp cần xác minh", 6),
    ]


def test_missing_limits_are_noted_and_do_not_stop_anything(looked):
    _, result = looked(workbook([changed(**{"Thời hạn": None, "Số bộ": None})]))
    assert result.good
    assert "1 thủ tục chưa có thời hạn giải quyết" in " ".join(result.notes)


def test_copies_inside_a_title_are_offered_as_counts(looked, secretary):
    papers = [["Cấp giấy phép", 1, "Bằng tốt nghiệp (02 bản sao chứng thực)", None, None]]
    told, result = looked(workbook(papers=papers))
    trouble = only(result)
    assert trouble.safe
    assert apply_repairs(told, result.troubles, safe_repairs(result.troubles)) == 1
    [paper] = look(told, secretary).rows[0].content.components
    assert (paper.title, paper.certified_copies) == ("Bằng tốt nghiệp", 2)


def test_leftovers_of_old_encodings_are_mended_or_named(looked, secretary):
    broken = "Cấp giấy phép".encode().decode("latin-1")
    told, result = looked(workbook([changed(**{"Tên thủ tục": broken})]))
    assert only(result).safe
    apply_repairs(told, result.troubles, safe_repairs(result.troubles))
    assert look(told, secretary).rows[0].name == "Cấp giấy phép"
    told, result = looked(workbook([changed(**{"Tên thủ tục": "Thñ tôc hµnh chÝnh"})]))
    assert "TCVN3" in only(result).message and not only(result).safe
    assert only(result).choices[0].label == "Thủ tục hành chính"
    apply_repairs(told, result.troubles, {only(result).key: 0})
    assert look(told, secretary).rows[0].name == "Thủ tục hành chính"


def test_steps_that_do_not_add_up_are_noted(looked):
    steps = [["QT-01", 1, "Làm", "Ai", "20 ngày", 0]]
    _, result = looked(workbook(steps=steps))
    assert result.good
    assert "160 giờ, thời hạn chỉ 120 giờ" in " ".join(result.notes)


def test_repeated_numbers_and_unknown_next_steps_are_marked_with_repairs(looked, secretary):
    steps = [["QT-01", 1, "A", "X", 1, None], ["QT-01", 1, "B", "X", 1, None],
             ["QT-01", 3, "C", "X", 1, 9]]  # fmt: skip
    told, result = looked(workbook(steps=steps))
    assert [(one.number, one.column) for one in result.troubles] == [
        ("3", "order"),
        ("4", "onward"),
    ]
    assert result.troubles[0].choices[0].label == "Đánh số 2"
    apply_repairs(told, result.troubles, {one.key: 0 for one in result.troubles})
    again = look(told, secretary)
    assert again.good
    assert [row.facts.order for row in again.rows[0].steps] == [1, 2, 3]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (changed(**{"Cấp thực hiện": "Cap so thu"}), "competence", "Không có cấp thực hiện"),
        (changed(**{"Cấp thực hiện": None}), "competence", "Thiếu cấp"),
        (changed(**{"Lĩnh vực": None}), "field", "Thiếu lĩnh vực"),
        (changed(**{"Tên thủ tục": None}), "name", "Thiếu tên"),
        (changed(**{"Mã quy trình": "QT-99"}), "process", "Không có bước nào"),
        (changed(**{"Số bộ": "vài"}), "sets", "không phải là số"),
        (changed(**{"Số bộ": 100}), "sets", "từ 1 đến 99"),
        (changed(**{"Số bộ": "0 bộ"}), "sets", "từ 1 đến 99"),
        (changed(**{"Thời hạn": "nhanh"}), "limit", "Không hiểu"),
        (changed(**{"Lĩnh vực": "#REF!"}), "field", "lỗi công thức"),
    ],
)
def test_each_trouble_stands_at_its_cell(looked, row, column, words):
    _, result = looked(workbook([row]))
    trouble = only(result)
    assert trouble.column == column
    assert words in trouble.message
    assert trouble.choices


def test_what_is_there_already_or_stands_twice_can_be_left_out(looked, secretary):
    factories.published(code="1.001.H33")
    told, result = looked(workbook([GOOD, changed(**{"Mã TTHC": "1.002.H33"})]))
    by_column = {one.column: one for one in result.troubles}
    assert "đã có" in by_column["code"].message
    assert "Trùng với dòng 2" in by_column["name"].message
    apply_repairs(told, result.troubles, {by_column["code"].key: 0})
    again = look(told, secretary)
    assert again.good
    assert [row.code for row in again.rows] == ["1.002.H33"]


def test_papers_of_nobody_are_left_out_or_given_to_the_nearest(looked, secretary):
    papers = [["Cấp giấy phep", 1, "Đơn", 1, None], ["Khác hẳn", 1, "Đơn", 1, None]]
    told, result = looked(workbook(papers=papers))
    trouble = only(result)
    assert trouble.number == "3"
    apply_repairs(told, result.troubles, {trouble.key: len(trouble.choices) - 1})
    assert len(look(told, secretary).rows[0].content.components) == 1


@pytest.mark.parametrize("count", [100, -1, 1000])
def test_a_count_of_papers_nobody_means_is_asked_at_its_cell(looked, secretary, count):
    told, result = looked(workbook(papers=[["Cấp giấy phép", 1, "Bằng", 1, count]]))
    trouble = only(result)
    assert trouble.place == "Thành phần, dòng 2, cột Bản sao chứng thực"
    assert trouble.message == f"{count} không hợp lý: từ 0 đến 99."
    apply_repairs(told, result.troubles, {trouble.key: 0})
    [paper] = look(told, secretary).rows[0].content.components
    assert (paper.originals, paper.certified_copies) == (1, 0)


def test_parts_of_a_procedure_left_out_go_with_it(looked, secretary):
    factories.published(code="1.001.H33")
    other = changed(**{"Mã TTHC": "1.002.H33", "Tên thủ tục": "Cấp lại"})
    papers = [["Cấp giấy phép", 1, "Đơn", 1, None], ["Cấp lại", 1, "Đơn khác", 1, None]]
    told, result = looked(workbook([GOOD, other], papers=papers))
    apply_repairs(told, result.troubles, {only(result).key: 0})
    again = look(told, secretary)
    assert again.good, [one.message for one in again.troubles]
    assert [one.title for one in again.rows[0].content.components] == ["Đơn khác"]


def test_a_paper_of_two_units_procedures_is_asked_for_its_unit(looked, secretary, unit):
    told, _ = looked(workbook([GOOD, changed(**{"Mã TTHC": "2"})],
                              papers=[["Cấp giấy phép", 1, "Đơn", 1, None]]))  # fmt: skip
    told.rows["procedures"][1]["owner"] = unit.name
    result = look(told, secretary)
    trouble = only(result)
    assert (trouble.sheet, trouble.column) == ("components", "owner")
    assert "Nhiều đơn vị có thủ tục này" in trouble.message
    apply_repairs(told, result.troubles, {trouble.key: 0})
    again = look(told, secretary)
    assert [len(row.content.components) for row in again.rows] == [0, 1]
    told.rows["components"][0]["owner"] = "Đơn vị khác"
    assert "không có thủ tục đó" in only(look(told, secretary)).message


def test_lines_of_a_cell_stay_lines(looked):
    told, _ = looked(workbook())
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book["Thủ tục"]["H1"], book["Thủ tục"]["H2"] = "Trình tự", "Nộp  đơn.\nNhận giấy."
    out = io.BytesIO()
    book.save(out)
    assert read_source(out.getvalue()).rows["procedures"][0]["sequence"] == "Nộp đơn.\nNhận giấy."


def test_ways_with_nothing_beside_them_need_no_text(looked):
    told, _ = looked(workbook())
    for ways, note in (
        ("Trực tiếp, trực tuyến hoặc qua bưu chính công ích", ""),
        ("Nộp trực tiếp; nộp qua mạng", ""),
        ("Trực tiếp tại số 1 đường A", "Trực tiếp tại số 1 đường A"),
    ):
        told.rows["procedures"][0]["ways"] = ways
        fields = look(told, None).rows[0].content.fields
        assert fields["ways_note"] == note and "direct" in fields["ways"]


def test_steps_of_a_process_that_is_there_are_not_lost_unsaid(looked, department):
    factories.five_steps(department, code="QT-01")
    _, result = looked(workbook())
    assert result.good
    assert "các bước trong tệp không nhập" in " ".join(result.notes)


def test_a_fee_sheet_against_no_fee_and_a_level_of_old_days_stand_at_their_cells(looked):
    told, _ = looked(workbook(fees=[["Cấp giấy phép", "Phí", "A", 5]]))
    told.rows["procedures"][0] |= {"fee": "Không", "competence": "Cấp huyện"}
    result = look(told, None)
    assert [one.column for one in result.troubles] == ["competence", "fee"]
    assert "Cấp huyện" not in [one.label for one in result.troubles[0].choices]
    apply_repairs(told, result.troubles, {one.key: 0 for one in result.troubles})
    assert look(told, None).good


def test_a_json_text_too_long_for_a_cell_is_refused_not_cut():
    long = json.dumps({"procedures": [{"name": "A", "sequence": "x" * 10_001}]}).encode()
    with pytest.raises(ImportRefused, match="dài hơn 10000"):
        read_source(long)


def test_a_person_of_a_unit_enters_for_that_unit_only(contact, unit):
    told = read_source(workbook())
    assert look(told, contact).rows[0].owner == unit
    told.rows["procedures"][0]["owner"] = "Sở Lao động"
    assert "đơn vị mà bạn được nhập" in only(look(told, contact)).message


def test_json_says_the_same(secretary):
    told = read_source(json.dumps({
        "procedures": [{"name": "Cấp thẻ", "field": "Người có công", "competence": "Cấp sở",
                        "limit": "05 ngày làm việc", "sets": 1, "process": "QT-02", "khac": 1,
                        "ways": ["trực tiếp", "bưu chính"],
                        "components": [{"title": "Đơn (01 bản chính)"}],
                        "fees": [{"label": "Cấp thẻ", "amount": 5000}]}],
        "processes": {"QT-02": [{"name": "Nhận", "role": "Một cửa", "hours": 4}]},
    }).encode(), "a.json")  # fmt: skip
    result = look(told, secretary)
    assert only(result).column == "title"
    assert told.ignored == ["khac"]
    assert result.rows[0].content.fields["ways"] == ["direct", "post"]
    assert result.rows[0].steps[0].facts.hours == 4


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[1]", b'{"procedures": 3}', b"PK\x03\x04rubbish", b"plain text",
     b'{"procedures": []}', b'{"procedures": [{}], "processes": 3}'],
)  # fmt: skip
def test_files_that_are_none_are_refused_with_a_sentence(data):
    with pytest.raises(ImportRefused):
        read_source(data)


@pytest.mark.parametrize("packed", ["", "x", "eJw=", "AAAA" * 10])
def test_a_spoilt_preview_is_refused(packed):
    with pytest.raises(ImportRefused):
        unpack(packed)


def test_nothing_comes_in_when_one_row_fails(secretary, department):
    content = Content({"fee_state": ""})
    rows = [
        ImportedProcedure("A", "F", department, "department", code=code, content=content)
        for code in ("1", "1")
    ]
    with pytest.raises(Exception, match="đã có"):
        import_procedures(rows, by=secretary)
    assert not Procedure.objects.exists()


# --- the page and the command --------------------------------------------------------------------


def upload(client, data, name="a.xlsx"):
    file = io.BytesIO(data)
    file.name = name
    return client.post(reverse("procedures:import_page"), {"file": file, "verb": "preview"})


def packed_of(answer):
    return answer.content.decode().split('name="packed" value="')[1].split('"')[0]


def test_the_page_previews_repairs_and_takes_in(client_of, secretary):
    client = client_of(secretary)
    answer = upload(client, workbook([changed(**{"Thời hạn": "30 ngày"})]))
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "chưa rõ là ngày làm việc" in told
    assert "Nhập tất cả" not in told
    page = reverse("procedures:import_page")
    early = client.post(page, {"packed": packed_of(answer), "verb": "enter"})
    assert early.status_code == 422
    assert not Procedure.objects.exists()
    assert '<option value="30 ngày làm việc">' in told
    form = {"packed": packed_of(answer), "verb": "repair"}
    form["sua.procedures.0.limit"] = "30 ngày làm việc"
    answer = client.post(page, form)
    assert answer.status_code == 200
    assert "Nhập tất cả" in answer.content.decode()
    assert not Procedure.objects.exists()
    answer = client.post(page, {"packed": packed_of(answer), "verb": "enter"})
    assert answer.status_code == 302
    assert ProcedureVersion.objects.get().source_note == "a.xlsx"
    assert Process.objects.get().steps.count() == 2


def test_a_repair_means_what_the_page_said_whatever_came_between(client_of, secretary):
    """A basis entered while somebody reads moves the choices, and a choice is not a number."""

    def enter(issuer):
        return Basis.objects.create(
            number="9/QĐ-UBND", kind="Quyết định", issuer=issuer, subject="Về một việc"
        )

    enter("Tỉnh B")
    chosen, page = enter("Tỉnh C"), reverse("procedures:import_page")
    row = {"name": "Cấp thẻ", "field": "Người có công", "competence": "Cấp sở"}
    row["bases"] = [{"basis": "9/QĐ-UBND"}]
    client = client_of(secretary)
    answer = upload(client, json.dumps({"procedures": [row]}).encode(), "a.json")
    enter("Tỉnh A")
    form = {
        "packed": packed_of(answer),
        "verb": "repair",
        "sua.bases.0.basis": "9/QĐ-UBND (Tỉnh C)",
    }
    gone = client.post(page, form | {"sua.bases.0.basis": "9/QĐ-UBND (Tỉnh D)"})
    assert gone.status_code == 422
    assert "1 cách sửa đã chọn không còn nữa; hãy chọn lại." in gone.content.decode()
    answer = client.post(page, form)
    assert answer.status_code == 200
    client.post(page, {"packed": packed_of(answer), "verb": "enter"})
    assert [one.basis for one in ProcedureVersion.objects.get().bases.all()] == [chosen]


@pytest.mark.parametrize("form", [{}, {"packed": "x", "verb": "enter"}])
def test_the_page_refuses_nonsense(client_of, secretary, form):
    answer = client_of(secretary).post(reverse("procedures:import_page"), form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_a_broken_file_is_told_on_the_page(client_of, secretary):
    answer = upload(client_of(secretary), b"PK\x03\x04rubbish")
    assert answer.status_code == 422
    assert "Tệp Excel hỏng" in answer.content.decode()


def test_an_inspector_does_not_come_in(client_of, inspector):
    assert client_of(inspector).get(reverse("procedures:import_page")).status_code == 403


def test_the_template_explains_itself_and_comes_in_as_it_is(client_of, contact, unit):
    client = client_of(contact)
    answer = client.get(reverse("procedures:import_template"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == [*TITLES.values(), "Hướng dẫn"]
    for sheet, columns in COLUMNS.items():
        assert [c.value for c in book[TITLES[sheet]][1]] == [one.label for one in columns]
    assert "30 ngày" in str([c.value for row in book["Hướng dẫn"].rows for c in row])
    result = look(read_source(answer.content), contact)
    assert result.good, [one.message for one in result.troubles]
    assert result.rows[0].owner == unit
    assert len(result.rows[0].steps) == 2
    assert [one.amount for one in result.rows[0].content.limits] == [3, 6]


@pytest.mark.parametrize(("dry", "entered"), [(True, 0), (False, 1)])
def test_the_command_prints_its_report(tmp_path, capsys, department, dry, entered):
    file = tmp_path / "a.xlsx"
    file.write_bytes(workbook())
    call_command("import_procedures", file, dry_run=dry)
    report = json.loads(capsys.readouterr().out)
    assert (report["good"], report["entered"], report["procedures"]) == (True, entered, 1)
    assert Procedure.objects.count() == entered


def test_the_command_repairs_only_what_is_safe_and_leaves_with_1(tmp_path, capsys, department):
    papers = [["Cấp giấy phép", 1, "Bằng (02 bản sao)", None, None]]
    file = tmp_path / "a.xlsx"
    file.write_bytes(workbook([changed(**{"Thời hạn": "30 ngày"})], papers=papers))
    with pytest.raises(SystemExit) as left:
        call_command("import_procedures", file, repair=True)
    report = json.loads(capsys.readouterr().out)
    assert left.value.code == 1
    assert (report["repaired"], report["entered"]) == (1, 0)
    assert [one["column"] for one in report["troubles"]] == ["limit"]
    assert report["troubles"][0]["row"] == "2"


def test_hundreds_come_in_with_few_queries_to_look_at_them(
    secretary, django_assert_max_num_queries
):
    many = [changed(**{"Mã TTHC": f"1.{n}", "Tên thủ tục": f"Thủ tục {n}"}) for n in range(300)]
    told = read_source(workbook(many))
    with django_assert_max_num_queries(12):
        result = look(told, secretary)
    assert result.good
    assert len(result.rows) == 300
