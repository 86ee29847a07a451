"""Word in: the edited file beside the draft, taken over line by line."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from congvu.core import clock
from congvu.core.formats import date as date_words
from congvu.core.policies import require
from congvu.documents import frozen
from congvu.documents.readback import compare, read_docx
from congvu.evidence.actions import store_version
from congvu.evidence.models import Attachment
from congvu.evidence.states import Source
from congvu.inspections import actions
from congvu.inspections.errors import DataMoved, NotThisPaper, TextFrozen
from congvu.inspections.forms.document import PlainForm, WordForm
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs import build
from congvu.inspections.outputs.returned import Change, Choices, changes, outcome, same_paper
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import DRAFTS
from congvu.inspections.views.diff import parts_of
from congvu.inspections.views.document import document_or_404, way_to
from congvu.inspections.views.doing import page
from congvu.inspections.views.doors import data_door

EDITED = "Bản Word đã sửa"
STATES = {
    "reworded": "Sửa câu",
    "added": "Thêm",
    "missing": "Bỏ",
}


def draft_or_404(request: HttpRequest, pk: int) -> OfficialDocument:
    """A draft this person may reword."""
    document = document_or_404(request, pk)
    require(may_prepare(request.user))
    if document.state not in DRAFTS:
        raise TextFrozen
    return document


@login_required
@require_http_methods(["GET", "POST"])
def document_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the edited file in; it is read first, then kept with the paper."""
    document = draft_or_404(request, pk)
    posted = request.method == "POST"
    form = WordForm(request.POST, request.FILES) if posted else WordForm()
    if posted and form.is_valid():
        version = form.run(lambda: kept(document, form.cleaned_data["file"], request.user))
        if version:
            return redirect("inspections:document_compare", pk, version.uuid)
    context = {
        "document": document,
        "form": form,
        "earlier": files_of(document),
        "crumbs": way_to(document, "Nhận lại bản Word"),
    }
    return page(request, "inspections/document_word.html", context, form)


def kept(document: OfficialDocument, file: Any, user: Any) -> Any:
    """The file as evidence of the paper, once it could be read."""
    if not same_paper(compare(build(document), read_docx(file.read()))):
        raise NotThisPaper
    file.seek(0)
    return store_version(
        file,
        file.name,
        by=user,
        attach_to=document,
        purpose=EDITED,
        title=f"{EDITED} {document} {date_words(clock.today())}"[:300],
        source=Source.EMAIL,
    )


def files_of(document: OfficialDocument) -> list[Attachment]:
    """Files that came back earlier, newest first."""
    rows = Attachment.objects.live().of(document).filter(purpose=EDITED)
    return list(rows.with_files().order_by("-pk"))


def file_of(document: OfficialDocument, mark: uuid.UUID) -> bytes:
    """One of those files."""
    for attachment in files_of(document):
        for version in attachment.item.versions.all():
            if version.uuid == mark:
                with default_storage.open(version.stored_name, "rb") as file:
                    return file.read()
    raise Http404


@login_required
@require_http_methods(["GET", "POST"])
def document_compare(request: HttpRequest, pk: int, mark: uuid.UUID) -> HttpResponse:
    """Both versions side by side; what she ticks becomes the wording of the draft."""
    document = draft_or_404(request, pk)
    text = build(document)
    found = compare(text, read_docx(file_of(document, mark)))
    rows = changes(found)
    form = PlainForm(
        request.POST if request.method == "POST" else None, initial={"version": document.version}
    )
    digest = frozen.digest(text)
    unanswered: list[Change] = []
    if request.method == "POST" and form.is_valid():
        choices = choices_of(request, rows)
        result = outcome(rows, choices, document.wording)
        unanswered = result.unanswered
        if unanswered:
            form.refuse(None, "Còn số liệu bị đổi chưa chọn giữ hay khôi phục.", 422)
        elif form.run(lambda: accept(request, document, result, form, digest)):
            return redirect(document)
    context = {
        "document": document,
        "rows": [row_words(row, document, request, unanswered) for row in rows],
        "usable": sum(row.usable for row in rows),
        "comparison": found,
        "digest": digest,
        "form": form,
        "crumbs": way_to(document, "So sánh bản Word"),
        "url": reverse("inspections:document_compare", args=[pk, mark]),
    }
    return page(request, "inspections/document_compare.html", context, form)


def accept(
    request: HttpRequest, document: OfficialDocument, result: Any, form: PlainForm, digest: str
) -> OfficialDocument:
    """Take it over, if the draft still is what the page compared with."""
    if request.POST.get("digest") != digest:
        raise DataMoved
    return actions.accept_wording(
        document,
        result.wording,
        kept=result.kept,
        by=request.user,
        expected=form.expected,
    )


def choices_of(request: HttpRequest, rows: list[Change]) -> Choices:
    """What was ticked and typed."""
    told = request.POST
    whole = "all" in told
    taken = {row.index for row in rows if whole or str(row.index) in told.getlist("line")}
    reasons, restored = {}, set()
    for row in rows:
        for warning in row.warnings:
            key, name = (row.index, warning.fact.key), f"{row.index}-{warning.fact.key}"
            if told.get(f"fact-{name}") == "restore":
                restored.add(key)
            elif told.get(f"fact-{name}") == "keep":
                reasons[key] = told.get(f"reason-{name}", "").strip()
    return Choices(frozenset(taken), reasons, frozenset(restored))


def row_words(
    row: Change, document: OfficialDocument, request: HttpRequest, unanswered: list[Change]
) -> dict[str, Any]:
    """A change as the page shows it, with what was chosen before a refusal."""
    told = request.POST
    before, after = parts_of(row.before, row.after)
    return {
        "index": row.index,
        "state": STATES[row.state],
        "usable": row.usable,
        "before": before,
        "after": after,
        "open": row in unanswered,
        "ticked": not told or str(row.index) in told.getlist("line") or "all" in told,
        "warnings": [
            {
                "name": f"{row.index}-{warning.fact.key}",
                "printed": warning.printed,
                "found": warning.found,
                "sentence": warning.sentence,
                "door": data_door(row.tag, document),
                "choice": told.get(f"fact-{row.index}-{warning.fact.key}", ""),
                "reason": told.get(f"reason-{row.index}-{warning.fact.key}", ""),
            }
            for warning in row.warnings
        ],
    }
