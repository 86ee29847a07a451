"""What petitions hand down: what search finds."""

from typing import Any

from congvu.core.search import Hit
from congvu.petitions.models import Petition


def found(user: Any, asked: str, limit: int) -> list[Hit]:
    """Petitions by code, subject or short name of the sender."""
    rows = Petition.objects.visible_to(user).matching(asked).order_by("-pk")[:limit]
    return [Hit(row.code, row.get_absolute_url(), row.subject) for row in rows]
