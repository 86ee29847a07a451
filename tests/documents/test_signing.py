"""Signatures on PDF hold, break when the file changes, and need an authority to be trusted."""

import pytest

from congvu.documents.errors import NotPdfFile, SigningFailed
from congvu.documents.pdf import render_pdf
from congvu.documents.signing import sign_pdf, verify_pdf
from tests.documents.authority import PASSWORD, Authority
from tests.documents.factories import letter


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
