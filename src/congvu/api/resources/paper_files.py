"""Papers as Word, PDF or Excel; the signed copy of a paper, put in."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from ninja import File, Router, UploadedFile

from congvu.api import marks
from congvu.api.collection import guarded
from congvu.api.kinds import Id, choice
from congvu.api.replies import matched, one
from congvu.api.resources.inspections import INSPECTIONS
from congvu.api.resources.papers import DOCUMENTS, KINDS, DocumentOut, show
from congvu.api.resources.visits import VISITS
from congvu.documents.media import MEDIA_TYPES
from congvu.inspections import actions
from congvu.inspections.registry import document_file, paper_file

router = Router()
FORMATS = tuple(MEDIA_TYPES)


def of_inspection(
    request: HttpRequest,
    id: Id,
    kind: choice(KINDS),  # type: ignore[valid-type]
    format: choice(FORMATS),  # type: ignore[valid-type]
    visit: Id | None = None,
):
    """A paper of the campaign; of one unit when ``visit`` is given."""
    inspection = INSPECTIONS.get(request.user, id)
    held = VISITS.get(request.user, visit) if visit is not None else None
    if held is not None and held.inspection_id != inspection.pk:
        raise Http404
    return sent(paper_file(inspection, kind.replace("-", "_"), format, request.user, held))


def text(
    request: HttpRequest,
    id: Id,
    format: choice(FORMATS),  # type: ignore[valid-type]
):
    """One paper as it stands: the draft, or as it went to be signed."""
    return sent(document_file(DOCUMENTS.get(request.user, id), format))


def sent(made: Any) -> HttpResponse:
    """The file; 404 where there is none for this person."""
    if made is None:
        raise Http404
    answer = HttpResponse(made.data, content_type=made.media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.name)}"
    answer["Cache-Control"] = "private, no-store"
    return answer


def put_signed_file(
    request: HttpRequest,
    id: Id,
    file: UploadedFile = File(...),  # noqa: B008
):
    """The scan or signed PDF."""
    row = DOCUMENTS.get(request.user, id)
    told: dict[str, Any] = {"by": request.user, "expected": matched(request, row, show)}
    name = file.name or "tep"
    guarded(request, DOCUMENTS, row, lambda: actions.put_signed_file(row, file, name, **told))
    return one(show(DOCUMENTS.get(request.user, id)))


def add_file(path: str, function: Any, words: str) -> None:
    """A file to read."""
    marks.add(router, "GET", path, function, None, words, files=tuple(MEDIA_TYPES.values()))


words = "Đợt kiểm tra: văn bản dạng Word, PDF, Excel"
add_file("inspections/{id}/documents/{kind}.{format}", of_inspection, words)
add_file("documents/{id}/text.{format}", text, "Văn bản: nội dung dạng Word, PDF, Excel")
path = "documents/{id}/put-signed-file"
marks.verb(router, path, put_signed_file, DocumentOut, "Văn bản: put-signed-file")
