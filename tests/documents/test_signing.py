"""Signatures on PDF hold, break when the file changes, and need an authority to be trusted."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from congvu.documents.errors import NotPdfFile, NotPicture, SigningFailed
from congvu.documents.pdf import render_pdf
from congvu.documents.signing import sign_pdf, verify_pdf
from congvu.documents.stamp import Place, Stamp, signature_places, time_text
from tests.documents.authority import PASSWORD, Authority
from tests.documents.factories import letter
from tests.documents.factories import minutes as minutes_text


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def signed(authority: Authority) -> bytes:
    return sign_pdf(
        render_pdf(letter()), authority.signer("Đặng Hồng Sơn"), PASSWORD, "Ban hành", "Kiên Giang"
    )


def test_a_signature_is_intact_trusted_and_covers_the_whole_file(signed, authority):
    (report,) = verify_pdf(signed, [authority.root])
    assert report.signer == "Đặng Hồng Sơn"
    assert (report.intact, report.trusted, report.covers_whole_document) == (True, True, True)
    assert (report.reason, report.location) == ("Ban hành", "Kiên Giang")
    assert report.time is not None


def test_a_stranger_to_the_authorities_is_intact_but_not_trusted(signed):
    (report,) = verify_pdf(signed, [Authority("Người lạ").root])
    assert report.intact
    assert not report.trusted


def test_one_changed_byte_breaks_the_signature(signed, authority):
    place = signed.index(b"stream") + 20
    broken = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    (report,) = verify_pdf(broken, [authority.root])
    assert not report.intact


def test_a_second_signature_leaves_the_first_one_valid(signed, authority):
    twice = sign_pdf(signed, authority.signer("Văn thư"), PASSWORD)
    first, second = verify_pdf(twice, [authority.root])
    assert [first.signer, second.signer] == ["Đặng Hồng Sơn", "Văn thư"]
    assert first.intact
    assert first.covers_whole_document
    assert second.covers_whole_document


def test_an_unsigned_pdf_has_no_reports():
    assert verify_pdf(render_pdf(letter())) == []


def test_a_wrong_password_is_said_plainly(authority):
    with pytest.raises(SigningFailed):
        sign_pdf(render_pdf(letter()), authority.signer("A"), "sai")


def test_something_else_is_not_a_pdf(authority):
    with pytest.raises(NotPdfFile):
        verify_pdf(b"khong phai pdf")
    with pytest.raises(NotPdfFile):
        sign_pdf(b"khong phai pdf", authority.signer("A"), PASSWORD)


def picture() -> bytes:
    """A blue stroke on nothing, as an office keeps a signature's picture."""
    image = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(10, 100), (90, 10), (150, 90), (290, 40)], (20, 40, 160, 255), 6)
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def blue_in(pdf: bytes, place: Place, folder: Path) -> int:
    """How many bluish dots the printed page has where the signature is to be seen."""
    source = folder / "x.pdf"
    source.write_bytes(pdf)
    command = ["pdftoppm", "-r", "100", "-f", str(place.page + 1), "-singlefile", "-png"]
    subprocess.run([*command, str(source), str(folder / "x")], check=True)
    dots = 100 / 25.4
    box = (place.left, place.top, place.left + place.width, place.top + place.height)
    with Image.open(folder / "x.png") as page:
        part = page.convert("RGB").crop(tuple(round(edge * dots) for edge in box))
        return sum(b > r + 60 and b > g + 60 for r, g, b in part.get_flattened_data())


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs pdftoppm (poppler-utils)")
def test_a_signature_is_seen_between_title_and_name(authority, tmp_path):
    text = letter()
    pdf, (place,) = render_pdf(text), signature_places(text)
    signed = sign_pdf(
        pdf, authority.signer("Đặng Hồng Sơn"), PASSWORD, stamp=Stamp(place, picture())
    )
    assert blue_in(pdf, place, tmp_path) == 0
    assert blue_in(signed, place, tmp_path) > 100
    said = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "x.pdf"), "-"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    (report,) = verify_pdf(signed, [authority.root])
    assert (report.intact, report.trusted, report.covers_whole_document) == (True, True, True)
    # the time one reads is the time that is signed
    assert f"Thời gian ký: {time_text(report.time)}" in said
    assert time_text(report.time).endswith("+07:00")
    assert said.index("GIÁM ĐỐC") < said.index("Người ký: Đặng Hồng Sơn") < said.index("Trần Văn B")


def test_a_second_seen_signature_leaves_the_first_valid(authority):
    text = letter()
    stamp = Stamp(signature_places(text)[0], picture())
    once = sign_pdf(render_pdf(text), authority.signer("Giám đốc"), PASSWORD, stamp=stamp)
    corner = Stamp(Place(0, 140, 6, 55, 10))
    twice = sign_pdf(once, authority.signer("Cơ quan"), PASSWORD, stamp=corner)
    reports = verify_pdf(twice, [authority.root])
    assert [r.signer for r in reports] == ["Giám đốc", "Cơ quan"]
    assert all(r.intact and r.trusted and r.covers_whole_document for r in reports)


@pytest.mark.parametrize("wrong", [b"GIF89a", b"\x89PNG\r\n\x1a\n cut off", bytes(2 * 1024 * 1024)])
def test_a_picture_that_is_none_is_refused(authority, wrong):
    stamp = Stamp(signature_places(letter())[0], wrong)
    with pytest.raises(NotPicture):
        sign_pdf(render_pdf(letter()), authority.signer("A"), PASSWORD, stamp=stamp)


def test_each_signature_of_minutes_has_a_place_of_its_own():
    places = signature_places(minutes_text())
    assert len(places) == len({(p.page, p.left) for p in places}) > 1


def test_a_place_on_a_page_that_is_not_there_is_refused(authority):
    with pytest.raises(NotPdfFile):
        sign_pdf(
            render_pdf(letter()),
            authority.signer("A"),
            PASSWORD,
            stamp=Stamp(Place(9, 10, 10, 50, 20)),
        )
