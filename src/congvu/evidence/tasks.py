"""Background work of evidence: forget what nobody finished, scan what waited."""

from congvu.core.jobs import Running, every, job
from congvu.evidence.actions import expire_uploads, rescan_pending


@every(minutes=60)
@job("evidence.expire_uploads", title="Xóa tệp tải lên dở dang đã quá hạn")
def expire(job: Running) -> None:
    """Drop uploads nobody finished within two days."""
    expire_uploads()


@every(minutes=10)
@job("evidence.rescan_pending", title="Quét vi-rút các tệp đang chờ")
def rescan(job: Running) -> None:
    """Ask the scanner again about what arrived while it was away."""
    rescan_pending()
