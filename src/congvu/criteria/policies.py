"""Who reads and who keeps the criteria."""

from typing import Any

from congvu.organizations.policies import has_role, is_staff
from congvu.organizations.states import Role


def may_manage_criteria(user: Any) -> bool:
    """Administrator and secretary keep the libraries; None is the system itself."""
    return user is None or has_role(user, Role.ADMINISTRATOR, Role.SECRETARY)


def may_use_criteria(user: Any) -> bool:
    """Whoever works here may judge by a version, if the package above lets them."""
    return user is None or is_staff(user)
