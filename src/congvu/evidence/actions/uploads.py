"""Resumable uploads: parts arrive, the last one completes and checks the file."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import models, transaction

from congvu.core import clock
from congvu.core.errors import BadInput
from congvu.core.parts import PART_LIMIT
from congvu.core.policies import require
from congvu.evidence.actions.items import admitted
from congvu.evidence.errors import Refused, TooLarge, UploadGone, WrongOffset
from congvu.evidence.intake import Prepared, keep, too_large
from congvu.evidence.models import Upload, Version
from congvu.evidence.policies import may_send
from congvu.evidence.rules import safe_path
from congvu.evidence.states import UploadState

OPEN_LIMIT = 300  # unfinished uploads one person may leave lying


def open_upload(name: str, size: int, *, by: Any, batch: uuid.UUID | None = None) -> Upload:
    """Begin an upload of a declared size."""
    require(may_send(by))
    refuse_empty(size)
    if size > settings.EVIDENCE_MAX_BYTES:
        raise TooLarge(too_large(), fields={"size": too_large()})
    mine = Upload.objects.visible_to(by).filter(state=UploadState.OPEN)
    if mine.count() >= OPEN_LIMIT:
        raise BadInput("Còn quá nhiều tệp đang tải dở. Vui lòng đợi hoặc hủy bớt.")
    return Upload.objects.create(user=by, name=safe_path(name), size=size, batch=batch)


def append_upload(upload: Upload, offset: int, data: bytes, *, by: Any) -> Upload:
    """Take the next part; the one that completes the file has it checked and kept."""
    require(upload.user_id == by.pk and may_send(by))
    return append_part(upload, offset, data, by=by)


def append_part(
    upload: Upload, offset: int, data: bytes, *, by: Any, about: models.Model | None = None
) -> Upload:
    """The same, of an upload whose right was asked for; a virus of nobody is told on ``about``."""
    if len(data) > PART_LIMIT:
        raise BadInput(fields={"data": "Mỗi lần gửi tối đa 4 MB."})
    if data:
        upload = take_part(upload, offset, data)
    if upload.state == UploadState.OPEN and upload.offset == upload.size:
        _complete(upload, by, about)
    return upload


def refuse_empty(size: int) -> None:
    """A file has something in it."""
    if size <= 0:
        raise BadInput(fields={"size": "Tệp rỗng, không có nội dung."})


def take_part(upload: Upload, offset: int, data: bytes) -> Upload:
    """Keep one part, then move the offset if nobody was quicker."""
    refuse_gap(upload, offset, len(data))
    stored = keep.put_part(upload.uuid, offset, data)
    try:
        with transaction.atomic():
            held = Upload.objects.select_for_update().get(pk=upload.pk)
            refuse_gap(held, offset, len(data))
            held.offset += len(data)
            held.parts = [*held.parts, stored]
            held.save(update_fields=["offset", "parts"])
    except BaseException:
        keep.drop(stored)
        raise
    return held


def refuse_gap(upload: Upload, offset: int, length: int) -> None:
    """Parts come one after the other, and no more than was declared."""
    if upload.state != UploadState.OPEN or upload.expires_at <= clock.now():
        raise UploadGone
    if offset != upload.offset:
        raise WrongOffset(offset=upload.offset)
    if offset + length > upload.size:
        raise BadInput(fields={"data": "Nhận được nhiều hơn dung lượng đã khai báo."})


def _complete(upload: Upload, by: Any, about: models.Model | None = None) -> None:
    """Check the whole file outside any transaction and write down what came of it."""
    try:
        file = admitted(keep.Joined(upload.parts), upload.name, by, about)
    except Refused as error:
        settle(upload, state=UploadState.REFUSED, refusal=error.message[:500])
        return
    if not settle(upload, state=UploadState.READY, prepared=file.as_dict()):
        keep.drop(file.stored_name)


def settle(upload: Upload, **fields: Any) -> bool:
    """Move an open upload on; False when another request already did."""
    parts = upload.parts
    moved = Upload.objects.filter(pk=upload.pk, state=UploadState.OPEN).update(parts=[], **fields)
    upload.refresh_from_db()
    if moved:
        keep.drop(*parts)
    return bool(moved)


def take_upload(upload: Upload, *, by: Any) -> Prepared:
    """The checked file of a finished upload; raises what it was refused for."""
    require(upload.user_id == by.pk)
    if upload.state == UploadState.REFUSED:
        raise Refused(upload.refusal, fields={"upload": upload.refusal})
    if upload.state != UploadState.READY:
        raise UploadGone
    return Prepared(**upload.prepared)


def mark_used(uploads: dict[int, Any]) -> None:
    """Tie uploads (by id) to the versions they became, inside the recording transaction."""
    ready = Upload.objects.filter(pk__in=uploads, state=UploadState.READY)
    held = list(ready.select_for_update().order_by("pk"))
    if len(held) != len(uploads):
        raise UploadGone
    for upload in held:
        upload.state, upload.version = UploadState.USED, uploads[upload.pk]
    Upload.objects.bulk_update(held, ["state", "version"], batch_size=500)


def use_upload(upload: Upload, record: Callable[[], Version]) -> Version:
    """Record a version from a finished upload; the two happen together or not at all."""
    with transaction.atomic():
        version = record()
        mark_used({upload.pk: version})
    return version


def cancel_upload(upload: Upload, *, by: Any) -> None:
    """Forget an upload that is not used yet."""
    require(upload.user_id == by.pk)
    if upload.state == UploadState.USED:
        raise UploadGone
    discard(upload)


def discard(upload: Upload) -> None:
    """The row first, then its bytes: a crash between leaves bytes, never a row without."""
    names = [*upload.parts, upload.prepared.get("stored_name", "")]
    if Upload.objects.filter(pk=upload.pk).exclude(state=UploadState.USED).delete()[0]:
        keep.drop(*names)


def expire_uploads() -> int:
    """Drop what nobody finished within two days. For the hourly schedule; answers how many."""
    expired = list(Upload.objects.expired())
    for upload in expired:
        if upload.state == UploadState.USED:
            upload.delete()  # the version keeps the bytes
        else:
            discard(upload)
    return len(expired)
