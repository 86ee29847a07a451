from congvu.notices.actions.batches import cancel_batch, leave_out, prepare_batch, send_batch
from congvu.notices.actions.mailing import mail_notices, send_daily
from congvu.notices.actions.telling import mark_read, notify_many

__all__ = [
    "cancel_batch",
    "leave_out",
    "mail_notices",
    "mark_read",
    "notify_many",
    "prepare_batch",
    "send_batch",
    "send_daily",
]
