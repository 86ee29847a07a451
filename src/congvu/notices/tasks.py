"""Background work of notices."""

from congvu.core.jobs import Running, daily, job
from congvu.notices.actions import mail_notices, send_daily
from congvu.notices.states import REMINDED_AT


@job("notices.mail", title="Gửi thư thông báo", priority=5)
def mail(job: Running | None = None, notice_ids: list[int] | None = None) -> int:
    """E-mails for urgent notices; those already sent are left alone."""
    return mail_notices(notice_ids or [])


@daily(at=REMINDED_AT)
@job("notices.daily", title="Nhắc việc và bản tin hằng ngày")
def remind(job: Running | None = None) -> int:
    """Reminders, then one digest per person."""
    return send_daily()
