"""A folder or ZIP: every file staged and checked first, then recorded all or none."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import models, transaction

from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.evidence.actions.items import NewItem, add_items, admitted
from congvu.evidence.actions.uploads import discard, mark_used, take_upload
from congvu.evidence.errors import Refused
from congvu.evidence.intake import Readable, archives
from congvu.evidence.models import Upload, Version
from congvu.evidence.policies import may_upload
from congvu.evidence.rules import safe_path
from congvu.evidence.states import Source, UploadState

FILES = 200
TOO_MANY = f"Mỗi lần nhận tối đa {FILES} tệp. Vui lòng chia thành nhiều lần."


@dataclass(frozen=True)
class Row:
    """What the table says of one staged file."""

    upload: Upload
    title: str = ""
    target: models.Model | None = None
    source: str = Source.GALLERY
    also: tuple[models.Model, ...] = ()


def stage_file(stream: Readable, path: str, batch: uuid.UUID, *, by: Any) -> Upload:
    """Check one file of a folder; a refused one is listed with the reason."""
    require(may_upload(by))
    made = Upload(user=by, name=safe_path(path), size=0, batch=batch)
    try:
        file = admitted(stream, path, by)
        made.size = made.offset = file.size
        made.state, made.prepared = UploadState.READY, file.as_dict()
    except Refused as error:
        made.state, made.refusal = UploadState.REFUSED, error.message[:500]
    made.save()
    return made


def stage_archive(file: BinaryIO, batch: uuid.UUID, *, by: Any) -> list[Upload]:
    """Check a ZIP as a whole, then every file in it by itself."""
    require(may_upload(by))
    count = archives.count_files(file)
    if not 0 < count <= FILES:
        raise BadInput(TOO_MANY if count else "Tệp nén không có tệp nào.")
    try:
        return [stage_file(entry, path, batch, by=by) for path, entry in archives.members(file)]
    except archives.BROKEN as error:
        drop_batch(batch, by=by)
        raise Refused("Tệp nén bị hỏng, không đọc được. Vui lòng nén và tải lên lại.") from error


def record_batch(
    rows: Sequence[Row], *, by: Any, purpose: str = "", common: Mapping[str, Any] | None = None
) -> list[Version]:
    """Record the chosen files of a batch: all, or none and every reason."""
    require(may_upload(by))
    if len(rows) > FILES:
        raise BadInput(TOO_MANY)
    wrong = {f"row-{r.upload.pk}": r.upload.refusal for r in rows if refused(r)}
    if wrong:
        raise BadInput(fields=wrong)
    news = [
        NewItem(
            take_upload(row.upload, by=by),
            {**(common or {}), "title": row.title, "source": row.source},
            target=row.target,
            also=row.also,
            purpose=purpose,
        )
        for row in rows
    ]
    with transaction.atomic():
        versions = add_items(news, by=by)
        pairs = zip(rows, versions, strict=True)
        mark_used({row.upload.pk: version for row, version in pairs})
    return versions


def refused(row: Row) -> bool:
    """Whether a row can't be recorded as it is."""
    return row.upload.state == UploadState.REFUSED


def drop_batch(batch: uuid.UUID, *, by: Any) -> None:
    """Forget what is staged of a batch and not used."""
    for upload in Upload.objects.visible_to(by).in_batch(batch):
        discard(upload)
