"""Who registers, reads and erases applicants; citizens keep the row about themselves."""

from typing import Any

from congvu.accounts.policies import is_citizen
from congvu.applicants.models import Applicant
from congvu.organizations.policies import has_role
from congvu.organizations.states import Role


def may_register(user: Any) -> bool:
    """Whoever takes in dossiers."""
    return has_role(user, Role.ONE_STOP_OFFICER)


def may_file(user: Any) -> bool:
    """Whoever has an account of their own, without a seat here."""
    return is_citizen(user)


def may_edit(user: Any, applicant: Applicant) -> bool:
    """Counters and case officers who work on a matter of this applicant."""
    works = has_role(user, Role.ONE_STOP_OFFICER, Role.CASE_OFFICER)
    return works and may_read(user, applicant)


def may_read(user: Any, applicant: Applicant) -> bool:
    """Whoever works on a matter of this applicant."""
    return Applicant.objects.visible_to(user).filter(pk=applicant.pk).exists()


def may_forget(user: Any) -> bool:
    """Erasing personal data is decided by the head, carried out by the administrator."""
    return has_role(user, Role.ADMINISTRATOR, Role.HEAD)


def may_keep_own(user: Any) -> bool:
    """Whoever signed in as a citizen, about themselves."""
    return is_citizen(user)
