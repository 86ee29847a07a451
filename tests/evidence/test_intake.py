"""What is let in, what is refused, and what it is said to be."""

import datetime as dt
import hashlib
import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from congvu.evidence import errors
from congvu.evidence.intake import digest_of, drawn, prepare, sniff
from tests.evidence.factories import camera_exif, docx, packed, pdf, photo, program

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")


def kind_of(data: bytes, name: str, **more) -> str:
    return sniff.media_type(io.BytesIO(data), name, **more)


def kept_bytes(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def kept(root) -> list:
    return [p for p in root.rglob("*") if p.is_file()]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", pdf(), "application/pdf"),
        ("anh.jpg", pdf(), "application/pdf"),
        ("a.jpg", photo(), "image/jpeg"),
        ("a.bin", photo("PNG"), "image/png"),
        ("a.heic", photo("HEIF"), "image/heic"),
        ("a.docx", docx(), sniff.OOXML["word/"]),
        ("a.zip", packed({"a.txt": "x"}), "application/zip"),
        ("a.doc", OLE + b"x" * 600 + "WordDocument".encode("utf-16-le"), "application/msword"),
        ("a.xls", OLE + b"x" * 600 + "Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
        ("a.txt", "Kế hoạch".encode(), "text/plain"),
        ("a.csv", b"a;b", "text/csv"),
        ("a.txt", b"<html><script>1</script>", "text/html"),
        ("a.png", b'<svg xmlns="x" onload="y"/>', "image/svg+xml"),
        ("a.rar", b"Rar!\x1a\x07\x00" + b"\x01" * 30, "application/vnd.rar"),
        ("a.dat", bytes(range(128, 256)) * 4, "application/octet-stream"),
        ("a.mp4", b"\0\0\0\x18ftypisom" + b"\0" * 30, "video/mp4"),
        (
            "a.odt",
            packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"}),
            "application/vnd.oasis.opendocument.text",
        ),
    ],
)
def test_the_kind_is_told_by_content(name, data, kind):
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bao cao.pdf", program()),
        ("anh.jpg", b"\x7fELF" + b"\0" * 60),
        ("ghi chu.txt", b"#!/bin/sh\nrm -rf /"),
        ("ghi chu.txt", b"\xef\xbb\xbf#!/bin/sh"),
        ("trang.html", b"<?php system('x');"),
        ("a.class", b"\xca\xfe\xba\xbe" + b"\0" * 30),
        ("anh.jpg.exe", photo()),
        ("chay.bat", b"del *.*"),
        ("chay.ps1", b"Remove-Item"),
        ("a.pdf", b"L\x00\x00\x00\x01\x14\x02\x00" + b"\0" * 60),
        ("cai dat.doc", OLE + b"x" * 600 + INSTALLER),
        ("anh.zip", packed({"anh.jpg": program()})),
        ("anh.zip", packed({"anh.jpg.exe": "x"})),
        ("a.zip", packed({"trong.zip": packed({"x.dll": "x"})})),
        ("a.docx", docx(**{"word/embeddings/a.bin": program()})),
    ],
)
def test_programs_are_refused_whatever_they_are_called(name, data):
    with pytest.raises(errors.Executable):
        kind_of(data, name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", docx(**{"word/vbaProject.bin": b"x"})),
        ("a.docm", docx()),
        ("a.xls", OLE + "Workbook".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le")),
    ],
)
def test_macros_are_refused_unless_the_office_allows_them(name, data):
    with pytest.raises(errors.HasMacro):
        kind_of(data, name)
    assert kind_of(data, name, macros=True).startswith("application/")


def test_a_text_that_begins_like_a_program_is_a_text():
    assert kind_of("MZ là viết tắt của một tên".encode(), "a.txt") == "text/plain"


def locked_zip() -> bytes:
    data = bytearray(packed({"a.txt": "x"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    "data", [locked_zip(), OLE + b"x" * 600 + "EncryptedPackage".encode("utf-16-le")]
)
def test_what_a_password_hides_is_refused(data):
    with pytest.raises(errors.Locked):
        kind_of(data, "a.docx")


def nested(depth: int) -> bytes:
    data = b"x"
    for level in range(depth):
        data = packed({f"{level}.zip" if level else "a.txt": data})
    return data


@pytest.mark.parametrize(
    "data",
    [
        packed({"a.txt": b"\0" * 30_000_000}),
        packed({f"{n}.txt": "" for n in range(5_001)}, zipfile.ZIP_STORED),
        nested(6),
    ],
    ids=["ratio", "entries", "nesting"],
)
def test_zip_bombs_are_refused(data):
    with pytest.raises(errors.Bomb):
        kind_of(data, "a.zip")


def test_an_archive_in_an_archive_is_still_fine():
    assert kind_of(nested(3), "a.zip") == "application/zip"


def test_a_broken_archive_is_refused():
    with pytest.raises(errors.Refused, match="hỏng"):
        kind_of(packed({"a.txt": "x" * 500})[:80], "a.zip")


def test_a_picture_of_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr("congvu.evidence.intake.photo.PIXELS", 1_000)
    with pytest.raises(errors.Bomb):
        prepare(io.BytesIO(photo("PNG")), "a.png")


def test_a_declared_pixel_bomb_is_refused_before_it_is_decoded():
    data = bytearray(photo("PNG"))
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(errors.Refused):
        prepare(io.BytesIO(bytes(data)), "a.png")


def test_a_broken_picture_is_refused():
    with pytest.raises(errors.Refused, match="hỏng"):
        prepare(io.BytesIO(b"\xff\xd8\xff\xe0" + b"x" * 50), "a.jpg")


def test_the_hash_is_that_of_the_bytes_received():
    data = pdf("x" * 700_000)
    file = prepare(io.BytesIO(data), "thư mục/Kế hoạch.pdf")
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert (file.size, file.original_name) == (len(data), "Kế hoạch.pdf")
    assert digest_of(file.stored_name) == (file.sha256, file.size)
    assert kept_bytes(file.stored_name) == data


def test_what_is_refused_is_not_kept(files, settings):
    settings.EVIDENCE_MAX_BYTES = 100
    for data, name in ((pdf("x" * 200), "a.pdf"), (program(), "a.pdf"), (b"", "a.pdf")):
        with pytest.raises(errors.Refused):
            prepare(io.BytesIO(data), name)
    assert kept(files) == []


def test_the_size_limit_is_named():
    with pytest.raises(errors.TooLarge, match="200,0 MB"):
        raise errors.TooLarge(prepare.__globals__["too_large"]())


def test_exif_is_read_and_kept_apart():
    file = prepare(io.BytesIO(photo(exif=camera_exif())), "a.jpg")
    assert file.exif["made_at"] == dt.datetime(2020, 8, 25, 9, 10).isoformat()
    assert file.exif["device"] == "Apple iPhone 8"
    assert file.exif["position"] == [10.01, 105.08]
    assert (file.exif["width"], file.exif["height"]) == (64, 48)


def test_garbled_exif_does_not_keep_a_photo_out():
    exif = camera_exif().replace(b"2020:08:25", b"khong phai")
    assert prepare(io.BytesIO(photo(exif=exif)), "a.jpg").exif["unreadable"] is True


@pytest.mark.parametrize("kind", ["HEIF", "PNG", "JPEG", "WEBP", "GIF", "TIFF"])
def test_every_photo_is_shown_as_a_small_jpeg_and_kept_as_it_is(kind):
    data = photo(kind, (800, 600))
    file = prepare(io.BytesIO(data), "a.bin")
    small = Image.open(io.BytesIO(drawn(file.stored_name, 320)))
    assert (small.format, max(small.size)) == ("JPEG", 320)
    assert not small.getexif()
    assert drawn(file.stored_name, 320) == kept_bytes(f"{file.stored_name}.320.jpg")
    assert kept_bytes(file.stored_name) == data
