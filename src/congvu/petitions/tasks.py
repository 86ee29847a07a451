"""Background work: marks of forms sent long ago are thrown away."""

from congvu.core.jobs import Running, daily, job
from congvu.petitions.actions import forget_tickets


@daily(at="02:50")
@job("petitions.forget_tickets", title="Dọn dấu phiếu phản ánh, kiến nghị đã gửi")
def forget(job: Running | None = None) -> int:
    """Marks of forms sent long ago."""
    return forget_tickets()
