"""Seals over the action log: stretches of rows, a Merkle root each, chained to the one before.

A seal never includes a row below which a transaction may still be running, never locks the log
(but for the first seal of a database cluster) and hashes outside any transaction.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet, Sum

from congvu.core import clock, merkle, rawlog, watermark
from congvu.core.models import LogEntry, Seal

FIRST = "0" * 64  # what the first seal is chained to
FIELDS = ("id", "xid", rawlog.AT, "actor_id", "actor_name", "action", "kind", "object_id",
          "label", rawlog.CHANGES, "reason")  # fmt: skip
SEALED = ("position", "made_at", "cluster", "floor_id", "ceiling_id", "free_id", "xid_from",
          "xid_to", "first_id", "last_id", "count", "merkle_root", "previous_hash")  # fmt: skip


class Stretch(NamedTuple):
    """Which rows a seal takes; see :class:`~congvu.core.models.Seal`."""

    cluster: str
    floor_id: int
    ceiling_id: int | None
    free_id: int | None
    xid_from: int
    xid_to: int | None


def canonical(values: Any) -> bytes:
    """JSON that is the same on every machine: sorted keys, no spaces, UTF-8."""
    return rawlog.encode(values).encode("utf-8", "surrogatepass")


def rows_of(stretch: Stretch | Seal) -> QuerySet:
    """Log rows of a stretch, in the order of the tree."""
    begin = Q(xid__gte=stretch.xid_from)
    if stretch.free_id is not None:
        begin |= Q(id__gt=stretch.free_id)
    rows = LogEntry.objects.filter(begin, id__gt=stretch.floor_id)
    if stretch.ceiling_id is not None:
        rows = rows.filter(id__lte=stretch.ceiling_id)
    if stretch.xid_to is None:
        return rows.order_by("id")
    return rows.filter(xid__lt=stretch.xid_to).order_by("xid", "id")


def leaves(rows: QuerySet) -> Iterator[tuple[int, bytes]]:
    """Id and leaf hash of each row."""
    sha256, prefix, canonical_row = hashlib.sha256, merkle.LEAF, rawlog.canonical_row
    for row in rows.values_list(*FIELDS).iterator(chunk_size=5_000):
        leaf = canonical_row(*row).encode("utf-8", "surrogatepass")
        yield row[0], sha256(prefix + leaf).digest()


class Marks:
    """What is kept of each row of a seal, to name the one that was changed."""

    def __init__(self, pairs: Iterable[tuple[int, bytes]]) -> None:
        self.pairs, self.packed = pairs, bytearray()
        self.first, self.last = 0, 0

    def __iter__(self) -> Iterator[bytes]:
        for pk, leaf in self.pairs:
            self.first = min(self.first or pk, pk)
            self.last = max(self.last, pk)
            self.packed += pk.to_bytes(8, "big") + leaf[:8]
            yield leaf


def unpack(packed: bytes) -> dict[int, bytes]:
    """Row id -> beginning of its leaf hash."""
    parts = (packed[i : i + 16] for i in range(0, len(packed), 16))
    return {int.from_bytes(part[:8], "big"): part[8:] for part in parts}


def hash_of(seal: Seal) -> str:
    """The hash of everything a seal says, which chains it to the one before."""
    made_at = seal.made_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    facts = [made_at if name == "made_at" else getattr(seal, name) for name in SEALED]
    return hashlib.sha256(canonical(facts)).hexdigest()


def last_seal() -> Seal | None:
    """The newest seal."""
    return Seal.objects.defer("leaves").order_by("-position").first()


def sealed_rows() -> int:
    """How many log rows lie under seals."""
    return Seal.objects.aggregate(rows=Sum("count"))["rows"] or 0


def next_stretch(last: Seal | None) -> Stretch | None:
    """What the next seal takes, None when the log is empty."""
    cluster, low = watermark.cluster(), watermark.watermark()
    if last is None or last.cluster != cluster:
        return first_stretch(last, cluster)
    if low is None:
        return Stretch(cluster, last.ceiling_id, newest_id(), None, 0, None)
    if last.xid_to is None:  # the first seal of this cluster was open upwards
        return Stretch(cluster, last.ceiling_id, None, None, 0, low)
    return Stretch(cluster, last.floor_id, None, None, last.xid_to, low)


def first_stretch(last: Seal | None, cluster: str) -> Stretch | None:
    """All that lies in a new or restored cluster, whose transaction numbers begin elsewhere.

    Waits once until nobody is writing to the log: below the newest id everything is then over.
    """
    with transaction.atomic():
        watermark.wait_for_writers(LogEntry._meta.db_table)
        ceiling = newest_id()
    if ceiling is None:
        return None
    if last is None:
        return Stretch(cluster, 0, ceiling, None, 0, None)
    same = Seal.objects.filter(cluster=last.cluster, floor_id=last.floor_id)
    free = same.aggregate(top=Max("ceiling_id"))["top"]
    if last.xid_to is None:
        return Stretch(cluster, last.ceiling_id, ceiling, None, 0, None)
    return Stretch(cluster, last.floor_id, ceiling, free, last.xid_to, None)


def newest_id() -> int | None:
    """The highest id in the log."""
    return LogEntry.objects.aggregate(top=Max("id"))["top"]


def seal_now() -> Seal | None:
    """Seal what is ready; None when nothing is, or when somebody else just did."""
    last = last_seal()
    stretch = next_stretch(last)
    if stretch is None:
        return None
    marks = Marks(leaves(rows_of(stretch)))
    top, count = merkle.root(marks)
    if not count:
        return None
    seal = Seal(
        **stretch._replace(ceiling_id=stretch.ceiling_id or marks.last)._asdict(),
        position=last.position + 1 if last else 1,
        made_at=clock.now(),
        first_id=marks.first,
        last_id=marks.last,
        count=count,
        merkle_root=top,
        leaves=bytes(marks.packed),
        previous_hash=last.hash if last else FIRST,
    )
    seal.hash = hash_of(seal)
    try:
        with transaction.atomic():
            seal.save(force_insert=True)
    except IntegrityError:  # another worker sealed the same stretch first
        return None
    return seal
