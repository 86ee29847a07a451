"""Background work of dossiers."""

from congvu.core.jobs import Running, daily, job
from congvu.dossiers.actions import forget_tickets


@daily(at="02:45")
@job("dossiers.forget_tickets", title="Dọn dấu phiếu tiếp nhận cũ")
def forget(job: Running | None = None) -> int:
    """Marks of forms sent long ago."""
    return forget_tickets()
