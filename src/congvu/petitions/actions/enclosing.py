"""Files that go along with what is sent: kept with the form, whole or in parts, until it goes."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

from congvu.core import clock
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require
from congvu.evidence.actions import append_kept, drop_kept, keep_file, open_kept
from congvu.evidence.errors import UploadGone
from congvu.evidence.models import Upload
from congvu.evidence.states import UploadState
from congvu.organizations.models import Unit
from congvu.petitions import rules
from congvu.petitions.models import site_unit
from congvu.petitions.policies import may_send

MB = 1024 * 1024
File = tuple[BinaryIO, str]


def opened_for(by: Any) -> Unit:
    """Where it comes in, for whoever may send here."""
    require(may_send(by))
    at = site_unit()
    if at is None:
        raise WrongState("Cơ quan chưa mở nhận phản ánh, kiến nghị qua trang này.")
    return at


def chosen(mark: uuid.UUID, by: Any, files: Sequence[uuid.UUID]) -> list[Upload]:
    """Those of a form that go along, all of them still kept."""
    found = list(Upload.objects.kept_with(mark, by).filter(uuid__in=files))
    if len(found) != len(set(files)):
        raise UploadGone
    return found


def keep_files(
    files: Sequence[File], ticket: uuid.UUID, *, by: Any = None
) -> tuple[list[Upload], list[str]]:
    """Files chosen with a form, checked and kept with it; and why others were not."""
    at = opened_for(by)
    kept, wrong = [], []
    for stream, name in files:
        try:
            refuse_many(ticket, by)
            kept.append(fit(keep_file(stream, name, ticket, by=by, about=at)))
        except BadInput as error:
            wrong.append(f"Không nhận tệp “{name}”. {error.message}")
    return kept, wrong


def open_file(
    name: str,
    size: int,
    ticket: uuid.UUID,
    *,
    by: Any = None,
    known: uuid.UUID | None = None,
    admit: Callable[[], None] = lambda: None,
) -> Upload:
    """Begin a file that comes in parts.

    ``known`` is one begun before the page was opened anew: it goes on, with this form. ``admit``
    may refuse what was not begun before.
    """
    opened_for(by)
    refuse_heavy(size)
    there = Upload.objects.sent_by(by).filter(uuid=known, size=size, state=UploadState.OPEN)
    begun = there.filter(expires_at__gt=clock.now()).first()
    if begun is None or begun.batch != ticket:
        refuse_many(ticket, by)
    if begun is None:
        admit()
        return open_kept(name, size, ticket, by=by)
    begun.batch = ticket
    begun.save(update_fields=["batch"])
    return begun


def append_file(upload: Upload, offset: int, data: bytes, *, by: Any = None) -> Upload:
    """Take the next part; what turns out to be no file for us with the last one is dropped."""
    at = opened_for(by)
    require(upload.user_id == getattr(by, "pk", None))
    upload = append_kept(upload, offset, data, by=by, about=at)
    return fit(upload) if upload.state == UploadState.READY else upload


def refuse_many(ticket: uuid.UUID, by: Any) -> None:
    """No more than the site takes, those on their way counted too."""
    most, _ = rules.files_limit()
    if Upload.objects.coming_with(ticket, by).count() >= most:
        raise BadInput(f"Gửi kèm nhiều nhất {most:02d} tệp.")


def refuse_heavy(size: int) -> None:
    """None heavier than the site takes."""
    _, each = rules.files_limit()
    if size > each * MB:
        raise BadInput(f"Mỗi tệp không quá {each} MB.")


def fit(upload: Upload) -> Upload:
    """A file of a weight and a kind the site takes; another is dropped."""
    try:
        refuse_heavy(upload.size)
        if not rules.file_taken(upload.prepared["media_type"]):
            raise BadInput(f"Chỉ nhận {rules.files_words()}.")
    except BadInput:
        drop_kept([upload])
        raise
    return upload
