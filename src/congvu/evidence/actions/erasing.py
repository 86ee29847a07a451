"""Files that go for good with the person they speak of."""

from typing import Any

from django.db import models, transaction

from congvu.core import audit, clock
from congvu.evidence.actions.attachments import settle_attached
from congvu.evidence.intake import keep
from congvu.evidence.models import Attachment, Item, Upload, Version


def erase_files(target: models.Model, *, by: Any, reason: str) -> int:
    """Erase what hangs, or ever hung, on ``target`` alone; what serves elsewhere too is taken off.

    Called by the package above when it erases somebody; that action has checked the right. How
    many items went; their bytes go after the commit.
    """
    action = "evidence.erase"
    with transaction.atomic():
        here = Attachment.objects.of(target).select_for_update(of=("self",))
        rows = list(here.order_by("pk"))
        keys = {row.item_id for row in rows}
        others = Attachment.objects.filter(item__in=keys).exclude(pk__in=[row.pk for row in rows])
        shared = set(others.values_list("item_id", flat=True))
        for row in rows:
            if row.item_id not in shared:
                audit.remove(row, by=by, action=action, reason=reason)
            elif row.detached_at is None:
                audit.change(row, by=by, action=action, reason=reason, detached_at=clock.now())
                settle_attached(row.item_id)
        gone = list(Item.objects.filter(pk__in=keys - shared).order_by("pk"))
        versions = list(Version.objects.filter(item__in=gone))
        Upload.objects.filter(version__in=versions).delete()
        for one in (*versions, *gone):
            audit.remove(one, by=by, action=action, reason=reason)
        names = [version.stored_name for version in versions]
        transaction.on_commit(lambda: keep.drop(*names))
    return len(gone)
