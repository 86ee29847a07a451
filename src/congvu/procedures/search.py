"""What the page of search finds here: procedures."""

from typing import Any

from congvu.core.search import Hit
from congvu.procedures.models import Procedure
from congvu.procedures.policies import may_read


def procedures(user: Any, asked: str, limit: int) -> list[Hit]:
    """By name, code or field."""
    if not may_read(user):
        return []
    rows = Procedure.objects.visible_to(user).matching(asked).select_related("field", "owner")
    return [Hit(row.name, row.get_absolute_url(), " · ".join(
                t for t in (row.code, row.field.name, str(row.owner)) if t))
            for row in rows.order_by("name", "pk")[:limit]]  # fmt: skip
