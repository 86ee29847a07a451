"""Who writes news, lets it out, decides where one files; the only place that knows roles."""

from typing import Any

from congvu.organizations.policies import has_role, rights_of
from congvu.organizations.states import Role
from congvu.portal.states import EDITORS, REVIEWERS


def may_edit(user: Any) -> bool:
    """Drafting and correcting: the secretary and the văn thư, and whoever lets items out."""
    return rights_of(user).has(*EDITORS, *REVIEWERS)


def may_publish(user: Any) -> bool:
    """Letting an item out, or taking it back: the leaders and the administrator."""
    return rights_of(user).has(*REVIEWERS)


def may_decide_filing(user: Any) -> bool:
    """Where a procedure is filed: the administrator and the secretary write down the decision."""
    return has_role(user, Role.ADMINISTRATOR, Role.SECRETARY)
