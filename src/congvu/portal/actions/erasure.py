"""A citizen wants to be forgotten: done at once, or told to those who decide."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from congvu.applicants.actions import erase_own, forget
from congvu.applicants.models import Applicant, own_applicant
from congvu.core import clock
from congvu.dossiers.actions import discard_draft
from congvu.dossiers.models import Dossier
from congvu.dossiers.states import DossierState
from congvu.notices.actions import notify_many
from congvu.notices.rules import Draft
from congvu.organizations.models import Seat
from congvu.organizations.states import Role
from congvu.petitions.actions import forget_sent

DECIDE = (Role.HEAD, Role.ADMINISTRATOR)
OWN_WISH = "Theo yêu cầu của chính người gửi"
TEXT = "Một công dân xin xóa dữ liệu của mình nhưng còn hồ sơ phải lưu giữ. Xem và quyết định."


def ask_erasure(*, by: Any, sure: bool) -> bool:
    """Whether the data is gone; if not, the leaders and the administrator are told, once.

    What was never handed in is gone either way: nobody has to keep it.
    """
    with transaction.atomic():
        drop_drafts(by)
        forget_sent(by, by=by, reason=OWN_WISH)
        done = erase_own(by=by, sure=sure)
        own = None if done else own_applicant(by)
        if own is not None:
            seats = Seat.objects.in_force(clock.today()).filter(role__in=DECIDE)
            people = seats.filter(user__is_active=True).values_list("user", flat=True)
            known = {
                "title": "Yêu cầu xóa dữ liệu cá nhân",
                "text": TEXT,
                "path": reverse("portal:erasure_list"),
                "about_kind": "applicants.applicant",
                "about_id": str(own.pk),
                "key": f"xin-xoa-{own.pk}",
            }
            notify_many([Draft(to_id=to, **known) for to in sorted(set(people))], by=by)
        return done


def erase_asked(own: Applicant, *, by: Any, reason: str) -> Applicant:
    """The office erases who asked for it, with what their account sent since."""
    with transaction.atomic():
        if own.account is not None:
            forget_sent(own.account, by=by, reason=reason)
        return forget(own, by=by, reason=reason)


def drop_drafts(by: Any) -> None:
    """Forms and files an account never handed in."""
    for draft in Dossier.objects.filed_from(by).filter(state=DossierState.DRAFT):
        discard_draft(draft, by=by)
