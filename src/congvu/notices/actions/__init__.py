from congvu.notices.actions.batches import cancel_batch, leave_out, prepare_batch, send_batch
from congvu.notices.actions.mailing import mail_notices, send_daily
from congvu.notices.actions.reminding import next_morning, prepare_reminders, reminders_ahead
from congvu.notices.actions.telling import mark_read, notify_many

__all__ = [
    "cancel_batch",
    "leave_out",
    "mail_notices",
    "mark_read",
    "next_morning",
    "notify_many",
    "prepare_batch",
    "prepare_reminders",
    "reminders_ahead",
    "send_batch",
    "send_daily",
]
