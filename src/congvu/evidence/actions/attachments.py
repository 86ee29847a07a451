"""Putting existing items to things, and taking them off again."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models, transaction

from congvu.core import audit, clock
from congvu.core.errors import BadInput, NotAllowed, WrongState
from congvu.core.policies import require
from congvu.evidence.models import Attachment, Item
from congvu.evidence.models.item import type_of
from congvu.evidence.policies import may_attach, may_detach

Pair = tuple[Item, models.Model]


def attachment_for(item: Item, target: models.Model, by: Any, purpose: str) -> Attachment:
    """An attachment, unsaved."""
    kind = type_of(target._meta.label_lower)
    return Attachment(
        item=item, content_type=kind, object_id=target.pk, purpose=purpose, attached_by=by
    )


def attach_many(pairs: Sequence[Pair], *, by: Any, purpose: str = "") -> list[Attachment]:
    """Attach items ``by`` may read to things ``by`` may attach to; what is there stays as it is."""
    targets = {(t._meta.label_lower, t.pk): t for _, t in pairs}
    for target in targets.values():
        require(may_attach(by, target))
    ids = {item.pk for item, _ in pairs}
    if Item.objects.visible_to(by).filter(pk__in=ids).count() != len(ids):
        raise NotAllowed
    with transaction.atomic():
        list(Item.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",)))
        there = {
            (a.item_id, a.content_type_id, a.object_id)
            for a in Attachment.objects.live().filter(item__in=ids)
        }
        fresh = {}
        for item, target in pairs:
            new = attachment_for(item, target, by, purpose)
            key = (new.item_id, new.content_type_id, new.object_id)
            if key not in there:
                fresh[key] = new
        made = audit.create_many(list(fresh.values()), by=by, action="evidence.attach")
        Item.objects.filter(pk__in=[a.item_id for a in made]).update(attached=True)
    return made


def detach(
    attachment: Attachment, *, by: Any, reason: str, expected: int | None = None
) -> Attachment:
    """Take an item off a thing; that it was there, and why it went, stays written."""
    require(may_detach(by, attachment))
    if not reason.strip():
        raise BadInput(fields={"reason": "Cần ghi lý do gỡ tài liệu."})
    with transaction.atomic():
        held = audit.lock(Attachment.objects, attachment.pk, expected)
        if held.detached_at is not None:
            raise WrongState("Tài liệu này đã được gỡ trước đó.")
        moment = clock.now()
        audit.change(held, by=by, action="evidence.detach", reason=reason, detached_at=moment)
        settle_attached(held.item_id)
    return held


def settle_attached(item_id: int) -> None:
    """Keep the item's own word on whether it is attached; its row is locked meanwhile."""
    item = Item.objects.select_for_update(of=("self",)).get(pk=item_id)
    left = Attachment.objects.live().filter(item=item).exists()
    Item.objects.filter(pk=item.pk).update(attached=left)


def pin_many(targets: Iterable[models.Model], *, by: Any, reason: str = "") -> list[Attachment]:
    """Hold the evidence of ``targets`` (one model) at its present versions, for good.

    Called by the package above when it freezes something; that action has checked the right.
    """
    with transaction.atomic():
        loose = Attachment.objects.live().of(*targets).filter(pinned__isnull=True)
        held = list(loose.select_for_update(of=("self",)).order_by("pk"))
        shown = {a.pk: a.shown for a in loose.with_files()}
        pairs = [(a, {"pinned": shown[a.pk]}) for a in held if shown.get(a.pk)]
        return audit.change_many(pairs, by=by, action="evidence.pin", reason=reason)
