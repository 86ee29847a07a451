"""What the page of search finds here: legal documents."""

from typing import Any

from congvu.core.search import Hit
from congvu.legal.models import Basis


def bases(user: Any, asked: str, limit: int) -> list[Hit]:
    """By number, issuer or subject."""
    rows = Basis.objects.visible_to(user).search(asked).order_by("-issued_on", "number")[:limit]
    return [Hit(basis.number, basis.get_absolute_url(), basis.subject) for basis in rows]
