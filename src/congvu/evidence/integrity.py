"""Proof that every kept file is still the one received, for ``congvu verify`` and the night."""

from collections.abc import Iterator

from congvu.core.registry import Fault, Tally
from congvu.evidence.intake import digest_of
from congvu.evidence.models import Version

MISSING = "không còn trong kho lưu trữ"
CHANGED = "nội dung không còn khớp mã băm ghi khi nhận"


def verify_files(tally: Tally) -> Iterator[Fault]:
    """Read every kept file again and yield those gone or changed."""
    for version in Version.objects.order_by("pk").iterator(chunk_size=500):
        tally.files += 1
        wrong = fault_of(version)
        if wrong:
            message = f"Tệp “{version}”: {wrong}."
            yield Fault("evidence.version", str(version.pk), message, field="sha256")


def fault_of(version: Version) -> str:
    """What is wrong with one kept file, "" when nothing is."""
    try:
        found = digest_of(version.stored_name)
    except OSError:  # S3's "no such key" is one too
        return MISSING
    return "" if found == (version.sha256, version.size) else CHANGED
