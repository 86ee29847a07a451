"""Hồ sơ nộp lưu: asking for the ZIP of a campaign, and writing down the one that was made."""

from typing import Any

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.jobs import defer
from congvu.core.policies import require
from congvu.inspections.models import CampaignArchive, Inspection
from congvu.inspections.policies import may_number, may_prepare


def ask_archive(inspection: Inspection, *, by: User) -> Any:
    """Have the ZIP made in the background; answers the job whose progress can be watched."""
    require(may_prepare(by) or may_number(by))
    return defer("inspections.archive", owner=by, inspection_id=inspection.pk, user_id=by.pk)


def record_archive(
    inspection: Inspection,
    *,
    stored_name: str,
    sha256: str,
    size: int,
    contents: list[str],
    by: User,
) -> CampaignArchive:
    """The ZIP that was made, with its hash and what is in it."""
    require(may_prepare(by) or may_number(by))
    row = CampaignArchive(
        inspection=inspection,
        made_by=by,
        stored_name=stored_name,
        sha256=sha256,
        size=size,
        contents=contents,
    )
    return audit.create(row, by=by, action="inspections.make_archive")
