"""Who writes news and who lets it out; the only place here that knows roles."""

from typing import Any

from congvu.organizations.policies import rights_of
from congvu.portal.states import EDITORS, REVIEWERS


def may_edit(user: Any) -> bool:
    """Drafting and correcting: the secretary and the văn thư, and whoever lets items out."""
    return rights_of(user).has(*EDITORS, *REVIEWERS)


def may_publish(user: Any) -> bool:
    """Letting an item out, or taking it back: the leaders and the administrator."""
    return rights_of(user).has(*REVIEWERS)
