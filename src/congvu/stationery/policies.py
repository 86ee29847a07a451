"""Who keeps the templates, and who may look at them."""

from typing import Any

from congvu.organizations.policies import has_role, is_staff
from congvu.organizations.states import Role


def may_see(user: Any) -> bool:
    """Every officer may look at the office's templates."""
    return is_staff(user)


def may_manage(user: Any) -> bool:
    """The administrator, the secretary and the records clerk keep them."""
    return has_role(user, Role.ADMINISTRATOR, Role.SECRETARY, Role.RECORDS_CLERK)
