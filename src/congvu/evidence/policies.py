"""Who may put files in, attach them and take them off. Reading is ``visible_to``."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from congvu.evidence.models import Attachment, Item
from congvu.evidence.registry import entry_for, sends
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role

LOOKERS = frozenset({Role.VIEWER, Role.CITIZEN})


def may_upload(user: Any) -> bool:
    """Every officer who does more here than look."""
    return bool(rights_of(user).roles - LOOKERS)


def may_send(user: Any) -> bool:
    """Who may send bytes in: those who upload, and whoever a matter of their own asks for files."""
    return may_upload(user) or sends(user)


def may_hand_in(user: Any, target: models.Model) -> bool:
    """Whether a person without a seat may put files of their own to ``target``."""
    entry = entry_for(target._meta.label)
    rule = entry.may_hand_in if entry else None
    return rule is not None and rule(user, target)


def may_attach(user: Any, target: models.Model) -> bool:
    """Whether the target's own package lets ``user`` put evidence to it; no entry, nobody."""
    entry = entry_for(target._meta.label)
    return entry is not None and may_upload(user) and entry.may_attach(user, target)


def may_read_target(user: Any, target: models.Model) -> bool:
    """Whether ``user`` may read what a file would be attached to."""
    entry = entry_for(target._meta.label)
    return entry is not None and target.pk in entry.may_read(user, [target.pk])


def may_detach(user: Any, attachment: Attachment) -> bool:
    """Who may attach may take off."""
    target = attachment.target
    return target is not None and may_attach(user, target)


def detachable(user: Any, attachments: Iterable[Attachment]) -> set[int]:
    """Ids of those that ``user`` may take off, each kind of thing asked once."""
    if not may_upload(user):
        return set()
    kinds: dict[str, list[Attachment]] = {}
    for one in attachments:
        if one.target is not None:
            kinds.setdefault(one.target._meta.label, []).append(one)
    found = set()
    for label, ones in kinds.items():
        entry = entry_for(label)
        targets = [one.target for one in ones]
        able = entry.attachable_among(user, targets) if entry else set()
        found |= {one.pk for one in ones if one.object_id in able}
    return found


def may_edit_item(user: Any, item: Item, live: Iterable[Attachment] | None = None) -> bool:
    """Who brought it in, or may attach to something it is attached to. ``live``: those known."""
    if not may_upload(user):
        return False
    if item.created_by_id == user.pk:
        return True
    if live is None:
        live = Attachment.objects.live().filter(item=item).prefetch_related("target")
    return bool(detachable(user, live))


def owner_unit_id(user: Any) -> int | None:
    """The unit a person brings evidence in for: the only one they sit in, else left open."""
    units = rights_of(user).units()
    return next(iter(units)) if len(units) == 1 else None
