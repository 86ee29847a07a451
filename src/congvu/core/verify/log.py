"""The log against its seals: nothing changed, nothing missing, nothing slipped in."""

from collections.abc import Iterator

from django.db.models import Q

from congvu.core import merkle, seals
from congvu.core.models import LogEntry, Seal
from congvu.core.registry import Fault, Tally

NAMED = 20  # rows named one by one in a broken seal


def log_faults(tally: Tally) -> Iterator[Fault]:
    """Walk the chain of seals; every sealed row is read once."""
    previous, position, total = seals.FIRST, 0, 0
    last = None
    for seal in Seal.objects.defer("leaves").order_by("position").iterator(chunk_size=200):
        yield from chain_faults(seal, previous, position + 1)
        top, count = merkle.root(leaf for _, leaf in seals.leaves(seals.rows_of(seal)))
        if (top, count) != (seal.merkle_root, seal.count):
            yield from row_faults(seal)
        previous, position, last = seal.hash, seal.position, seal
        total += count
        tally.rows += count
        tally.report(tally, "mã xác thực")
    if last:
        yield from stray_faults(last, total)


def chain_faults(seal: Seal, previous: str, position: int) -> Iterator[Fault]:
    """Whether a seal says what it said when it was made, and follows the one before."""
    about = f"Mã xác thực số {seal.position} ({seal.short_code})"
    if seal.position != position:
        text = f"Thiếu mã xác thực số {position}: sau số {position - 1} là số {seal.position}."
        yield Fault("core.seal", str(position), text)
    elif seal.previous_hash != previous:
        text = f"{about} không nối với mã xác thực trước: mã xác thực số {position - 1} đã bị thay."
        yield Fault("core.seal", str(seal.position), text, "previous_hash")
    if seals.hash_of(seal) != seal.hash:
        text = f"{about} đã bị sửa: nội dung không khớp mã của chính nó."
        yield Fault("core.seal", str(seal.position), text, "hash")


def row_faults(seal: Seal) -> Iterator[Fault]:
    """Name the rows by which a stretch differs from its seal."""
    about = f"mã xác thực số {seal.position} ({seal.short_code})"
    packed = Seal.objects.values_list("leaves", flat=True).get(pk=seal.pk)
    then = seals.unpack(bytes(packed))
    now = {pk: leaf[:8] for pk, leaf in seals.leaves(seals.rows_of(seal))}
    words = {
        "đã bị sửa": [pk for pk in then if pk in now and now[pk] != then[pk]],
        "đã mất": [pk for pk in then if pk not in now],
        "bị chèn thêm": [pk for pk in now if pk not in then],
    }
    for word, keys in words.items():
        for pk in keys[:NAMED]:
            text = f"Dòng nhật ký số {pk} {word} sau {about}{described(pk)}."
            yield Fault("core.logentry", str(pk), text, log_row=pk)
        if len(keys) > NAMED:
            text = f"Và {len(keys) - NAMED} dòng nhật ký khác {word} sau {about}."
            yield Fault("core.logentry", "", text)
    if not any(words.values()):
        text = f"Gốc Merkle của {about} không khớp các dòng nhật ký {seal.first_id}–{seal.last_id}."
        yield Fault("core.seal", str(seal.position), text, "merkle_root")


def described(pk: int) -> str:
    """What a log row is about, for people."""
    row = LogEntry.objects.filter(pk=pk).first()
    return f" ({row.action}, {row.kind} {row.object_id})" if row else ""


def stray_faults(last: Seal, total: int) -> Iterator[Fault]:
    """Rows that lie below the last seal and in none."""
    if last.xid_to is None:
        below = Q(id__lte=last.ceiling_id)
    else:
        below = Q(id__lte=last.floor_id) | Q(xid__lt=last.xid_to)
        if seals.watermark.cluster() != last.cluster:
            below &= Q(id__lte=last.ceiling_id)  # numbers of another cluster say nothing
    strays = LogEntry.objects.filter(below).count() - total
    if strays > 0:
        text = f"Có {strays} dòng nhật ký nằm ngoài mọi mã xác thực: đã bị chèn vào sau."
        yield Fault("core.logentry", "", text)
