"""Office templates: faults are named where they stand, and a template can do no harm."""

import io

import docx
import pytest

from congvu.documents.errors import NotWordFile, TemplateFault
from congvu.documents.readback import compare, read_docx
from congvu.documents.template import lint, placeholders_of, render_template
from tests.documents import factories

TEXT = factories.conclusion()
VALUES = placeholders_of(TEXT)


def template(*paragraphs: str) -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def said(source: bytes) -> list[str]:
    return [paragraph.text for paragraph in read_docx(source).paragraphs]


def test_an_unknown_placeholder_is_named_with_its_paragraph():
    (problem,) = lint(template("Số: {{ number }}", "Ngày {{ ngay_ky }}"), VALUES)
    assert (problem.kind, problem.placeholder) == ("unknown", "ngay_ky")
    assert problem.where == "Ngày {{ ngay_ky }}"
    assert "ngay_ky" in problem.message


def test_a_missing_required_placeholder_is_named():
    (problem,) = lint(template("{{ agency }}"), VALUES, required=["agency", "number"])
    assert (problem.kind, problem.placeholder) == ("missing", "number")


def test_broken_braces_are_a_problem_not_a_crash():
    (problem,) = lint(template("{% for x in body %}{{ x }}"), VALUES)
    assert problem.kind == "syntax"


def test_a_good_template_has_no_problems():
    source = template("{{ agency }}", "{%p for line in body %}", "{{ line }}", "{%p endfor %}")
    assert lint(source, VALUES) == []


def test_values_and_loops_are_filled_in_and_escaped():
    source = template(
        "{{ agency }} – {{ place_and_date }}",
        "{%p for line in body %}",
        "+ {{ line }}",
        "{%p endfor %}",
    )
    lines = said(render_template(source, VALUES | {"agency": "A & B <x>"}))
    assert lines[0] == "A & B <x> – Kiên Giang, ngày 21 tháng 9 năm 2020"
    assert "+ Chọn ngẫu nhiên 30/412 hồ sơ (mã chọn mẫu 2020-07): 04 hồ sơ có sai sót." in lines
    assert "Phòng LĐVL&GDNN" in " ".join(lines)


def test_blocks_come_with_their_tags_tables_and_styles():
    made = render_template(template("{{ kind }}", "{{p body_blocks }}"), VALUES, TEXT)
    document = docx.Document(io.BytesIO(made))
    assert document.styles["CV Thân bài"].font.size.pt == 14
    comparison = compare(TEXT, read_docx(made))
    remark = next(line for line in comparison.lines if line.tag == "remark:2")
    assert remark.state == "same"


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ agency.__class__.__init__.__globals__ }}",
        "{% for i in range(10) %}{{ i }}{% endfor %}",
        "{{ agency.format.__self__.__class__ }}",
    ],
)
def test_a_template_cannot_reach_beyond_its_values(attack):
    with pytest.raises(TemplateFault):
        render_template(template(attack), VALUES)


def test_what_is_no_word_file_is_no_template():
    with pytest.raises(NotWordFile):
        lint(b"khong phai", VALUES)


def test_the_same_template_and_values_give_the_same_bytes():
    source = template("{{ agency }}")
    assert render_template(source, VALUES) == render_template(source, VALUES)
