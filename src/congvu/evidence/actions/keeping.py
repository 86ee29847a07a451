"""Files sent with a form, kept until the form is taken: none of them is chosen twice."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models

from congvu.core import clock
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.evidence.actions.items import NewItem, admitted, kept_or_dropped, record_items
from congvu.evidence.actions.uploads import append_part, discard, mark_used, refuse_empty
from congvu.evidence.intake import Prepared, Readable, keep
from congvu.evidence.models import Upload, Version
from congvu.evidence.policies import may_hand_in
from congvu.evidence.rules import safe_name
from congvu.evidence.states import Source, UploadState

KEPT = dt.timedelta(days=1)
PART_LEAST = 32 * 1024  # of somebody without an account: no file of a million parts


def keep_file(
    stream: Readable, name: str, form: uuid.UUID, *, by: Any, about: models.Model
) -> Upload:
    """Check one file and keep it with its form for a day; the same file sent again is one.

    Called by the package above, which has checked the right. ``by`` None is a visitor without an
    account: who knows the mark of the form has its files. A virus is then written down on
    ``about``.
    """
    file = admitted(stream, name, by, about)
    with kept_or_dropped(file):
        twin = twin_of(file.sha256, form, by)
        if twin is None:
            return Upload.objects.create(
                user=by,
                name=file.original_name,
                size=file.size,
                offset=file.size,
                state=UploadState.READY,
                prepared=file.as_dict(),
                batch=form,
                expires_at=clock.now() + KEPT,
            )
    keep.drop(file.stored_name)
    return twin


def twin_of(sha256: str, form: uuid.UUID, by: Any, besides: int = 0) -> Upload | None:
    """The same file, kept with the form before."""
    there = Upload.objects.kept_with(form, by).exclude(pk=besides)
    return next((one for one in there if one.prepared["sha256"] == sha256), None)


def open_kept(name: str, size: int, form: uuid.UUID, *, by: Any) -> Upload:
    """Begin a file of a form that comes in parts. Called by the package above, as all of these."""
    refuse_empty(size)
    until = clock.now() + KEPT
    return Upload.objects.create(
        user=by, name=safe_name(name), size=size, batch=form, expires_at=until
    )


def append_kept(
    upload: Upload, offset: int, data: bytes, *, by: Any, about: models.Model
) -> Upload:
    """Take the next part; with the last one it is checked and kept with its form, once."""
    if len(data) < PART_LEAST and offset + len(data) < upload.size:
        raise BadInput(fields={"data": "Phần gửi quá nhỏ."})
    upload = append_part(upload, offset, data, by=by, about=about)
    if upload.state != UploadState.READY or upload.batch is None:
        return upload
    twin = twin_of(upload.prepared["sha256"], upload.batch, by, besides=upload.pk)
    if twin is None:
        return upload
    discard(upload)
    return twin


def put_kept(
    uploads: Sequence[Upload], target: models.Model, *, by: Any, author: Any, purpose: str
) -> list[Version]:
    """Files that were kept become those of the matter they came with. Call in its transaction.

    ``author`` is named beside them: ``by``, or nobody where that is to stay hidden.
    """
    require(may_hand_in(by, target))
    told = {"source": Source.GALLERY}
    news = [
        NewItem(Prepared(**one.prepared), dict(told), target=target, purpose=purpose)
        for one in uploads
    ]
    versions = record_items(news, by=author)
    mark_used({one.pk: version for one, version in zip(uploads, versions, strict=True)})
    return versions


def drop_kept(uploads: Sequence[Upload]) -> None:
    """Throw away what its sender does not want along any more."""
    for upload in uploads:
        discard(upload)
