"""What petitions hand down: what search finds, whose files hang on a petition."""

from collections.abc import Sequence
from typing import Any

from congvu.core.search import Hit
from congvu.core.search_newest import Newest
from congvu.organizations.policies import rights_of
from congvu.petitions.models import READERS, Petition
from congvu.petitions.policies import may_add_files


def hit(pk: int, code: str, subject: str) -> Hit:
    """One petition."""
    return Hit(code, Petition(pk=pk).get_absolute_url(), subject)


# by code, subject or short name of the sender
found = Newest(lambda user: Petition.objects.visible_to(user), ("code", "subject"), hit)


def register_files(evidence: Any) -> None:
    """Tell the evidence registry who reads what was sent along: who works on the petition."""
    evidence.register(
        "petitions.petition",
        may_read=readable_ids,
        readable=Petition.objects.visible_to,
        few=True,
        sees_all=lambda user: rights_of(user).has(*READERS),
        may_attach=may_add_files,
        label=lambda row: f"Phản ánh, kiến nghị {row}",
        related=("received_unit", "unit"),
    )


def readable_ids(user: Any, ids: Sequence[int]) -> set[int]:
    """Petitions among ``ids`` this person works on."""
    rows = Petition.objects.visible_to(user).filter(pk__in=list(ids))
    return set(rows.values_list("pk", flat=True))
