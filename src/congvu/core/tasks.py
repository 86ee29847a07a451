"""Background work of the ground floor."""

from congvu.core import seals, verify
from congvu.core.jobs import Running, daily, every, job
from congvu.core.jobs.tidying import tidy


@every(minutes=5)
@job("core.seal", title="Niêm phong nhật ký", priority=10)
def seal(job: Running | None = None) -> str | None:
    """Seal what is ready; the short code of the new seal, None when there was nothing."""
    made = seals.seal_now()
    return made.short_code if made else None


@job("core.verify", title="Kiểm tra toàn bộ: nhật ký, niêm phong, tệp, kết luận")
def verify_everything(job: Running | None = None, user_id: int | None = None) -> str:
    """The whole check, asked for on the system page; the first fault, or an empty text."""
    return verify.run_all(by_id=user_id).first_fault


@daily(at="02:30")
@job("core.tidy", title="Dọn việc nền cũ và phiên đăng nhập hết hạn", priority=-10)
def remove_old_rows(job: Running | None = None) -> None:
    """Keep the machinery's own tables small."""
    tidy()
