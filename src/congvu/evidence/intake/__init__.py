"""Letting a file in: hash, type by content, scan, storage. Never inside a transaction."""

import hashlib
import tempfile
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO, Protocol

from django.conf import settings

from congvu.evidence.errors import Infected, Refused, TooLarge
from congvu.evidence.intake import clamd, keep, photo, sniff
from congvu.evidence.rules import safe_name, size_words
from congvu.evidence.states import Scan

CHUNK = 256 * 1024
IN_MEMORY = 2 * 1024**2


class Readable(Protocol):
    """Anything bytes can be drawn from, piece by piece."""

    def read(self, size: int) -> bytes: ...


@dataclass(frozen=True)
class Prepared:
    """A file that was let in and is kept, but belongs to nothing yet."""

    stored_name: str
    original_name: str
    sha256: str
    size: int
    media_type: str
    scan: str
    exif: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)


def prepare(stream: Readable, name: str) -> Prepared:
    """Hash, recognise, scan and keep one stream; raises Refused and keeps nothing."""
    name = safe_name(name)
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
        digest, size = pour(stream, spool)
        kind = sniff.media_type(spool, name, macros=settings.EVIDENCE_ALLOW_MACROS)
        exif = photo.facts(spool) if is_photo(kind) else {}
        verdict = scanned(spool)
        return Prepared(keep.put(spool), name, digest, size, kind, verdict, exif)


def pour(stream: Readable, spool: BinaryIO) -> tuple[str, int]:
    """Copy a stream aside once, hashing and counting on the way."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > settings.EVIDENCE_MAX_BYTES:
            raise TooLarge(too_large())
        digest.update(chunk)
        spool.write(chunk)
    if not size:
        raise Refused("Tệp rỗng, không có nội dung. Vui lòng chọn tệp khác.")
    return digest.hexdigest(), size


def too_large() -> str:
    """The sentence about the size limit, with the limit."""
    limit = size_words(settings.EVIDENCE_MAX_BYTES)
    return f"Tệp lớn hơn {limit}. Vui lòng giảm dung lượng hoặc tách thành nhiều tệp."


def is_photo(kind: str) -> bool:
    """Whether pixels can be drawn from it."""
    return kind.startswith("image/") and kind != "image/svg+xml"


def scanned(file: BinaryIO) -> str:
    """Verdict of the virus scan; an unreachable scanner leaves the file locked, not lost."""
    if not settings.CLAMD_URL:
        return Scan.OFF
    file.seek(0)
    try:
        found = clamd.scan(settings.CLAMD_URL, file)
    except clamd.ScannerDown:
        return Scan.PENDING
    if found:
        raise Infected(f"Tệp có vi-rút ({found}). Không được nhận.")
    return Scan.CLEAN


def drawn(stored_name: str, edge: int) -> bytes:
    """A small copy of a kept photo, made at the first look and kept."""
    made = keep.small(stored_name, edge)
    if made is None:
        with keep.opened(stored_name) as file:
            made = photo.smaller(file, edge)
        keep.put_small(stored_name, edge, made)
    return made


def digest_of(stored_name: str) -> tuple[str, int]:
    """Hash and size of what is kept now."""
    digest, size = hashlib.sha256(), 0
    with keep.opened(stored_name) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size
