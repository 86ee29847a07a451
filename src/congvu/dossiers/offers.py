"""What dossiers hand down: whose applicants one may read, what must be kept, what search finds."""

from typing import Any

from django.db.models import Q

from congvu.applicants.models import Applicant
from congvu.core.search import Hit
from congvu.dossiers.models import Dossier, OnlineForm, Result, ResultReturn, Reuse
from congvu.dossiers.models.dossier import READERS
from congvu.dossiers.policies import may_put_result, may_serve
from congvu.dossiers.states import CLOSED
from congvu.organizations.policies import rights_of


def applicants_of(user: Any) -> Any:
    """Ids of the applicants whose dossiers this person works on."""
    mine = Dossier.objects.visible_to(user).filter(applicant__isnull=False)
    return mine.values("applicant")


def forms_of(applicant: Applicant) -> Any:
    """Online forms whose data goes with their applicant."""
    theirs = Q(dossier__applicant=applicant)
    if applicant.account_id is not None:  # what they never handed in names no applicant
        theirs |= Q(dossier__filed_by=applicant.account_id, dossier__applicant=None)
    return OnlineForm.objects.filter(theirs)


def still_open(applicant: Applicant) -> str:
    """Why somebody's data must stay; empty when nothing is under way."""
    row = Dossier.objects.filter(applicant=applicant).exclude(state__in=CLOSED).first()
    return f"Hồ sơ {row} chưa kết thúc, chưa xóa dữ liệu của người nộp được." if row else ""


def filed_before(applicant: Applicant) -> str:
    """Why the office decides on erasing: papers of a dossier are kept by the rules of archives."""
    if not Dossier.objects.filter(applicant=applicant).exists():
        return ""
    return (
        "Hồ sơ đã nộp phải lưu giữ theo quy định về lưu trữ, nên việc xóa do cơ quan xem xét khi"
        " hết thời hạn bảo quản."
    )


def takers_for(applicant: Applicant) -> Any:
    """Who took results in the applicant's name: kept as long as the applicant is, no longer."""
    taken = ResultReturn.objects.filter(dossier__applicant=applicant)
    return taken.exclude(taker="").order_by("pk")


def found(user: Any, asked: str, limit: int) -> list[Hit]:
    """Dossiers by code or applicant."""
    rows = Dossier.objects.visible_to(user).matching(asked).for_list().order_by("-pk")[:limit]
    return [Hit(str(row), row.get_absolute_url(), row.procedure_words) for row in rows]


def register_files(evidence: Any) -> None:
    """Tell the evidence registry whose files results and papers used again are."""
    evidence.register(
        "dossiers.result",
        readable=Result.objects.readable_by,
        few=True,
        sees_all=sees_all,
        may_attach=lambda user, row: may_put_result(user, row.dossier),
        label=lambda row: f"Kết quả · hồ sơ {row.dossier}",
        related=("dossier",),
    )
    evidence.register(
        "dossiers.reuse",
        readable=Reuse.objects.visible_to,
        few=True,
        sees_all=sees_all,
        may_attach=lambda user, row: may_serve(user, row.dossier.point),
        label=lambda row: f"Giấy tờ dùng lại · hồ sơ {row.dossier}",
        related=("dossier",),
    )


def sees_all(user: Any) -> bool:
    """Who reads every dossier."""
    return rights_of(user).has(*READERS)
