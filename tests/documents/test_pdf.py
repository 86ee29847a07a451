"""PDF in the layout of its date: text, page numbers, fonts, and text that is never program."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from congvu.documents.model import Paragraph
from congvu.documents.pdf import render_pdf
from tests.documents import factories

poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="needs poppler-utils (pdftotext, pdffonts)"
)


def tool(name: str, pdf: bytes, folder: Path, *options: str) -> str:
    source = folder / "text.pdf"
    source.write_bytes(pdf)
    target = ["-"] if name == "pdftotext" else []
    command = [name, *options, str(source), *target]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()


def words(pdf: bytes, folder: Path, *options: str) -> str:
    return " ".join(tool("pdftotext", pdf, folder, "-layout", *options).split())


@poppler
def test_vietnamese_letters_are_text(tmp_path):
    said = words(render_pdf(factories.conclusion()), tmp_path)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "Kết luận kiểm tra công tác cải cách hành chính năm 2020" in said
    assert "Kiên Giang, ngày 21 tháng 9 năm 2020" in said
    assert "03/07 đơn vị (Văn phòng Sở, Phòng Người có công" in said
    assert "HẠN CHẾ VÀ KIẾN NGHỊ ĐỐI VỚI TỪNG ĐƠN VỊ" in said
    assert "Mã xác thực: 7F3A-C91E" in said


@poppler
def test_only_the_bundled_typeface_is_used(tmp_path):
    listed = tool("pdffonts", render_pdf(factories.conclusion()), tmp_path).splitlines()[2:]
    assert {re.sub(r"^\w+\+|-.*| .*", "", line) for line in listed} == {"LiberationSerif"}


@poppler
def test_page_number_stands_on_top_from_page_2_and_restarts_in_annexes(tmp_path):
    pdf = render_pdf(factories.conclusion())
    pages = tool("pdftotext", pdf, tmp_path, "-layout").split("\f")
    firsts = [page.strip().splitlines()[0].strip() for page in pages if page.strip()]
    assert firsts[0].startswith("ỦY BAN")
    assert firsts[1] == "Phụ lục I"
    assert firsts[2:] == [str(number) for number in range(2, len(firsts))]


@poppler
def test_before_nd30_the_number_stands_at_the_foot(tmp_path):
    text = factories.conclusion(day=date(2019, 9, 20), annexes=())
    long = tuple(Paragraph("Nội dung kiểm tra. " * 40) for _ in range(6))
    pdf = render_pdf(replace(text, body=long))
    pages = tool("pdftotext", pdf, tmp_path, "-layout").split("\f")
    assert pages[1].rstrip().splitlines()[-1].split()[-1] == "2"
    assert pages[0].rstrip().splitlines()[-1].strip() == "Mã xác thực: 7F3A-C91E"


@poppler
@pytest.mark.parametrize("day", [date(2020, 8, 25), date(2019, 8, 25)])
def test_minutes_say_on_every_page_which_it_is_and_of_how_many(tmp_path, day):
    text = factories.conclusion(day=day, annexes=())
    long = tuple(Paragraph("Nội dung kiểm tra. " * 40) for _ in range(6))
    pdf = render_pdf(replace(text, body=long, page_of_pages=True))
    pages = tool("pdftotext", pdf, tmp_path, "-layout").split("\f")[:-1]
    last = [page.rstrip().splitlines()[-1] for page in pages]
    assert len(pages) > 1
    assert [line.split("Trang ")[1] for line in last] == [
        f"{number}/{len(pages)}" for number in range(1, len(pages) + 1)
    ]
    assert all("Mã xác thực: 7F3A-C91E" in line for line in last)


@poppler
@pytest.mark.parametrize(
    "words_of_user",
    ['#panic("x")', '#read("/etc/passwd")', "*đậm* _nghiêng_ $x$ @nguon <nhan> \\ //", '"]}{['],
)
def test_what_a_user_writes_is_never_program(tmp_path, words_of_user):
    text = replace(factories.letter(), body=(Paragraph(words_of_user),), subject=words_of_user)
    assert words_of_user in words(render_pdf(text), tmp_path)


def test_the_same_text_gives_the_same_bytes():
    assert render_pdf(factories.minutes()) == render_pdf(factories.minutes())


@poppler
def test_minutes_have_lines_to_fill_and_three_signatures(tmp_path):
    said = words(render_pdf(factories.minutes()), tmp_path)
    assert "Thời gian bắt đầu: ......" in said
    assert "DỰ THẢO" in said
    assert "THƯ KÝ ĐẠI DIỆN ĐƠN VỊ TRƯỞNG ĐOÀN" in said


@poppler
def test_a_letter_has_no_type_but_a_subject_under_its_number(tmp_path):
    said = " ".join(tool("pdftotext", render_pdf(factories.letter()), tmp_path).split())
    assert "V/v lùi thời gian kiểm tra cải cách hành chính" in said
    assert "Kính gửi:" in said
    assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" in said
    assert "Căn cứ Kế hoạch số 35/KH-LĐTBXH;" in said
