"""What dossiers hand down: whose applicants one may read, what must be kept, what search finds."""

from typing import Any

from congvu.applicants.models import Applicant
from congvu.core.search import Hit
from congvu.dossiers.models import Dossier
from congvu.dossiers.states import CLOSED


def applicants_of(user: Any) -> Any:
    """Ids of the applicants whose dossiers this person works on."""
    mine = Dossier.objects.visible_to(user).filter(applicant__isnull=False)
    return mine.values("applicant")


def still_open(applicant: Applicant) -> str:
    """Why somebody's data must stay; empty when nothing is under way."""
    row = Dossier.objects.filter(applicant=applicant).exclude(state__in=CLOSED).first()
    return f"Hồ sơ {row} chưa kết thúc, chưa xóa dữ liệu của người nộp được." if row else ""


def found(user: Any, asked: str, limit: int) -> list[Hit]:
    """Dossiers by code or applicant."""
    rows = Dossier.objects.visible_to(user).matching(asked).for_list().order_by("-pk")[:limit]
    return [Hit(str(row), row.get_absolute_url(), row.procedure_words) for row in rows]
