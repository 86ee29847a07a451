"""Long reports as files: asked for, made in the background, kept for a while, thrown away."""

import datetime as dt
from typing import Any

from congvu.accounts.models import User
from congvu.core import audit, clock
from congvu.core.jobs import defer
from congvu.core.policies import require
from congvu.dossiers.models import ReportFile
from congvu.dossiers.policies import may_report

MAKE = "dossiers.report_file"
KEEP = dt.timedelta(days=7)


def ask_report_file(slug: str, asked: dict[str, Any], *, by: User) -> Any:
    """Have the Excel file made in the background; answers the job whose progress is watched."""
    require(may_report(by))
    return defer(MAKE, owner=by, slug=slug, asked=asked, user_id=by.pk)


def keep_report_file(*, by: User, **facts: Any) -> ReportFile:
    """The file that was made."""
    require(may_report(by))
    return audit.create(ReportFile(made_by=by, **facts), by=by, action="dossiers.make_report_file")


def drop_report_files() -> list[str]:
    """Forget files nobody needs any more; the names under which they are stored."""
    old = list(ReportFile.objects.filter(created_at__lt=clock.now() - KEEP).order_by("pk"))
    for row in old:
        audit.remove(row, by=None, action="dossiers.drop_report_file")
    return [row.stored_name for row in old]
