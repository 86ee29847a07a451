"""What a webhook is told: rows of the sealed log about things its user may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from congvu.api.collection import Collection
from congvu.api.models import Webhook
from congvu.api.replies import ROOT
from congvu.api.resources import COLLECTIONS
from congvu.core import seals
from congvu.core.audit import kind_of
from congvu.core.models import LogEntry, Seal

ROWS = 500  # log rows looked at in one delivery


@dataclass(frozen=True)
class Batch:
    """Rows of one seal from a place on, and where the place is afterwards."""

    name: str
    events: list[dict[str, Any]]
    position: int
    told: int


def collections() -> dict[str, Collection]:
    """Name of a collection -> the collection."""
    return {one.name: one for one in COLLECTIONS}


def next_batch(hook: Webhook) -> Batch | None:
    """The rows after those the receiver has; None when it has all that is sealed."""
    seal = Seal.objects.defer("leaves").filter(position=hook.position + 1).first()
    if seal is None:
        return None
    rows = list(seals.rows_of(seal)[hook.told : hook.told + ROWS])
    whole = len(rows) < ROWS
    return Batch(
        name=f"msg_{hook.pk}_{seal.position}_{hook.told}",
        events=events_of(hook, rows, seal.short_code),
        position=seal.position if whole else hook.position,
        told=0 if whole else hook.told + ROWS,
    )


def events_of(hook: Webhook, rows: list[LogEntry], code: str) -> list[dict[str, Any]]:
    """The rows its user may know of, in their order; what is gone since is left out."""
    names = names_of(hook)
    wanted = [row for row in rows if row.kind in names and row.object_id.isdecimal()]
    seen = {kind: seen_of(hook.user, names[kind], wanted, kind) for kind in names}
    return [
        event(row, names[row.kind].name, code)
        for row in wanted
        if int(row.object_id) in seen[row.kind]
    ]


def names_of(hook: Webhook) -> dict[str, Collection]:
    """Kind in the log -> collection, of those asked for."""
    return {
        kind_of(one.rows(hook.user).model): one
        for one in COLLECTIONS
        if not hook.kinds or one.name in hook.kinds
    }


def seen_of(user: Any, collection: Collection, rows: Iterable[LogEntry], kind: str) -> set[int]:
    """Ids of the rows' objects that ``user`` may see; no query where there are none."""
    keys = {int(row.object_id) for row in rows if row.kind == kind}
    if not keys:
        return set()
    return set(collection.rows(user).filter(pk__in=keys).values_list("pk", flat=True))


def event(row: LogEntry, collection: str, code: str) -> dict[str, Any]:
    """What happened to which object. What it is now, the receiver reads at ``url``."""
    return {
        "id": row.pk,
        "at": row.at.isoformat(),
        "action": row.action,
        "collection": collection,
        "object": int(row.object_id),
        "url": f"{ROOT}/{collection}/{row.object_id}",
        "seal": code,
    }
