"""What the page of search finds here: criteria of the versions that apply today."""

from typing import Any

from congvu.core import clock
from congvu.core.search import Hit, holder_of
from congvu.criteria.models import Criterion, LibraryVersion


def criteria(user: Any, asked: str, limit: int) -> list[Hit]:
    """By code or text; a few hundred rows, looked through in memory."""
    rows = Criterion.objects.visible_to(user).order_by("area__order", "order")
    current = LibraryVersion.objects.current(clock.today())
    told = rows.filter(area__library_version__in=current.values("pk"))
    told = told.select_related("area__library_version").only(
        "code", "text", "area__library_version__title"
    )
    holds = holder_of(asked)
    found = [row for row in told if holds(f"{row.code} {row.text}")]
    return [Hit(f"{row.code}. {row.text}", place(row), row.area.library_version.title)
            for row in found[:limit]]  # fmt: skip


def place(row: Criterion) -> str:
    """Its line on the page of its version."""
    return f"{row.area.library_version.get_absolute_url()}#criterion-{row.code}"
