"""Word out: named styles, real tables, tagged controls, sections and properties."""

import io
from dataclasses import replace
from datetime import date, datetime

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from congvu.documents.docx import render_docx
from congvu.documents.layouts import ND30_2020
from congvu.documents.model import Heading, PageBreak, Paragraph
from congvu.documents.readback import read_docx
from congvu.documents.tags import word_tag
from tests.documents import factories


def opened(source: bytes) -> Document:
    return docx.Document(io.BytesIO(source))


@pytest.fixture(scope="module")
def conclusion() -> Document:
    return opened(render_docx(factories.conclusion()))


def controls(document: Document) -> dict[str, str]:
    """Tag → text of each content control."""
    found = {}
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        words = "".join(node.text or "" for node in control.iter(qn("w:t")))
        found[tag.get(qn("w:val"))] = words
    return found


def test_each_tagged_paragraph_and_row_sits_in_its_content_control(conclusion):
    found = controls(conclusion)
    assert found["remark:3"].startswith("Chọn ngẫu nhiên 30/412 hồ sơ")
    rows = [tag for tag in found if tag.startswith("finding:")]
    assert len(rows) == 3 * len(factories.UNITS)


def test_styles_are_named(conclusion):
    used = {paragraph.style.name for paragraph in conclusion.paragraphs}
    assert {"CV Tên loại", "CV Trích yếu", "CV Mục 1", "CV Phụ lục"} <= used
    body = conclusion.styles["CV Thân bài"]
    assert body.font.size.pt == 14
    assert body.paragraph_format.first_line_indent.cm == pytest.approx(1.27, abs=0.01)
    assert body.paragraph_format.space_after.pt == 6


def test_tables_are_real_and_repeat_their_header(conclusion):
    table = conclusion.tables[2]
    assert [cell.text for cell in table.rows[0].cells][:2] == ["TT", "Hạn chế"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.style.name == "CV Bảng kẻ"


def test_annexes_are_sections_turned_as_asked_and_counted_anew(conclusion):
    first, annex = conclusion.sections
    assert (first.page_width.mm, first.page_height.mm) == (
        pytest.approx(210, abs=0.1),
        pytest.approx(297, abs=0.1),
    )
    assert annex.page_width > annex.page_height
    assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert first.left_margin.mm == pytest.approx(30, abs=0.1)


def furniture(document: Document) -> tuple[str, str]:
    section = document.sections[0]
    return section.header._element.xml, section.footer._element.xml


def test_nd30_numbers_pages_at_the_top_but_not_the_first(conclusion):
    header, footer = furniture(conclusion)
    assert "PAGE" in header
    assert "PAGE" not in footer
    assert conclusion.sections[0].different_first_page_header_footer
    assert "PAGE" not in conclusion.sections[0].first_page_header._element.xml
    assert "Mã xác thực: 7F3A-C91E" in footer


def test_before_nd30_pages_are_numbered_at_the_foot_right():
    header, footer = furniture(opened(render_docx(factories.conclusion(day=date(2019, 9, 20)))))
    assert "PAGE" not in header
    assert "PAGE" in footer
    assert 'w:jc w:val="right"' in footer


@pytest.mark.parametrize("day", [date(2020, 8, 25), date(2019, 8, 25)])
def test_minutes_say_on_every_page_which_it_is_and_of_how_many(day):
    text = replace(factories.conclusion(day=day, annexes=()), page_of_pages=True)
    section = opened(render_docx(text)).sections[0]
    for foot in (section.footer, section.first_page_footer):
        xml = foot._element.xml
        assert xml.index("Trang ") < xml.index('"PAGE"') < xml.index('"NUMPAGES"')
        assert "Mã xác thực: 7F3A-C91E" in xml


def test_properties_name_the_document_and_its_agency(conclusion):
    properties = conclusion.core_properties
    assert properties.title.startswith("THÔNG BÁO Kết luận kiểm tra")
    assert properties.author == "Sở Lao động - Thương binh và Xã hội"
    assert properties.created.replace(tzinfo=None) == datetime(2020, 9, 21)
    language = conclusion.styles.element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "vi-VN"


def test_the_same_text_gives_the_same_bytes():
    assert render_docx(factories.conclusion()) == render_docx(factories.conclusion())


def test_an_open_number_leaves_room_for_the_clerk():
    document = opened(render_docx(factories.conclusion(number="/TB-LĐTBXH", draft=True)))
    low = document.tables[0].rows[1].cells[0].text
    assert low.replace("\u00a0", " ") == "Số:        /TB-LĐTBXH\nDỰ THẢO"


def test_a_letter_shows_its_subject_under_its_number():
    document = opened(render_docx(factories.letter()))
    assert "V/v lùi thời gian" in document.tables[0].rows[1].cells[0].text
    assert "CV Tên loại" not in {paragraph.style.name for paragraph in document.paragraphs}


def test_hostile_and_odd_text_stays_text():
    odd = 'A & B <w:br/> "x" \x0b\x00 dòng 1\ndòng 2\tcột'
    text = factories.conclusion(body=(Paragraph(odd, tag="<&\"'>"), PageBreak(), Heading("H", 9)))
    document = opened(render_docx(text))
    assert controls(document)["<&\"'>"] == 'A & B <w:br/> "x"  dòng 1dòng 2cột'
    (line,) = [one for one in read_docx(render_docx(text)).lines if "A & B" in one.text]
    assert line.text == 'A & B <w:br/> "x"  dòng 1\ndòng 2\tcột'


def test_long_tags_are_shortened_without_colliding():
    long = "finding:" + "x" * 80
    assert len(word_tag(long)) <= 64
    assert word_tag(long) != word_tag(f"{long}y")
    assert word_tag("remark:1") == "remark:1"


def test_an_office_measure_reaches_the_page():
    own = replace(ND30_2020, margin_left=35.0, size_body=13.0)
    document = opened(render_docx(factories.conclusion(layout=own)))
    assert document.sections[0].left_margin.mm == pytest.approx(35, abs=0.1)
    assert document.styles["CV Thân bài"].font.size.pt == 13
