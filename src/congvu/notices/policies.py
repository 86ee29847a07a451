"""Who sends batches."""

from typing import Any

from congvu.notices.models import Batch
from congvu.organizations.policies import has_role, is_staff
from congvu.organizations.states import Role

SENDERS = (Role.ADMINISTRATOR, Role.HEAD, Role.DEPUTY, Role.SECRETARY)


def may_prepare(user: Any) -> bool:
    """Officers prepare batches."""
    return is_staff(user)


def may_send(user: Any, batch: Batch) -> bool:
    """Who prepared a batch sends it, or the heads and the secretary."""
    return is_staff(user) and (batch.prepared_by_id == user.pk or has_role(user, *SENDERS))


def may_see_reminders(user: Any) -> bool:
    """Who will be reminded of what: the administrator, the heads and the secretary."""
    return has_role(user, *SENDERS)
