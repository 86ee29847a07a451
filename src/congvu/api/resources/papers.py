"""Official papers from draft to file, and every paper of a campaign as Word, PDF or Excel."""

from typing import Annotated, Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from congvu.api import marks
from congvu.api.collection import Collection, Verb, add_reading, add_verbs
from congvu.api.kinds import Body, Day, Flag, Id, Line, Needed, Ref, Shown, Word, choice
from congvu.api.repeats import once
from congvu.api.replies import one
from congvu.api.resources.common import base, same
from congvu.api.resources.inspections import INSPECTIONS
from congvu.api.resources.lookups import lookup
from congvu.api.resources.visits import VISITS
from congvu.inspections import actions
from congvu.inspections.models import Inspection, OfficialDocument, Plan, Visit
from congvu.inspections.registry import paper_file
from congvu.inspections.states import DOCUMENT_TABLE, DocumentKind, DocumentState

router = Router()
FORMATS = ("docx", "pdf", "xlsx")
OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = (
    f"{OFFICE}.wordprocessingml.document",
    "application/pdf",
    f"{OFFICE}.spreadsheetml.sheet",
)
KINDS = tuple(kind.value.replace("_", "-") for kind in DocumentKind)
Short = Annotated[str, Field(min_length=1, max_length=20)]
Symbol = Annotated[str, Field(min_length=1, max_length=60)]


class DocumentOut(Shown):
    """One paper, from draft to file."""

    kind: str
    plan: int | None
    inspection: int | None
    visit: int | None
    state: str
    subject: str
    internal: bool
    signer_title: str
    signer_name: str
    signed_on: Day | None
    number: str
    symbol: str
    dated_on: Day | None
    issued_on: Day | None
    recipients: list[Any]


class Submission(Body):
    """Who signs, on what authority."""

    signer_name: Annotated[Word, Field(min_length=1)]
    signer_title: Annotated[Word, Field(min_length=1)]
    authority: Annotated[Word, Field(max_length=100)] = ""


class BackReason(Body):
    """Why it goes back."""

    reason: Needed


class Signed(Body):
    """When it was signed."""

    signed_on: Day


class Numbering(Body):
    """What the office's book says."""

    number: Short
    symbol: Symbol
    dated_on: Day


class Issuing(Body):
    """When it left the office."""

    issued_on: Day


class Disclosing(Body):
    """Of a conclusion: what anybody may see. What is left out is not shown."""

    article: Flag = False
    remarks: Flag = False
    matrix: Flag = False
    name_units: Flag = False


class DocumentNew(Body):
    """A draft: of a plan, of a campaign, or of one visit. Its text follows the data."""

    kind: choice(KINDS)  # type: ignore[valid-type]
    plan: Ref | None = None
    inspection: Ref | None = None
    visit: Ref | None = None
    subject: Line = ""


class DocumentEdit(Body):
    """What of a draft may change."""

    subject: Annotated[Line, Field(min_length=1)] = ""
    recipients: Annotated[list[Line], Field(max_length=100)] = []


def rows(user: Any) -> QuerySet:
    """Papers this person may know of."""
    return OfficialDocument.objects.visible_to(user).select_related("inspection", "plan", "visit")


def show(row: OfficialDocument) -> DocumentOut:
    """A paper as the API says it."""
    names = ("kind", "state", "subject", "internal", "signer_title", "signer_name", "signed_on")
    return DocumentOut(
        **base(row, "documents"),
        **same(row, *names, "number", "symbol", "dated_on", "issued_on", "recipients"),
        plan=row.plan_id,
        inspection=row.inspection_id,
        visit=row.visit_id,
    )


def disclose(row: OfficialDocument, *, by: Any, expected: int, **given: bool) -> OfficialDocument:
    """Every part is said: what was not ticked is not shown."""
    return actions.disclose(row, by=by, expected=expected, **Disclosing(**given).model_dump())


DOCUMENTS = Collection(
    "documents",
    "Văn bản",
    DocumentOut,
    rows,
    show,
    filters={
        "inspection": (Id, "inspection"),
        "plan": (Id, "plan"),
        "kind": (choice(DocumentKind), "kind"),
        "state": (choice(DocumentState), "state"),
        "number": (str, "number"),
    },
    table=DOCUMENT_TABLE,
    words={"file": "file_document"},
    verbs=[
        Verb("edit_document", actions.edit_document, DocumentEdit),
        Verb("initial", actions.initial),
        Verb("submit", actions.submit, Submission),
        Verb("send_back", actions.send_back, BackReason),
        Verb("sign", actions.sign, Signed),
        Verb("number", actions.number, Numbering),
        Verb("disclose", disclose, Disclosing),
        Verb("issue", actions.issue, Issuing),
        Verb("file_document", actions.file_document),
    ],
)


def create(request: HttpRequest, body: DocumentNew):
    """A draft paper."""
    user = request.user

    def make():
        made = actions.create_document(
            body.kind.replace("-", "_"),
            plan=lookup(Plan.objects.visible_to(user), body.plan, "plan"),
            inspection=lookup(Inspection.objects.visible_to(user), body.inspection, "inspection"),
            visit=lookup(Visit.objects.visible_to(user), body.visit, "visit"),
            subject=body.subject,
            by=user,
        )
        return one(show(DOCUMENTS.get(user, made.pk)), 201)

    return once(request, make)


def file(
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
    made = paper_file(inspection, kind.replace("-", "_"), format, request.user, held)
    if made is None:
        raise Http404
    answer = HttpResponse(made.data, content_type=made.media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.name)}"
    answer["Cache-Control"] = "private, no-store"
    return answer


add_reading(router, DOCUMENTS)
marks.create(router, "documents", create, DocumentOut, "Văn bản: lập dự thảo")
add_verbs(router, DOCUMENTS)
marks.add(
    router,
    "GET",
    "inspections/{id}/documents/{kind}.{format}",
    file,
    None,
    "Đợt kiểm tra: văn bản dạng Word, PDF, Excel",
    files=MEDIA_TYPES,
)
