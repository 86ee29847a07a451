"""Sent to packages above; each is listed in ARCHITECTURE.md."""

from django.dispatch import Signal

# inside the transaction that changed the calendar. Arguments: days (dates), unit_id (None: the
# whole country), by, reason. Receivers compute dates anew and log each change.
calendar_changed = Signal()
