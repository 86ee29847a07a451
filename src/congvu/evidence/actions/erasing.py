"""Files that go for good with the person they speak of."""

from typing import Any

from django.db import models, transaction

from congvu.core import audit, clock
from congvu.evidence.actions.attachments import settle_attached
from congvu.evidence.intake import keep
from congvu.evidence.models import Attachment, Item, Upload, Version


def erase_files(target: models.Model, *, by: Any, reason: str) -> int:
    """Erase what hangs, or once hung, on ``target``; what serves elsewhere too is only taken off.

    Called by the package above when it erases somebody; that action has checked the right. How
    many items went; their bytes go after the commit.
    """
    action = "evidence.erase"
    with transaction.atomic():
        here = list(Attachment.objects.of(target).values_list("pk", "item_id"))
        keys = {item for _, item in here}
        live = Attachment.objects.live().filter(item__in=keys)
        shared = set(live.exclude(pk__in=[pk for pk, _ in here]).values_list("item_id", flat=True))
        held = Attachment.objects.select_for_update(of=("self",)).order_by("pk")
        for row in held.of(target).live().filter(item__in=shared):
            audit.change(row, by=by, action=action, reason=reason, detached_at=clock.now())
            settle_attached(row.item_id)
        gone = list(Item.objects.filter(pk__in=keys - shared).order_by("pk"))
        for row in held.filter(item__in=gone):
            audit.remove(row, by=by, action=action, reason=reason)
        versions = list(Version.objects.filter(item__in=gone))
        Upload.objects.filter(version__in=versions).delete()
        for one in (*versions, *gone):
            audit.remove(one, by=by, action=action, reason=reason)
        names = [version.stored_name for version in versions]
        transaction.on_commit(lambda: keep.drop(*names))
    return len(gone)
