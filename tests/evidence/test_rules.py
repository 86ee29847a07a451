"""Names of files as tables."""

import datetime as dt

import pytest

from congvu.evidence import rules

TARGETS = [("a:1", ("A2.1",)), ("a:2", ("A2.10",)), ("a:3", ("A2",)), ("a:4", ("B1.1", "b1-1x"))]


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("A2.1 Niêm yết.pdf", "a:1"),
        ("a2_1-anh chup.jpg", "a:1"),
        ("A2.10 bao cao.docx", "a:2"),
        ("minh chung (A2.1).pdf", "a:1"),
        ("A2/anh.jpg", "a:3"),
        ("A2/A2.1.jpg", "a:1"),
        ("A2.1.pdf", "a:1"),
        ("QĐ 2.1.pdf", ""),
        ("A2.1 va B1.1.pdf", ""),
        ("BA2.1.pdf", ""),
        ("A2.11.pdf", ""),
    ],
)
def test_a_code_in_the_name_points_to_its_criterion(path, key):
    assert rules.propose_target(path, TARGETS) == key


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("A2.1 niêm yết_thủ tục.pdf", "Niêm yết thủ tục"),
        ("A2.1.pdf", "A2.1.pdf"),
        ("thu_muc/ke hoach.docx", "Ke hoach"),
        ("B2.1 - báo cáo.pdf", "B2.1 - báo cáo"),
    ],
)
def test_a_title_is_read_from_the_name(path, title):
    assert rules.propose_title(path, ["A2", "A2.1"]) == title


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\thu muc\\a.pdf", "a.pdf"),
        ("ảnh\u202egpj.exe", "ảnhgpj.exe"),
        ("a\nb\r\0.pdf", "ab.pdf"),
        ("  .. ", "tep"),
        ("a.exe. . ", "a.exe"),
    ],
)
def test_names_are_made_safe(name, safe):
    assert rules.safe_name(name) == safe


def test_a_long_name_keeps_its_extension():
    name = rules.safe_name("a" * 400 + ".docx")
    assert len(name) == rules.NAME_LIMIT
    assert name.endswith(".docx")


@pytest.mark.parametrize("path", ["__MACOSX/._a.jpg", "a/.DS_Store", "Thumbs.db", "~$bao cao.docx"])
def test_leavings_of_the_system_are_junk(path):
    assert rules.is_junk(path)
    assert not rules.is_junk("A2/ảnh.jpg")


@pytest.mark.parametrize(
    ("name", "kind", "given"),
    [
        ("anh.jpg", "application/pdf", "anh.pdf"),
        ("anh.jpeg", "image/jpeg", "anh.jpeg"),
        ("bao cao", "application/pdf", "bao cao.pdf"),
        ("du lieu.dat", "application/octet-stream", "du lieu.dat"),
    ],
)
def test_a_download_has_the_extension_of_its_content(name, kind, given):
    assert rules.download_name(name, kind) == given


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, "đã nộp năm 2019"),
        (dt.date(2019, 1, 1), None, "đã nộp năm 2019, còn hiệu lực"),
        (None, dt.date(2020, 8, 25), "đã nộp năm 2019, còn hiệu lực"),
        (None, dt.date(2020, 8, 24), "đã nộp năm 2019, hết hiệu lực từ 24/08/2020"),
        (dt.date(2020, 9, 1), None, "đã nộp năm 2019, có hiệu lực từ 01/09/2020"),
    ],
)
def test_validity_is_a_phrase_with_both_dates(start, end, words):
    assert rules.validity_words(2019, start, end, dt.date(2020, 8, 25)) == words
