"""Evidence: read, put in by one call or part by part."""

import uuid
from typing import Annotated, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import File, Form, Router, UploadedFile
from pydantic import AfterValidator, BaseModel, Field

from congvu.api import marks
from congvu.api.collection import Collection, add_reading
from congvu.api.kinds import MOST, Body, Day, Id, Moment, Out, Shown, choice, utter
from congvu.api.repeats import once
from congvu.api.replies import ROOT, one, reply
from congvu.api.resources.common import base, same
from congvu.api.resources.lookups import lookup, units_seen
from congvu.core.errors import BadInput
from congvu.core.formed import number_of
from congvu.core.parts import PART_LIMIT
from congvu.core.policies import require
from congvu.evidence.actions import (
    add_item,
    append_upload,
    cancel_upload,
    open_upload,
    store_version,
    take_upload,
    use_upload,
)
from congvu.evidence.actions.items import NewItem
from congvu.evidence.models import Attachment, Item, Upload
from congvu.evidence.policies import may_read_target, may_upload
from congvu.evidence.registry import entry_for
from congvu.evidence.states import Source

router = Router()
TARGET = r"^[a-z]+\.[a-z]+:[1-9][0-9]{0,17}$"
Title = Annotated[str, Field(max_length=300), AfterValidator(utter)]
Mark = Annotated[str, Field(max_length=100), AfterValidator(utter)]


class FileOut(Out):
    """One version of a file; ``url`` is where a browser opens it."""

    number: int
    name: str
    media_type: str
    size: int
    sha256: str
    received_at: Moment
    url: str


class EvidenceOut(Shown):
    """What proves something, for which period, and its files, the newest first."""

    title: str
    number: str
    kind: str
    effective_from: Day | None
    effective_to: Day | None
    issuing_unit: int | None
    owner_unit: int | None
    source: str
    note: str
    files: list[FileOut]


class UploadOut(Out):
    """How far an upload is."""

    id: uuid.UUID
    url: str
    name: str
    size: int
    offset: int
    state: str
    refusal: str
    expires_at: Moment


class UploadNew(Body):
    """What will come."""

    name: Annotated[str, Field(min_length=1, max_length=250), AfterValidator(utter)]
    size: Annotated[int, Field(strict=True, ge=1, le=MOST)]


class EvidenceNew(BaseModel):
    """What is said of a file. ``attach_to`` names a thing: assessments.answer:12."""

    title: Title = ""
    number: Mark = ""
    effective_from: Day | None = None
    effective_to: Day | None = None
    issuing_unit: Id | None = None
    source: choice(Source) = Source.GALLERY.value  # type: ignore[valid-type]
    note: Annotated[str, Field(max_length=5000), AfterValidator(utter)] = ""
    attach_to: Annotated[str, Field(pattern=TARGET)] | None = None
    upload: uuid.UUID | None = None


def rows(user: Any) -> QuerySet:
    """Items this person may read."""
    return Item.objects.visible_to(user).with_files()


def show(item: Item) -> EvidenceOut:
    """An item as the API says it."""
    names = ("title", "kind", "effective_from", "effective_to", "source", "note")
    return EvidenceOut(
        **base(item, "evidence"),
        **same(item, *names),
        number=item.document_number,
        issuing_unit=item.issuing_unit_id,
        owner_unit=item.owner_unit_id,
        files=[file_out(v) for v in sorted(item.versions.all(), key=lambda v: -v.number)],
    )


def file_out(version: Any) -> FileOut:
    """One version."""
    return FileOut(
        **same(version, "number", "media_type", "size", "sha256", "received_at"),
        name=version.original_name,
        url=version.get_absolute_url(),
    )


def attached_to(found: QuerySet, key: str) -> QuerySet:
    """Items attached to one thing."""
    label, _, pk = key.partition(":")
    if entry_for(label) is None:
        return found.none()
    model = apps.get_model(label)
    here = Attachment.objects.live().of(model(pk=int(pk))).filter(item=OuterRef("pk"))
    return found.filter(Exists(here))


EVIDENCE = Collection(
    "evidence",
    "Tài liệu minh chứng",
    EvidenceOut,
    rows,
    show,
    filters={
        "number": (Mark, "document_number"),
        "source": (choice(Source), "source"),
        "owner_unit": (Id, "owner_unit"),
        "attached_to": (Annotated[str, Field(pattern=TARGET)], attached_to),
        "q": (Title, lambda found, text: found.matching(text)),
    },
)


def target_of(request: HttpRequest, key: str | None) -> Any:
    """The thing a file is for; one that may not be seen is not there."""
    if not key:
        return None
    label, _, pk = key.partition(":")
    found = None
    if entry_for(label) is not None:
        found = apps.get_model(label)._default_manager.filter(pk=int(pk)).first()
    if found is None or not may_read_target(request.user, found):
        raise BadInput(fields={"attach_to": "Không có nội dung này để gắn tài liệu."})
    return found


def create(
    request: HttpRequest,
    form: EvidenceNew = Form(...),  # noqa: B008
    file: UploadedFile | None = File(None),  # noqa: B008
):
    """A file in one call, or an upload that is complete."""
    require(may_upload(request.user))
    if (file is None) == (form.upload is None):
        raise BadInput(fields={"file": "Gửi tệp (file), hoặc mã của lần tải lên (upload)."})
    return once(request, lambda: recorded(request, form, file))


def recorded(request: HttpRequest, form: EvidenceNew, file: Any) -> HttpResponse:
    """The new item."""
    user, target = request.user, target_of(request, form.attach_to)
    fields: dict[str, Any] = same(form, "title", "effective_from", "effective_to", "source", "note")
    fields["document_number"] = form.number
    fields["issuing_unit"] = lookup(units_seen(user), form.issuing_unit, "issuing_unit")
    if form.upload is None:
        version = store_version(file, file.name or "tep", by=user, attach_to=target, **fields)
    else:
        upload = upload_of(request, form.upload)
        row = NewItem(take_upload(upload, by=user), fields, target=target)
        version = use_upload(upload, lambda: add_item(row, by=user))
    return one(show(EVIDENCE.get(user, version.item_id)), 201)


def upload_of(request: HttpRequest, mark: uuid.UUID) -> Upload:
    """An upload of one's own."""
    found = Upload.objects.visible_to(request.user).filter(uuid=mark).first()
    if found is None:
        raise Http404
    return found


def told(upload: Upload, status: int = 200) -> HttpResponse:
    """How far it is."""
    shown = UploadOut(
        id=upload.uuid,
        url=f"{ROOT}/uploads/{upload.uuid}",
        **same(upload, "name", "size", "offset", "state", "refusal", "expires_at"),
    )
    answer = one(shown, status)
    answer["Upload-Offset"] = str(upload.offset)
    return answer


def begin(request: HttpRequest, body: UploadNew):
    """Begin: name and size."""
    make = lambda: told(open_upload(body.name, body.size, by=request.user), 201)  # noqa: E731
    return once(request, make)


def read(request: HttpRequest, id: uuid.UUID):
    """How far it is."""
    return told(upload_of(request, id))


def send(request: HttpRequest, id: uuid.UUID):
    """The next part, from where Upload-Offset says."""
    upload, given = upload_of(request, id), request.headers.get("Upload-Offset", "")
    offset = number_of(given)
    if offset is None:
        raise BadInput(fields={"Upload-Offset": "Ghi vị trí bắt đầu của phần này, từ 0."})
    if int(request.headers.get("Content-Length") or 0) > PART_LIMIT:
        raise BadInput(fields={"body": "Mỗi lần gửi tối đa 4 MB."})
    return told(append_upload(upload, offset, request.body, by=request.user))


def cancel(request: HttpRequest, id: uuid.UUID):
    """Forget it."""
    cancel_upload(upload_of(request, id), by=request.user)
    return reply(b"", 204)


OFFSET = {
    "in": "header",
    "name": "Upload-Offset",
    "required": True,
    "schema": {"type": "integer", "minimum": 0, "maximum": 10**14},
}
PART = {
    "requestBody": {
        "required": True,
        "content": {"application/offset+octet-stream": {"schema": {"type": "string"}}},
    }
}
add_reading(router, EVIDENCE)
marks.create(router, "evidence", create, EvidenceOut, "Tài liệu minh chứng: gửi tệp")
marks.create(router, "uploads", begin, UploadOut, "Tải lên từng phần: bắt đầu")
marks.get(router, "uploads/{id}", read, UploadOut, "Tải lên từng phần: đã đến đâu")
marks.add(
    router,
    "PATCH",
    "uploads/{id}",
    send,
    UploadOut,
    "Tải lên từng phần: gửi phần tiếp theo",
    headers=(OFFSET,),
    more=PART,
)
marks.add(router, "DELETE", "uploads/{id}", cancel, None, "Tải lên từng phần: hủy", status=204)
