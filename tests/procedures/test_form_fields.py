"""The form that is filled in online: rows of a version, its editor, its import."""

import json

import pytest

from congvu.core.errors import BadInput
from congvu.procedures import actions
from congvu.procedures.actions import Content, import_procedures
from congvu.procedures.intake import look, pack, read_source, unpack
from congvu.procedures.models import FormField
from congvu.procedures.models.reading import facts_of
from congvu.procedures.rules import (
    FormFieldFacts,
    VersionFacts,
    choices_of,
    differences,
    form_problem,
    named_fields,
)
from tests.procedures import factories
from tests.procedures.pages import at, page, typed
from tests.procedures.test_import import workbook

SIZES = FormFieldFacts("Cỡ giấy", "choice", False, "", ("A4", "A3"))


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (["Họ và tên cha"], ["ho_va_ten_cha"]),
        (["Đường, số nhà"], ["duong_so_nha"]),
        (["1", "?"], ["o_1", "o_2"]),
        (["Ngày", "Ngày"], ["ngay", "ngay_2"]),
    ],
)
def test_every_field_has_a_code_of_its_own(labels, names):
    assert [one.name for one in named_fields([FormFieldFacts(t) for t in labels])] == names


def test_a_code_once_given_stays_when_the_label_is_corrected():
    assert named_fields([FormFieldFacts("Tên mới", name="ten_cu")])[0].name == "ten_cu"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (FormFieldFacts(" ", name="a"), "phải có tên"),
        (FormFieldFacts("A", "số", name="a"), "Chọn loại"),
        (FormFieldFacts("A", "choice", choices=("một",), name="a"), "hai lựa chọn"),
        (FormFieldFacts("A", name="Á B"), "chữ thường"),
    ],
)
def test_a_form_nobody_could_fill_in_is_refused(row, words):
    assert words in form_problem([row])
    assert form_problem([SIZES, FormFieldFacts("B", name="b")]) != ""  # no code given yet
    assert form_problem(named_fields([SIZES, FormFieldFacts("B")])) == ""


def test_choices_are_read_from_lines_and_semicolons_each_once():
    assert choices_of("A4; A3\nA4 ;") == ("A4", "A3")


def test_the_difference_tells_what_the_form_changes():
    old = VersionFacts(form_fields=(FormFieldFacts("Năm sinh", "whole"),))
    new = VersionFacts(form_fields=(FormFieldFacts("Năm sinh", "whole", False),))
    [told] = differences(old, new)
    assert told.title == "Biểu mẫu điện tử"
    assert "không bắt buộc" in "".join(part["text"] for part in told.parts)


@pytest.mark.django_db
def test_the_form_is_kept_by_order_and_copied_into_the_next_draft(contact, unit, secretary):
    version = factories.draft(unit)
    rows = [FormFieldFacts("Số hiệu văn bằng"), SIZES]
    version = actions.edit_version(version, Content(form_fields=rows), by=contact)
    first = version.form_fields.first()
    rows = [FormFieldFacts("Số hiệu bằng", name=first.name), SIZES]
    version = actions.edit_version(version, Content(form_fields=rows), by=contact)
    assert [(one.pk, one.name) for one in version.form_fields.all()][0] == (
        first.pk,
        "so_hieu_van_bang",
    )
    held = factories.published(unit)
    FormField.objects.filter(procedure_version=version).update(procedure_version=held)
    again = actions.revise(held, by=secretary)
    assert facts_of(again).form_fields == facts_of(held).form_fields
    assert len(facts_of(again).form_fields) == 2


@pytest.mark.django_db
def test_a_form_that_can_not_be_is_refused_whole(contact, unit):
    version = factories.draft(unit)
    rows = [FormFieldFacts("Chọn", "choice")]
    with pytest.raises(BadInput) as refused:
        actions.edit_version(version, Content({"sets": 4}, form_fields=rows), by=contact)
    assert "form_fields" in refused.value.fields
    version.refresh_from_db()
    assert version.sets is None


@pytest.mark.django_db
def test_the_editor_saves_fields_and_shows_them_again(client_of, contact, unit):
    version = factories.draft(unit)
    line = {"label": "Cỡ giấy", "kind": "choice", "choices": "A4; A3", "help": "Chọn một"}
    form = typed(version, form_fields=[line, {"label": "Bỏ", "kind": "text", "DELETE": "on"}])
    assert client_of(contact).post(at("version_edit", version.pk), form).status_code == 302
    kept = version.form_fields.get()
    assert (kept.name, kept.choices, kept.required) == ("co_giay", ["A4", "A3"], False)
    again = page(client_of(contact), "version_edit", version.pk)
    assert 'value="A4; A3"' in again
    assert 'value="co_giay"' in again
    shown = page(client_of(contact), "version_detail", version.pk)
    assert "A4 / A3" in shown


@pytest.mark.django_db
def test_a_choice_without_choices_is_told_at_its_field(client_of, contact, unit):
    version = factories.draft(unit)
    form = typed(version, form_fields=[{"label": "Cỡ giấy", "kind": "choice", "choices": "A4"}])
    answer = client_of(contact).post(at("version_edit", version.pk), form)
    assert answer.status_code == 422
    assert "hai lựa chọn" in answer.content.decode()
    assert not FormField.objects.exists()


@pytest.mark.django_db
def test_the_import_takes_a_sheet_of_fields(secretary, department):
    forms = [["Cấp giấy phép", "Họ tên cha", "Một dòng chữ", "có", ""],
             [None, "Ngày cấp", "Ngày", "không", ""],
             [None, "Cỡ giấy", "Chọn một", "", "A4; A3"]]  # fmt: skip
    told = unpack(pack(read_source(workbook(forms=forms), "mẫu.xlsx")))
    result = look(told, secretary)
    assert result.good, [one.message for one in result.troubles]
    [version] = import_procedures(result.rows, by=secretary)
    kept = [(f.label, f.kind, f.required) for f in version.form_fields.all()]
    assert kept == [("Họ tên cha", "text", True), ("Ngày cấp", "date", False),
                    ("Cỡ giấy", "choice", True)]  # fmt: skip


@pytest.mark.django_db
def test_the_import_marks_what_is_no_kind_of_field(secretary, department):
    forms = [["Cấp giấy phép", "Họ tên", "Chữ ký số", "", ""],
             ["Cấp giấy phép", "Cỡ giấy", "Chọn một", "", "A4"]]  # fmt: skip
    result = look(read_source(workbook(forms=forms), "mẫu.xlsx"), secretary)
    places = [one.place for one in result.troubles]
    assert places == ["Biểu mẫu, dòng 2, cột Loại", "Biểu mẫu, dòng 3, cột Các lựa chọn"]


@pytest.mark.django_db
def test_json_carries_the_fields_with_their_procedure(secretary, department):
    one = {"name": "Cấp bản sao", "field": "Giáo dục", "competence": "Cấp sở",
           "form_fields": [{"label": "Số tiền", "kind": "Số tiền (đồng)",
                            "required": False}]}  # fmt: skip
    result = look(read_source(json.dumps([one]).encode(), "a.json"), secretary)
    assert result.good, [x.message for x in result.troubles]
    [version] = import_procedures(result.rows, by=secretary)
    assert [(f.kind, f.required) for f in version.form_fields.all()] == [("money", False)]
