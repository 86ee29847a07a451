"""What the page of search finds here: evidence."""

from typing import Any

from congvu.core.search import Hit
from congvu.evidence.models import Item


def items(user: Any, asked: str, limit: int) -> list[Hit]:
    """By title, number, issuer, note or file name."""
    rows = Item.objects.visible_to(user).matching(asked)
    rows = rows.select_related("owner_unit").order_by("-pk")[:limit]
    return [Hit(row.title, row.get_absolute_url(), told(row)) for row in rows]


def told(row: Item) -> str:
    """Number and unit."""
    return " · ".join(str(part) for part in (row.document_number, row.owner_unit) if part)
