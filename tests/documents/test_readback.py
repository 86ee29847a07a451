"""Word in: wording is accepted, what is bound to data is guarded, nothing hostile gets in."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest

from congvu.documents.docx import render_docx
from congvu.documents.errors import (
    BrokenWordFile,
    MacroWordFile,
    NotWordFile,
    OldWordFile,
    ProtectedWordFile,
    WordFileTooBig,
)
from congvu.documents.model import Fill
from congvu.documents.readback import Comparison, Line, compare, fields_of, read_docx
from tests.documents import factories
from tests.documents import wordfiles as word

ORIGINAL = factories.conclusion()
PRINTED = render_docx(ORIGINAL)
FIRST_FINDING = f"finding:{factories.UNITS[0]}:1"


def after(source: bytes) -> Comparison:
    return compare(ORIGINAL, read_docx(source))


def line(comparison: Comparison, tag: str) -> Line:
    return next(one for one in comparison.lines if one.tag == tag)


def test_an_untouched_file_is_the_same_everywhere():
    comparison = after(PRINTED)
    assert comparison.changed == []
    assert comparison.warnings == []
    assert not comparison.has_tracked_changes


def test_new_wording_is_accepted_without_a_warning():
    comparison = after(word.edited(PRINTED, ("từng lúc còn chậm", "đôi khi chưa kịp thời")))
    (changed,) = comparison.changed
    assert (changed.tag, changed.state, changed.warnings) == ("remark:2", "reworded", ())
    assert "đôi khi chưa kịp thời" in changed.after


def test_a_changed_count_is_warned_about_with_what_replaced_it():
    comparison = after(word.edited(PRINTED, ("03/07 đơn vị", "04/07 đơn vị")))
    (warning,) = comparison.warnings
    assert (warning.fact.key, warning.kind) == ("count", "changed")
    assert (warning.printed, warning.found) == ("03/07", "04/07")
    assert warning.sentence.startswith("04/07 đơn vị")


def test_a_dropped_unit_is_warned_about():
    comparison = after(word.edited(PRINTED, ("Văn phòng Sở, Phòng Người có công, ", "")))
    assert {warning.fact.key for warning in comparison.warnings} == {"unit:4", "unit:5"}


@pytest.mark.parametrize(
    "spelling", ["30/10/2020", "30-10-2020", "30.10.2020", "ngày  30 tháng 10 năm 2020"]
)
def test_another_spelling_of_the_date_is_the_same_date(spelling):
    comparison = after(word.edited(PRINTED, ("ngày 30 tháng 10 năm 2020", spelling)))
    assert comparison.warnings == []


def test_another_date_is_warned_about():
    comparison = after(word.edited(PRINTED, ("30 tháng 10 năm 2020", "15 tháng 11 năm 2020")))
    (warning,) = comparison.warnings
    assert (warning.kind, warning.found) == ("changed", "15/11/2020")


def test_leading_zeros_do_not_matter_but_other_numbers_do():
    assert after(word.edited(PRINTED, (": 04 hồ sơ", ": 4 hồ sơ"))).warnings == []
    (warning,) = after(word.edited(PRINTED, (": 04 hồ sơ", ": 14 hồ sơ"))).warnings
    assert (warning.printed, warning.found) == ("04", "14")


def test_a_deleted_paragraph_is_missing_with_its_facts():
    xml = word.part(PRINTED)
    pieces = re.findall(r"<w:p>(?:(?!</w:p>).)*</w:p>", xml)
    paragraph = next(one for one in pieces if '"remark:3"' in one)
    comparison = after(word.edited(PRINTED, (paragraph, "")))
    gone = line(comparison, "remark:3")
    assert gone.state == "missing"
    assert [warning.kind for warning in gone.warnings] == ["vanished", "vanished"]


def test_a_deleted_table_row_is_a_vanished_finding():
    xml = word.part(PRINTED)
    row = next(one for one in re.findall(r"<w:tr>.*?</w:tr>", xml) if FIRST_FINDING in one)
    comparison = after(word.edited(PRINTED, (row, "")))
    (gone,) = [one for one in comparison.lines if one.state == "missing"]
    assert (gone.tag, gone.is_row) == (FIRST_FINDING, True)
    assert {warning.fact.kind for warning in gone.warnings} == {"finding", "date"}


def test_a_changed_cell_is_warned_about():
    comparison = after(word.edited(PRINTED, (">30/10/2020<", ">31/12/2020<")))
    (warning,) = comparison.warnings
    assert (warning.fact.key, warning.found) == ("due", "31/12/2020")


def test_a_paragraph_split_in_two_is_no_loss():
    split = '</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">'
    source = word.edited(PRINTED, ("(mã chọn mẫu 2020-07): ", f"(mã chọn mẫu 2020-07): {split}"))
    source = word.without_carriers(source)
    comparison = after(source)
    assert comparison.warnings == []


def test_an_added_paragraph_is_shown_as_added():
    new = "<w:p><w:r><w:t>Đề nghị bổ sung biên chế.</w:t></w:r></w:p>"
    marker = '<w:p><w:pPr><w:pStyle w:val="CVMuc1"/></w:pPr><w:r><w:t xml:space="preserve">III'
    comparison = after(word.edited(PRINTED, (marker, new + marker)))
    (added,) = comparison.changed
    assert (added.state, added.after) == ("added", "Đề nghị bổ sung biên chế.")


def test_changes_of_the_letterhead_and_signature_show_too():
    comparison = after(word.edited(PRINTED, (">Đặng Hồng Sơn<", ">Trần Văn B<")))
    (changed,) = comparison.changed
    assert changed.state == "reworded"
    assert "Trần Văn B" in changed.after


def test_tracked_changes_are_read_as_accepted():
    comparison = after(word.tracked(PRINTED, "03/07", "05/07"))
    assert comparison.has_tracked_changes
    (warning,) = comparison.warnings
    assert (warning.printed, warning.found) == ("03/07", "05/07")


def test_a_paragraph_mark_deleted_in_tracking_joins_what_follows():
    mark = f'<w:rPr><w:del w:id="1" {word.WHO}/></w:rPr></w:pPr>'
    xml = word.part(PRINTED)
    head = xml[: xml.index("Chọn ngẫu nhiên")]
    start = head.rindex("</w:pPr>")
    joined = xml[:start] + mark + xml[start + len("</w:pPr>") :]
    read = read_docx(word.with_parts(PRINTED, **{"word__document.xml": joined}))
    assert any("có sai sót.III. TỔ CHỨC" in one.text for one in read.lines)


def test_a_row_deleted_in_tracking_is_gone():
    xml = word.part(PRINTED)
    row = next(one for one in re.findall(r"<w:tr>.*?</w:tr>", xml) if FIRST_FINDING in one)
    struck = row.replace("</w:trPr>", f'<w:del w:id="1" {word.WHO}/></w:trPr>', 1)
    comparison = after(word.edited(PRINTED, (row, struck)))
    assert line(comparison, FIRST_FINDING).state == "missing"


def test_comments_are_collected_with_the_words_they_stand_beside():
    comparison = after(word.commented(PRINTED, "Chọn ngẫu nhiên", "Kiểm tra lại số này"))
    (comment,) = comparison.comments
    assert (comment.author, comment.text) == ("Bà Hoa", "Kiểm tra lại số này")
    assert comment.about.startswith("Chọn ngẫu nhiên 30/412")
    assert comparison.changed == []


def test_without_controls_and_bookmarks_likeness_finds_the_place():
    source = word.without_carriers(
        word.edited(PRINTED, ("03/07 đơn vị", "06/07 đơn vị"), ("còn chậm", "chưa kịp"))
    )
    comparison = after(source)
    assert line(comparison, "remark:2").state == "reworded"
    (warning,) = comparison.warnings
    assert warning.found == "06/07"


def test_fields_of_a_form_come_back():
    form = factories.minutes()
    printed = render_docx(form)
    assert fields_of(form, read_docx(printed)) == {
        "begun_at": "",
        "place": "Văn phòng Sở",
        "opinion": "",
    }
    dots = re.search(r"…[… ]*", word.part(printed))
    filled = word.edited(printed, (dots[0], "08 giờ 00, ngày 25/8/2020"))
    assert fields_of(form, read_docx(filled))["begun_at"] == "08 giờ 00, ngày 25/8/2020"


@word.soffice
@pytest.mark.slow
@pytest.mark.parametrize("formats", [("docx",), ("odt", "docx")], ids=["docx", "odt"])
def test_a_file_saved_by_libreoffice_compares_line_by_line(tmp_path, formats):
    source = word.tracked(PRINTED, "03/07", "05/07")
    source = word.commented(source, "Chọn ngẫu nhiên", "Kiểm tra lại số này")
    source = word.edited(source, ("đến công chức, viên chức", "tới công chức, viên chức"))
    comparison = after(word.through_libreoffice(source, tmp_path, *formats))
    assert {one.tag for one in comparison.changed} == {"remark:1", "remark:2"}
    (warning,) = comparison.warnings
    assert (warning.printed, warning.found) == ("03/07", "05/07")
    assert comparison.has_tracked_changes
    assert [comment.text for comment in comparison.comments] == ["Kiểm tra lại số này"]
    tagged = {one.tag for one in comparison.lines if one.tag}
    assert len(tagged) == 5 + 3 * len(factories.UNITS)


@word.soffice
@pytest.mark.slow
def test_a_form_filled_in_and_saved_by_libreoffice_is_read(tmp_path):
    form = factories.minutes()
    printed = render_docx(form)
    dots = re.search(r"…[… ]*", word.part(printed))
    filled = word.edited(printed, (dots[0], "08 giờ 00"))
    saved = word.through_libreoffice(filled, tmp_path, "docx")
    values = fields_of(form, read_docx(saved))
    assert values == {"begun_at": "08 giờ 00", "place": "Văn phòng Sở", "opinion": ""}


def test_a_long_field_filled_in_is_found_by_its_bookmark_alone():
    """Four lines of dots and a few words are hardly alike; nothing typed may be lost."""
    form = replace(factories.minutes(), body=(Fill("Tài liệu đã xem", tag="papers", lines=4),))
    printed = render_docx(form)
    dots = re.search(r"…[… ]*", word.part(printed))
    filled = word.edited(printed, (dots[0], "Sổ theo dõi hồ sơ"))
    bare = re.sub(r"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt>|</?w:sdtContent>", "", word.part(filled))
    kept = word.with_parts(filled, **{"word__document.xml": bare})
    assert fields_of(form, read_docx(kept)) == {"papers": "Sổ theo dõi hồ sơ"}


@word.soffice
@pytest.mark.slow
def test_lines_of_a_field_stay_lines_in_libreoffice(tmp_path):
    """A list of people or papers, one to a line, is not run together."""
    papers = "- Kế hoạch CCHC năm\n- Quy chế làm việc\n- Báo cáo tự kiểm tra"
    form = replace(
        factories.minutes(), body=(Fill("Tài liệu đã xem", tag="papers", lines=3, value=papers),)
    )
    saved = word.through_libreoffice(render_docx(form), tmp_path, "docx")
    assert fields_of(form, read_docx(render_docx(form)))["papers"] == papers
    assert fields_of(form, read_docx(saved))["papers"] == papers


def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def with_macro() -> bytes:
    return word.with_parts(PRINTED, **{"word__vbaProject.bin": b"x"})


def with_entities() -> bytes:
    xml = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="x">&a;</w:document>'
    return word.with_parts(PRINTED, **{"word__document.xml": xml})


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600


@pytest.mark.parametrize(
    ("source", "error"),
    [
        (b"", NotWordFile),
        (b"%PDF-1.7", NotWordFile),
        (zipped(a=b"x"), NotWordFile),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), NotWordFile),
        (OLE, OldWordFile),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ProtectedWordFile),
        (with_macro(), MacroWordFile),
        (with_entities(), BrokenWordFile),
        (word.with_parts(PRINTED, **{"word__document.xml": "<w:docu"}), BrokenWordFile),
        (word.with_parts(PRINTED, big=b"\0" * 61 * 1024 * 1024), WordFileTooBig),
    ],
    ids=["empty", "pdf", "zip", "odt", "doc", "password", "macro", "entities", "cut", "bomb"],
)
def test_what_is_not_a_plain_word_file_is_refused_by_name(source, error):
    with pytest.raises(error) as caught:
        read_docx(source)
    assert caught.value.message


def test_size_has_a_limit():
    with pytest.raises(WordFileTooBig):
        read_docx(PRINTED, max_bytes=1000)


def test_a_word_file_of_somebody_elses_is_read():
    document = docx.Document()
    document.add_paragraph("Đơn vị tự đánh giá")
    document.add_table(1, 2).rows[0].cells[1].text = "Tốt"
    target = io.BytesIO()
    document.save(target)
    read = read_docx(target.getvalue())
    assert [one.text for one in read.paragraphs] == ["Đơn vị tự đánh giá"]
    assert read.tables == [[("", "Tốt")]]
