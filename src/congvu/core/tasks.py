"""Background work of the ground floor."""

from django.urls import reverse

from congvu.core import seals, verify
from congvu.core.jobs import Running, daily, every, job, progress
from congvu.core.jobs.tidying import tidy
from congvu.core.registry import Tally


@every(minutes=5)
@job("core.seal", title="Xác thực nhật ký", priority=10)
def seal(job: Running | None = None) -> str | None:
    """Seal what is ready; the short code of the new seal, None when there was nothing."""
    made = seals.seal_now()
    return made.short_code if made else None


@job("core.verify", title="Kiểm tra toàn bộ: nhật ký, mã xác thực, tệp, kết luận")
def verify_everything(job: Running | None = None, user_id: int | None = None) -> str:
    """The whole check, asked for on the system page; the first fault, or an empty text."""
    rows = seals.sealed_rows()

    def report(tally: Tally, what: str) -> None:
        if job is not None:
            progress(job, min(tally.rows, rows), rows + 1, f"đang đối chiếu {what}")

    run = verify.run_all(report, by_id=user_id)
    if job is not None:
        address = reverse("core:verify_detail", args=[run.pk])
        progress(job, rows + 1, rows + 1, str(run.outcome), result_url=address)
    return run.first_fault


@daily(at="02:30")
@job("core.tidy", title="Dọn việc nền cũ và phiên đăng nhập hết hạn", priority=-10)
def remove_old_rows(job: Running | None = None) -> None:
    """Keep the machinery's own tables small."""
    tidy()
