"""What petitions hand down: what search finds."""

from congvu.core.search import Hit
from congvu.core.search_newest import Newest
from congvu.petitions.models import Petition


def hit(pk: int, code: str, subject: str) -> Hit:
    """One petition."""
    return Hit(code, Petition(pk=pk).get_absolute_url(), subject)


# by code, subject or short name of the sender
found = Newest(lambda user: Petition.objects.visible_to(user), ("code", "subject"), hit)
