"""Filing online in four pages: form, papers, a last look, and the receipt."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.applicants.models import clear, own_applicant
from congvu.core import autosave, clock, formed
from congvu.core.errors import ActionError, BadInput, StaleSave
from congvu.core.policies import require
from congvu.dossiers import actions, registry
from congvu.dossiers.errors import NotFiledHere
from congvu.dossiers.models import Dossier, OnlineForm, OnlinePaper
from congvu.dossiers.models.online import draft_term
from congvu.dossiers.policies import may_hand_in, may_write_form
from congvu.dossiers.registry import Online
from congvu.dossiers.states import DossierState
from congvu.evidence.errors import UploadGone
from congvu.portal.filing_form import PERSON, FilingForm, initial_of
from congvu.portal.forms import SupplementForm
from congvu.portal.views.citizens import citizen_only, own_dossier, own_filed
from congvu.procedures.models import Procedure

SAVE = "luu"  # the button that only keeps the draft


@citizen_only
@require_http_methods(["GET", "HEAD", "POST"])
def filing_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a procedure; what is sent first begins the draft."""
    procedure = get_object_or_404(Procedure, pk=pk)
    told = registry.online(procedure, clock.today())
    drafts = Dossier.objects.filed_from(request.user).filter(procedure=procedure)
    draft = drafts.filter(state=DossierState.DRAFT).select_related("online").first()
    if told.obstacle:
        if told.version is None and draft is None:
            raise Http404
        raise NotFiledHere(told.obstacle)
    return form_page(request, procedure, told, draft)


@citizen_only
@require_http_methods(["GET", "HEAD", "POST"])
def filing_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of what was begun, or returned for completion."""
    row = own_dossier(request, pk)
    if row.state == DossierState.DRAFT:
        return filing_begin(request, row.procedure_id)
    require(may_write_form(request.user, row), "Hồ sơ đã nộp nên không sửa tờ khai được nữa.")
    written = Online(version=row.online.procedure_version)  # it goes back to where it was
    return form_page(request, row.procedure, written, row)


def form_page(
    request: HttpRequest, procedure: Procedure, way: Online, row: Dossier | None
) -> HttpResponse:
    """Shown, saved by itself, saved by the button, or gone on from."""
    kept = row.online if row else None
    data = request.POST if request.method == "POST" else None
    asked = {"asked": way.version.form_fields.all(), "points": way.points}
    form = FilingForm(data, initial=known(request.user, kept), **asked)
    shown: dict[str, Any] = {"opened": kept.version if kept else 0, "row": row, **kept_words(row)}
    if data is None or not form.is_valid():
        return shown_form(request, procedure, form, shown, 200 if data is None else 422)
    try:
        saved = written(request, procedure, row, form)
    except StaleSave as error:
        return stale(request, procedure, form, error, shown)
    except ActionError as error:
        if autosave.is_autosave(request):
            return autosave.refused(error.message, error.status)
        status = formed.explain(form, error)
        return shown_form(request, procedure, form, shown, status)
    if autosave.is_autosave(request):
        return autosave.saved(saved)
    if SAVE in data:
        messages.success(request, "Đã lưu nháp. Bạn có thể điền tiếp lúc khác.")
        return redirect("portal:filed_list")
    form.tell(actions.unfinished(saved))
    if not form.errors:
        return redirect("portal:filing_papers", saved.dossier_id)
    shown |= {"opened": saved.version, "row": saved.dossier, "kept": True}
    return shown_form(request, procedure, form, shown, 422)


def kept_words(row: Dossier | None) -> dict[str, Any]:
    """How long a draft is kept, and who says so; nothing of what was handed in."""
    if row is not None and row.state != DossierState.DRAFT:
        return {}
    drafts = OnlineForm.objects.drafts().filter(dossier=row) if row else ()
    until = next((one.kept_until for one in drafts), None)
    return {"term": draft_term(), "kept_until": until}


def written(
    request: HttpRequest, procedure: Procedure, row: Dossier | None, form: FilingForm
) -> OnlineForm:
    """What was typed, in the draft that is there or begins with it."""
    expected = formed.expected(request)
    with transaction.atomic():
        if row is None:
            row = actions.open_draft(procedure, by=request.user)
            expected = expected or None
        return actions.write_form(
            row,
            by=request.user,
            person=form.person(),
            answers=form.answers(),
            point=form.point(),
            expected=expected,
        )


def known(user: Any, kept: OnlineForm | None) -> dict[str, str]:
    """What the form begins with: as kept; else what the account keeps of its holder."""
    if kept is not None and (kept.person or kept.answers):
        return initial_of(kept)
    own = own_applicant(user)
    if own is not None:
        return {name: clear(getattr(own, name)) for name in PERSON}
    return {"kind": "person", "name": user.full_name, "email": user.email}


def shown_form(
    request: HttpRequest, procedure: Procedure, form: FilingForm, more: Any, status: int
) -> HttpResponse:
    """The page."""
    context = {"procedure": procedure, "form": form, **more}
    return render(request, "portal/filing_form.html", context, status=status)


def stale(
    request: HttpRequest, procedure: Procedure, form: FilingForm, error: StaleSave, shown: Any
) -> HttpResponse:
    """The same account wrote in another window: both texts, and a choice."""
    now: OnlineForm = error.details["current"]
    told = registry.online(procedure, clock.today()) if form.chooses else Online()
    asked = now.procedure_version.form_fields.all()
    there = FilingForm(asked=asked, points=told.points, initial=initial_of(now))
    both = {
        "yours": form.lines(),
        "saved": there.lines(),
        "saved_by": "cửa sổ khác của bạn",
        "saved_at": now.updated_at,
        "version": now.version,
        "reload_url": reverse("portal:filing_form", args=[now.dossier_id]),
    }
    if autosave.is_autosave(request):
        return render(request, "core/_stale.html", both, status=409)
    return shown_form(request, procedure, form, shown | {"stale": both}, 409)


@citizen_only
@require_safe
def filing_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers of the list, each with its files."""
    told = own_filed(request, pk)
    able = may_write_form(request.user, told.dossier)
    require(able, "Hồ sơ đã nộp nên không thêm giấy tờ được nữa.")
    context = {"row": told.dossier, "filed": told, **kept_words(told.dossier)}
    return render(request, "portal/filing_papers.html", context)


@citizen_only
@require_POST
def paper_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One file, sent with the form or in parts before it."""
    row = own_dossier(request, pk)
    require(may_hand_in(request.user, row), "Hồ sơ này hiện không nhận thêm tệp.")
    file = request.FILES.get("file")
    order = formed.number_of(request.POST.get("giay_to")) or 0
    try:
        actions.add_paper(
            row, by=request.user, order=order, stream=file, name=file.name or "tep" if file else "",
            upload=None if file else formed.mark_of(request.POST.get("upload", "")),
        )  # fmt: skip
    except (BadInput, UploadGone) as error:
        return paper_refused(request, row, order, error)
    messages.success(request, "Đã thêm tệp.")
    return redirect(papers_page(row, order))


def papers_page(row: Dossier, order: int) -> str:
    """Where files are added now, at the paper they are for."""
    if row.state == DossierState.AWAITING_SUPPLEMENT:
        return reverse("portal:filed_supplement", args=[row.pk])
    return f"{reverse('portal:filing_papers', args=[row.pk])}#giay-to-{order}"


def paper_refused(
    request: HttpRequest, row: Dossier, order: int, error: ActionError
) -> HttpResponse:
    """Why a file was not taken, at its paper."""
    filed = own_filed(request, row.pk)
    told = {"row": row, "filed": filed, "wrong": error.message, "wrong_at": order}
    told |= kept_words(row)
    told["form"] = SupplementForm()
    asked = row.state == DossierState.AWAITING_SUPPLEMENT
    page = "portal/filed_supplement.html" if asked else "portal/filing_papers.html"
    return render(request, page, told, status=error.status)


@citizen_only
@require_POST
def paper_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file out again."""
    own = Dossier.objects.filed_from(request.user)
    related = OnlinePaper.objects.select_related("form__dossier")
    paper = get_object_or_404(related, pk=pk, form__dossier__in=own)
    actions.drop_paper(paper, by=request.user)
    messages.success(request, "Đã bỏ tệp.")
    return redirect(papers_page(paper.form.dossier, paper.order))


@citizen_only
@require_safe
def filing_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything as it will be handed in, and what is missing."""
    context = preview_context(request, pk)
    require(may_write_form(request.user, context["row"]), "Hồ sơ này đã nộp.")
    return render(request, "portal/filing_preview.html", context)


def preview_context(request: HttpRequest, pk: int) -> dict[str, Any]:
    """The last look."""
    told = own_filed(request, pk)
    row = told.dossier
    points = registry.online(row.procedure, clock.today()).points if row.point is None else ()
    missing = actions.unfinished(row.online, points)
    return {
        "row": row,
        "filed": told,
        "missing": [(text, name.startswith("g_"), name[2:]) for name, text in missing.items()],
        "opened": row.online.version,
        "point": row.point or row.online.goes_to(points),
        "several": len(points) > 1,
    }


@citizen_only
@require_POST
def filing_hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Handed in; the receipt follows."""
    row = own_dossier(request, pk)
    try:
        row = actions.hand_in_dossier(row, by=request.user, expected=formed.expected(request))
    except ActionError as error:
        if error.status == 403:
            raise
        context = preview_context(request, pk) | {"wrong": error.message}
        return render(request, "portal/filing_preview.html", context, status=error.status)
    messages.success(request, f"Đã nộp hồ sơ, số nộp {row.pk}.")
    return redirect("portal:filed_detail", row.pk)


@citizen_only
@require_http_methods(["GET", "HEAD", "POST"])
def filing_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away, after a question."""
    row = own_dossier(request, pk)
    require(row.state == DossierState.DRAFT, "Hồ sơ đã nộp. Hãy rút hồ sơ nếu không làm tiếp.")
    if request.method == "POST":
        actions.discard_draft(row, by=request.user)
        messages.success(request, "Đã xóa hồ sơ nháp cùng các tệp đã tải lên.")
        return redirect("portal:filed_list")
    return render(request, "portal/filing_discard.html", {"row": row})
