"""The unit's own report: one long page that saves itself, from last year's, sent with one act."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.assessments.actions import (
    copy_previous_self,
    reopen_self,
    save_self_many,
    save_self_text,
    submit_self,
)
from congvu.assessments.forms import ReopenForm, SelfForm, TextForm
from congvu.assessments.forms.judge import as_text
from congvu.assessments.forms.self_report import TEXT_LABELS
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.policies import may_answer_for_unit, may_open_sheets
from congvu.assessments.rules import self_answered
from congvu.assessments.states import SelfState
from congvu.assessments.views.common import (
    answer_or_404,
    answers_of,
    scale_of,
    sheet_or_404,
    way_to,
)
from congvu.assessments.views.self_page import self_page
from congvu.assessments.views.words import own_words, rows_of
from congvu.core import autosave, clock
from congvu.core.errors import ActionError, StaleSave
from congvu.core.formed import expected
from congvu.core.policies import require
from congvu.evidence.models import attachments_by_object


@login_required
@require_safe
def sheet_self(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as a form while it may be changed, to read afterwards."""
    sheet = sheet_or_404(request, pk)
    require(may_answer_for_unit(request.user, sheet))
    return render(request, "assessments/sheet_self.html", self_page(request, sheet))


@login_required
@require_safe
def self_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as a paper."""
    sheet = sheet_or_404(request, pk)
    answers = answers_of(sheet)
    rows = rows_of(answers, scale_of(sheet), evidence=attachments_by_object(answers))
    texts = [(label, sheet.self_text.get(key, "")) for key, label in TEXT_LABELS.items()]
    context = {"sheet": sheet, "rows": rows, "texts": texts}
    return render(request, "assessments/self_print.html", context)


@login_required
@require_POST
def answer_self(request: HttpRequest, pk: int) -> HttpResponse:
    """Save one answer of the unit."""
    answer = answer_or_404(request, pk)
    form = SelfForm(request.POST, answer=answer)
    if not form.is_valid():
        return self_refused(request, answer, form, 422)
    try:
        saved = save_self_many([form.change()], by=request.user)[0]
    except StaleSave:
        return self_stale(request, answer, form)
    except ActionError as error:
        form.add_error(None, error.message)
        return self_refused(request, answer, form, error.status)
    if autosave.is_autosave(request):
        return self_proof(saved)
    return redirect(f"{reverse('assessments:sheet_self', args=[answer.sheet_id])}#a{answer.pk}")


def self_proof(saved: Answer) -> JsonResponse:
    """The proof of saving, with the points that stand and how many answers there are now."""
    rows = saved.sheet.answers.only("self_points", "self_value", "self_nothing_arose", "self_note")
    told = {
        "saved_at": f"{timezone.localtime(clock.now()):%H:%M}",
        "version": saved.version,
        "points": as_text(saved.self_points) if saved.self_points is not None else "",
        "answered": self_answered(saved),
        "shown": {"da-tra-loi": str(sum(map(self_answered, rows)))},
    }
    return JsonResponse(told)


def self_refused(request: HttpRequest, answer: Answer, form: SelfForm, status: int) -> HttpResponse:
    """Why nothing was saved; what was typed is kept."""
    if autosave.is_autosave(request):
        words = [text for errors in form.errors.values() for text in errors]
        return autosave.refused(" ".join(words), status)
    require(may_answer_for_unit(request.user, answer.sheet))
    context = self_page(request, answer.sheet, form)
    return render(request, "assessments/sheet_self.html", context, status=status)


def self_stale(request: HttpRequest, answer: Answer, form: SelfForm) -> HttpResponse:
    """Both texts of one answer: 409."""
    now = answer_or_404(request, answer.pk)
    both = {
        "yours": own_text(form),
        "saved": stored_own(now),
        "saved_by": "người cùng đơn vị",
        "saved_at": now.updated_at,
        "version": now.version,
        "reload_url": f"{reverse('assessments:sheet_self', args=[now.sheet_id])}#a{now.pk}",
    }
    if autosave.is_autosave(request) or request.htmx:
        return render(request, "core/_stale.html", both, status=409)
    context = self_page(request, now.sheet, form, stale=both, stale_pk=now.pk)
    return render(request, "assessments/sheet_self.html", context, status=409)


def own_text(form: SelfForm) -> str:
    """What the person meant to save."""
    told = form.cleaned_data
    parts = [as_text(told.get("points")), told["note"]]
    return "\n".join(part for part in parts if part) or "(để trống)"


def stored_own(answer: Answer) -> str:
    """What is stored."""
    said = own_words(answer, scale_of(answer.sheet))
    return "\n".join(part for part in (said.main, said.value, said.note) if part) or "(để trống)"


@login_required
@require_POST
def self_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the words of the report."""
    sheet = sheet_or_404(request, pk)
    require(may_answer_for_unit(request.user, sheet))
    form = TextForm(request.POST, sheet=sheet)
    if not form.is_valid():
        return text_refused(request, sheet, form, 422)
    version = form.cleaned_data["version"]
    try:
        saved = save_self_text(sheet, form.texts(), by=request.user, expected=version)
    except StaleSave:
        return text_stale(request, sheet, form)
    except ActionError as error:
        form.add_error(None, error.message)
        return text_refused(request, sheet, form, error.status)
    if autosave.is_autosave(request):
        return autosave.saved(saved)
    return redirect(f"{reverse('assessments:sheet_self', args=[pk])}#loi")


def text_refused(request: HttpRequest, sheet: Sheet, form: TextForm, status: int) -> HttpResponse:
    """Why the words were not saved."""
    if autosave.is_autosave(request):
        words = [text for errors in form.errors.values() for text in errors]
        return autosave.refused(" ".join(words), status)
    require(may_answer_for_unit(request.user, sheet))
    context = self_page(request, sheet, text_form=form)
    return render(request, "assessments/sheet_self.html", context, status=status)


def text_stale(request: HttpRequest, sheet: Sheet, form: TextForm) -> HttpResponse:
    """Both texts of the words: 409."""
    now = sheet_or_404(request, sheet.pk)
    both = {
        "yours": words_text(form.texts()),
        "saved": words_text(now.self_text),
        "saved_by": "người cùng đơn vị",
        "saved_at": now.updated_at,
        "version": now.version,
        "reload_url": f"{reverse('assessments:sheet_self', args=[now.pk])}#loi",
    }
    if autosave.is_autosave(request) or request.htmx:
        return render(request, "core/_stale.html", both, status=409)
    context = self_page(request, now, text_form=form, stale=both, stale_pk=0)
    return render(request, "assessments/sheet_self.html", context, status=409)


def words_text(texts: dict[str, str]) -> str:
    """The words under their headings."""
    told = [f"{label}: {texts[key]}" for key, label in TEXT_LABELS.items() if texts.get(key)]
    return "\n".join(told) or "(để trống)"


@login_required
@require_POST
def self_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill what is still empty from last year's report."""
    sheet = sheet_or_404(request, pk)
    copied = copy_previous_self(sheet, by=request.user)
    messages.success(request, f"Đã chép {len(copied)} câu trả lời từ báo cáo kỳ trước. Hãy rà lại.")
    return redirect("assessments:sheet_self", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def self_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then send."""
    sheet = sheet_or_404(request, pk)
    require(may_answer_for_unit(request.user, sheet))
    if request.method == "POST":
        submit_self(sheet, by=request.user, expected=expected(request))
        messages.success(request, "Đã gửi báo cáo tự kiểm tra.")
        return redirect("assessments:sheet_self", pk=pk)
    return render(request, "assessments/self_submit.html", self_page(request, sheet))


@login_required
@require_http_methods(["GET", "POST"])
def self_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretary lets a unit correct what it sent."""
    sheet = sheet_or_404(request, pk)
    require(may_open_sheets(request.user))
    form = ReopenForm(request.POST or None, initial={"version": sheet.version})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            reopen_self(sheet, reason=told["reason"], by=request.user, expected=told["version"])
            return redirect(sheet)
        except StaleSave:
            raise
        except ActionError as error:
            form.add_error(None, error.message)
    context = {"sheet": sheet, "form": form, "crumbs": way_to(request, sheet, "Mở lại báo cáo")}
    context["sent"] = sheet.self_state == SelfState.SUBMITTED
    status = 422 if form.errors else 200
    return render(request, "assessments/self_reopen.html", context, status=status)
