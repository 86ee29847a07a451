"""Signatures on PDF: made with a PKCS#12 file or a token, seen on the page, verified offline."""

import io
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

from congvu.documents.errors import NotPdfFile, SigningFailed
from congvu.documents.stamp import Place, Stamp, stamp_page

_FIELD = "ChuKy{}"
_POINTS_PER_MM = 72 / 25.4
# A later signature is no change of what was signed; anything beyond it is.
_HARMLESS = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}


@dataclass(frozen=True)
class SignatureReport:
    """What one signature in a PDF is worth."""

    signer: str
    time: datetime | None
    intact: bool
    trusted: bool
    covers_whole_document: bool
    reason: str = ""
    location: str = ""


class _Signer(signers.PdfSigner):
    """Signs at a given moment, so that the time one sees is the time that is signed."""

    moment: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
        """A session of that moment."""
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.moment
        return session


def sign_pdf(
    pdf: bytes,
    pkcs12: bytes,
    password: str,
    reason: str = "",
    location: str = "",
    stamp: Stamp | None = None,
) -> bytes:
    """The PDF with one more PAdES signature; earlier signatures stay valid."""
    try:
        signer = signers.SimpleSigner.load_pkcs12_data(pkcs12, [], password.encode())
    except ValueError as fault:
        raise SigningFailed() from fault
    return sign_pdf_with(pdf, signer, reason, location, stamp)


def sign_pdf_with(
    pdf: bytes, signer: Signer, reason: str = "", location: str = "", stamp: Stamp | None = None
) -> bytes:
    """Sign with any pyhanko signer, so that a token or a signing service fits in."""
    moment = datetime.now(UTC).replace(microsecond=0)
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        name = _FIELD.format(len(reader.embedded_signatures) + 1)
        field = SigFieldSpec(name)
        if stamp:
            box = _box(stamp.place, reader)
            field = SigFieldSpec(name, on_page=stamp.place.page, box=box)
        metadata = signers.PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=reason or None,
            location=location or None,
        )
        with tempfile.TemporaryDirectory() as folder:
            style = _seen(stamp, signer, moment, Path(folder)) if stamp else None
            pen = _Signer(metadata, signer, stamp_style=style, new_field_spec=field)
            pen.moment = moment
            return pen.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf))).getvalue()
    except PdfError as fault:
        raise NotPdfFile() from fault
    except SigningError as fault:
        raise SigningFailed() from fault


def _seen(stamp: Stamp, signer: Signer, moment: datetime, folder: Path) -> StaticStampStyle:
    """The stamp as pyhanko lays it into the field."""
    certificate = signer.signing_cert
    page = folder / "stamp.pdf"
    page.write_bytes(stamp_page(stamp, _name(certificate) if certificate else "", moment))
    return StaticStampStyle(background=ImportedPdfPage(str(page)), border_width=0)


def _box(place: Place, reader: PdfFileReader) -> tuple[int, int, int, int]:
    """The place in points from the lower left corner of its page."""
    page, _ = reader.find_page_for_modification(place.page)
    media = page.get_object()["/MediaBox"]
    left, top = place.left, float(media[3]) / _POINTS_PER_MM - place.top
    edges = (left, top - place.height, left + place.width, top)
    return tuple(round(edge * _POINTS_PER_MM) for edge in edges)  # type: ignore[return-value]


def verify_pdf(pdf: bytes, trust_roots: Iterable[bytes] = ()) -> list[SignatureReport]:
    """A report per signature, oldest first. Nothing is fetched from a network."""
    roots = [_certificate(root) for root in trust_roots]
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        return [_report(signature, roots) for signature in reader.embedded_signatures]
    except PdfError as fault:
        raise NotPdfFile() from fault


def _report(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> SignatureReport:
    reason = str(signature.sig_object.get("/Reason", ""))
    location = str(signature.sig_object.get("/Location", ""))
    # A context of its own: verified paths must not leak from one signature to the next.
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    try:
        status = validate_pdf_signature(signature, context)
    except (SignatureValidationError, ValueError):
        name = _name(signature.signer_cert)
        return SignatureReport(name, None, False, False, False, reason, location)
    return SignatureReport(
        signer=_name(status.signing_cert),
        time=status.signer_reported_dt,
        intact=status.intact and status.valid,
        trusted=status.trusted,
        covers_whole_document=_covers(status),
        reason=reason,
        location=location,
    )


def _covers(status: PdfSignatureStatus) -> bool:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    later = status.modification_level in _HARMLESS
    return status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and later


def _certificate(source: bytes) -> x509.Certificate:
    if pem.detect(source):
        _, _, source = pem.unarmor(source)
    return x509.Certificate.load(source)


def _name(certificate: x509.Certificate) -> str:
    named = certificate.subject.native
    return str(named.get("common_name") or certificate.subject.human_friendly)
