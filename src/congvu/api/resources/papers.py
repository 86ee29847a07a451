"""Official papers from draft to file."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from congvu.api import marks
from congvu.api.collection import Collection, Verb, add_reading, add_verbs
from congvu.api.kinds import (
    Body,
    Day,
    Flag,
    Id,
    Line,
    Moment,
    Needed,
    Out,
    Ref,
    Shown,
    Text,
    Word,
    choice,
)
from congvu.api.repeats import once
from congvu.api.replies import one
from congvu.api.resources.common import base, same
from congvu.api.resources.lookups import lookup
from congvu.core.errors import BadInput
from congvu.inspections import actions
from congvu.inspections.models import Inspection, OfficialDocument, Plan, Visit
from congvu.inspections.states import DOCUMENT_TABLE, DocumentKind, DocumentState

router = Router()
KINDS = tuple(kind.value.replace("_", "-") for kind in DocumentKind)
Short = Annotated[Word, Field(max_length=20)]
Symbol = Annotated[Word, Field(max_length=60)]
Authority = Annotated[Word, Field(max_length=100)]


class SignedFileOut(Out):
    """The signed copy that was put in, and what its signatures say."""

    name: str
    media_type: str
    sha256: str
    signatures: list[Any]


class DocumentOut(Shown):
    """One paper, from draft to file; ``wording``: lines that say something else than the data.

    ``grounds``: căn cứ as they stand; in lists null while they follow the data.
    """

    kind: str
    plan: int | None
    inspection: int | None
    visit: int | None
    state: str
    subject: str
    internal: bool
    wording: dict[str, str]
    grounds: list[str] | None
    submitted_at: Moment | None
    authority: str
    signer_title: str
    signer_name: str
    signed_on: Day | None
    number: str
    symbol: str
    dated_on: Day | None
    issued_on: Day | None
    recipients: list[Any]
    signed_file: SignedFileOut | None


class Submission(Body):
    """Who signs, on what authority."""

    signer_name: Annotated[Word, Field(min_length=1)]
    signer_title: Annotated[Word, Field(min_length=1)]
    authority: Authority = ""


class BackReason(Body):
    """Why it goes back."""

    reason: Needed


class Signed(Body):
    """When it was signed, and by whom when it was somebody else."""

    signed_on: Day
    signer_name: Word = ""
    signer_title: Word = ""
    authority: Authority = ""


class Numbering(Body):
    """What the office's book says; where the series is kept here, no number asks for the next."""

    number: Short = ""
    symbol: Symbol = ""
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
    symbol: Symbol = ""
    recipients: Annotated[list[Line], Field(max_length=100)] = []


class Grounds(Body):
    """All căn cứ, in order; null: again what the data say."""

    lines: Annotated[list[Text], Field(max_length=100)] | None


class Restoring(Body):
    """Lines of ``wording`` that are to say again what the data say."""

    tags: Annotated[list[Line], Field(min_length=1, max_length=1000)]


def rows(user: Any) -> QuerySet:
    """Papers this person may know of."""
    seen = OfficialDocument.objects.visible_to(user).listed_with_grounds()
    return seen.select_related("inspection", "plan", "visit")


def show_row(row: OfficialDocument, *, follow: bool = False) -> DocumentOut:
    """A paper in a list: nothing of it has to be put together."""
    names = ("kind", "state", "subject", "internal", "wording", "submitted_at", "authority",
             "signer_title", "signer_name", "signed_on", "number", "symbol", "dated_on",
             "issued_on", "recipients", "signed_file")  # fmt: skip
    return DocumentOut(
        **base(row, "documents"),
        **same(row, *names),
        plan=row.plan_id,
        inspection=row.inspection_id,
        visit=row.visit_id,
        grounds=actions.grounds_of(row, follow=follow),
    )


def show(row: OfficialDocument) -> DocumentOut:
    """A paper as the API says it."""
    return show_row(row, follow=True)


def set_grounds(
    row: OfficialDocument, *, by: Any, expected: int, lines: list[str] | None
) -> OfficialDocument:
    """What is wrong with the căn cứ is told at ``lines``."""
    try:
        return actions.set_grounds(row, lines, by=by, expected=expected)
    except BadInput as error:
        raise BadInput(fields={"lines": error.message}) from error


def disclose(row: OfficialDocument, *, by: Any, expected: int, **given: bool) -> OfficialDocument:
    """Every part is said: what was not ticked is not shown."""
    return actions.disclose(row, by=by, expected=expected, **Disclosing(**given).model_dump())


DOCUMENTS = Collection(
    "documents",
    "Văn bản",
    DocumentOut,
    rows,
    show,
    show_row=show_row,
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
        Verb("copy_paper", actions.copy_paper),
        Verb("set_grounds", set_grounds, Grounds),
        Verb("restore_wording", actions.restore_wording, Restoring),
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


add_reading(router, DOCUMENTS)
marks.create(router, "documents", create, DocumentOut, "Văn bản: lập dự thảo")
add_verbs(router, DOCUMENTS)
