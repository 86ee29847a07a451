"""What the page of search finds here: campaigns, findings, recommendations, papers."""

from typing import Any

from django.urls import NoReverseMatch

from congvu.core.search import Hit, containing
from congvu.inspections.models import Finding, Inspection, OfficialDocument, Recommendation


def inspections(user: Any, asked: str, limit: int) -> list[Hit]:
    """Campaigns by title and year."""
    rows = containing(Inspection.objects.visible_to(user), asked).order_by("-year", "-pk")
    return [Hit(row.title, row.get_absolute_url(), row.get_state_display())
            for row in rows[:limit]]  # fmt: skip


def documents(user: Any, asked: str, limit: int) -> list[Hit]:
    """Papers by number, symbol, kind or subject."""
    rows = containing(OfficialDocument.objects.visible_to(user), asked)
    rows = rows.select_related("inspection", "plan").order_by("-pk")[:limit]
    return [Hit(str(row), address(row), row.subject) for row in rows]


def address(row: OfficialDocument) -> str:
    """The paper's page, else the campaign's."""
    try:
        return row.get_absolute_url()
    except NoReverseMatch:
        return row.inspection.get_absolute_url() if row.inspection else ""


def findings(user: Any, asked: str, limit: int) -> list[Hit]:
    """Strengths and limitations by their words."""
    rows = containing(Finding.objects.visible_to(user), asked)
    rows = rows.select_related("unit", "inspection").order_by("-pk")[:limit]
    return [Hit(row.text, row.get_absolute_url(), f"{row.unit} · năm {row.inspection.year}")
            for row in rows]  # fmt: skip


def recommendations(user: Any, asked: str, limit: int) -> list[Hit]:
    """Recommendations by their words."""
    rows = containing(Recommendation.objects.visible_to(user), asked)
    rows = rows.select_related("unit").order_by("-pk")[:limit]
    return [Hit(row.text, row.get_absolute_url(), f"{row.unit} · {row.get_state_display()}")
            for row in rows]  # fmt: skip
