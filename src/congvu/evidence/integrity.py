"""Proof that every kept file is still the one received, for ``congvu verify`` and the night."""

from collections.abc import Iterator
from dataclasses import dataclass

from congvu.evidence.intake import digest_of
from congvu.evidence.models import Version

MISSING = "Tệp không còn trong kho lưu trữ."
CHANGED = "Nội dung tệp không còn khớp mã băm khi nhận."


@dataclass(frozen=True)
class FileFault:
    """One file that is not what was received."""

    kind: str
    object_id: str
    label: str
    message: str


def verify_files() -> Iterator[FileFault]:
    """Read every kept file again and yield those gone or changed."""
    for version in Version.objects.order_by("pk").iterator(chunk_size=500):
        message = fault_of(version)
        if message:
            yield FileFault("evidence.version", str(version.pk), str(version), message)


def fault_of(version: Version) -> str:
    """What is wrong with one kept file, "" when nothing is."""
    try:
        found = digest_of(version.stored_name)
    except OSError:  # S3's "no such key" is one too
        return MISSING
    return "" if found == (version.sha256, version.size) else CHANGED
