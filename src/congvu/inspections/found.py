"""What the page of search finds here: campaigns, findings, recommendations, papers."""

from typing import Any

from congvu.core.search import Hit, containing
from congvu.core.search_newest import Newest
from congvu.inspections.models import Finding, Inspection, OfficialDocument, Recommendation


def inspections(user: Any, asked: str, limit: int) -> list[Hit]:
    """Campaigns by title and year."""
    rows = containing(Inspection.objects.visible_to(user), asked).order_by("-year", "-pk")
    return [Hit(row.title, row.get_absolute_url(), row.get_state_display())
            for row in rows[:limit]]  # fmt: skip


def document(pk: int, number: str, symbol: str, kind: str, subject: str) -> Hit:
    """A paper by number, symbol, kind or subject."""
    row = OfficialDocument(pk=pk, number=number, symbol=symbol, kind=kind)
    return Hit(str(row), row.get_absolute_url(), subject)


def finding(pk: int, text: str, unit: str, year: str) -> Hit:
    """A strength or limitation by its words."""
    return Hit(text, Finding(pk=pk).get_absolute_url(), f"{unit} · năm {year}")


def recommendation(pk: int, text: str, unit: str, state: str) -> Hit:
    """A recommendation by its words."""
    row = Recommendation(pk=pk, state=state)
    return Hit(text, row.get_absolute_url(), f"{unit} · {row.get_state_display()}")


documents = Newest(
    OfficialDocument,
    lambda user: OfficialDocument.objects.visible_to(user),
    ("number", "symbol", "kind", "subject"),
    document,
)
findings = Newest(
    Finding,
    lambda user: Finding.objects.visible_to(user),
    ("text", "unit__short_name", "inspection__year"),
    finding,
)
recommendations = Newest(
    Recommendation,
    lambda user: Recommendation.objects.visible_to(user),
    ("text", "unit__short_name", "state"),
    recommendation,
)
