"""Personal data of senders: seen with a reason, erased for good."""

from typing import Any

from django.db import transaction

from congvu.core import clock, personal
from congvu.core.errors import BadInput, WrongState
from congvu.core.needed import words
from congvu.core.policies import require
from congvu.evidence.actions import erase_files
from congvu.petitions.actions.moving import move
from congvu.petitions.models import Petition
from congvu.petitions.policies import sees_sender
from congvu.petitions.states import PERSONAL


def unmask(petition: Petition, field: str, *, by: Any, reason: str) -> str:
    """A number or address in clear; who saw it and why is in the log."""
    row = Petition.objects.visible_to(by).filter(pk=petition.pk).first()
    require(row is not None and sees_sender(by, row))
    if field not in PERSONAL:
        raise BadInput("Không có dữ liệu này.")
    return personal.unmask(petition, field, by=by, reason=reason)


def forget_sent(account: Any, *, by: Any, reason: str) -> int:
    """Everything an account sent loses its sender; how many. What is still open is answered first.

    The sender may withdraw an open one, and then have it forgotten.
    """
    with transaction.atomic():
        rows = list(Petition.objects.sent_from(account).filter(forgotten_at=None).order_by("pk"))
        if waiting := [row.code for row in rows if row.is_open]:
            raise WrongState(
                f"Phản ánh, kiến nghị {', '.join(waiting)} chưa xử lý xong. Hãy rút, hoặc chờ trả"
                " lời rồi xóa dữ liệu."
            )
        for row in rows:
            forget(row, by=by, reason=reason)
        return len(rows)


def forget(petition: Petition, *, by: Any, reason: str, expected: int | None = None) -> Petition:
    """Name, numbers, text and files of somebody are gone; subject, answer and figures stay."""
    why = words(reason, "Ghi căn cứ xóa dữ liệu, ví dụ hết thời hạn lưu trữ.")
    with transaction.atomic():
        gone = {"sender_label": "", "forgotten_at": clock.now()}
        row = move(petition, "forget", lambda row: gone, by=by, expected=expected, reason=why)
        erase_files(row, by=by, reason=why)
        personal.erase(row, by=by, reason=why)
        return row
