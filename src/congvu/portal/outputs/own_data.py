"""Everything kept about a citizen, as a workbook for themselves."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from congvu.applicants.models import own_applicant
from congvu.applicants.states import KIND_LABELS, PERSONAL_LABELS, ApplicantKind
from congvu.core import formats
from congvu.core.models import LogEntry
from congvu.core.registry import action_title
from congvu.documents.xlsx import Sheet, SheetColumn, Workbook
from congvu.dossiers.models import Dossier

LABELS = {"kind": "Loại", "name": "Họ tên, tên tổ chức"} | PERSONAL_LABELS


def own_workbook(user: Any, told: Mapping[str, str], now: dt.datetime) -> Workbook:
    """What was filled in, the dossiers, and what was done with the account."""
    values = dict(told) | {"kind": KIND_LABELS[ApplicantKind(told["kind"])]}
    facts = [(LABELS[name], value) for name, value in values.items()]
    facts += [("Địa chỉ đăng nhập", user.email), ("Lập tài khoản lúc", moment(user.date_joined))]
    two = (SheetColumn("Mục", 34), SheetColumn("Nội dung", 60))
    return Workbook(
        (
            Sheet("Thông tin", two, facts),
            Sheet("Hồ sơ", DOSSIER_COLUMNS, dossiers_of(user)),
            Sheet("Nhật ký", (SheetColumn("Lúc", 22), SheetColumn("Việc", 50)), log_of(user)),
        ),
        title=f"Dữ liệu của tôi, lập lúc {moment(now)}",
        created=now.replace(tzinfo=None),
    )


DOSSIER_COLUMNS = (
    SheetColumn("Mã hồ sơ", 30),
    SheetColumn("Thủ tục", 60),
    SheetColumn("Trạng thái", 24),
    SheetColumn("Tiếp nhận", 22),
    SheetColumn("Hẹn trả", 22),
)


def dossiers_of(user: Any) -> list[tuple[str, ...]]:
    """Dossiers filed with the row about oneself."""
    rows = Dossier.objects.filter(applicant=own_applicant(user)).select_related("procedure")
    return [
        (str(row), str(row.procedure or ""), row.get_state_display(), moment(row.accepted_at),
         moment(row.due_at))
        for row in rows.order_by("pk")
    ]  # fmt: skip


def log_of(user: Any) -> list[tuple[str, str]]:
    """What was done with this account, newest first."""
    rows = LogEntry.objects.filter(actor=user).order_by("-pk")[:1000]
    return [(moment(row.at), action_title(row.action) or row.action) for row in rows]


def moment(at: dt.datetime | None) -> str:
    """09:41 08/9/2020 in the office's zone; empty when it has not come."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{local:%H:%M} {formats.date(local.date())}"
