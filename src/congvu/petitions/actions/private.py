"""Personal data of senders: seen with a reason, erased for good."""

from typing import Any

from django.db import transaction

from congvu.core import clock, personal
from congvu.core.errors import BadInput
from congvu.core.needed import words
from congvu.core.policies import require
from congvu.evidence.actions import erase_files
from congvu.petitions.actions.moving import move
from congvu.petitions.models import Petition
from congvu.petitions.states import PERSONAL


def unmask(petition: Petition, field: str, *, by: Any, reason: str) -> str:
    """A number or address in clear; who saw it and why is in the log."""
    require(Petition.objects.visible_to(by).filter(pk=petition.pk).exists())
    if field not in PERSONAL:
        raise BadInput("Không có dữ liệu này.")
    return personal.unmask(petition, field, by=by, reason=reason)


def forget(petition: Petition, *, by: Any, reason: str, expected: int | None = None) -> Petition:
    """Name, numbers, text and files of somebody are gone; subject, answer and figures stay."""
    why = words(reason, "Ghi căn cứ xóa dữ liệu, ví dụ hết thời hạn lưu trữ.")
    with transaction.atomic():
        gone = {"sender_label": "", "forgotten_at": clock.now()}
        row = move(petition, "forget", lambda row: gone, by=by, expected=expected, reason=why)
        erase_files(row, by=by, reason=why)
        personal.erase(row, by=by, reason=why)
        return row
