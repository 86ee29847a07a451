"""One criterion at a time: the page an inspector holds in the hand, and saving it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from congvu.assessments.actions import judge_as
from congvu.assessments.forms import JudgeForm
from congvu.assessments.forms.judge import as_text, full_of, level_of
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.policies import (
    may_edit_self,
    may_judge,
    may_see_judged,
)
from congvu.assessments.registry import answer_actions, answer_notes
from congvu.assessments.rules import Judgement, bounds_of
from congvu.assessments.states import Scoring
from congvu.assessments.views.common import answer_or_404, scale_of, way_to
from congvu.assessments.views.words import before_of, judged_words, row_of
from congvu.core import autosave, clock
from congvu.core.errors import ActionError, BadInput, NotAllowed, StaleSave
from congvu.criteria.rules import Scale, number_text, points_for_level
from congvu.evidence.models import attachments_by_object, key_of


@login_required
@require_safe
def answer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The criterion with everything known about it; the team's side may be filled in here."""
    answer = answer_or_404(request, pk)
    scale = scale_of(answer.sheet)
    form = JudgeForm(answer=answer, scale=scale)
    return render(request, "assessments/answer_detail.html", page_of(request, answer, form, scale))


def page_of(
    request: HttpRequest, answer: Answer, form: JudgeForm, scale: Scale, **more: Any
) -> dict[str, Any]:
    """What the page shows, with the form as it stands."""
    sheet, user = answer.sheet, request.user
    evidence = attachments_by_object([answer])
    notes = answer_notes(user, [answer])
    row = row_of(answer, scale, before=before_of(sheet, [answer]), notes=notes, evidence=evidence)
    judging = may_judge(user, sheet) and not sheet.frozen
    context = {
        "answer": answer,
        "sheet": sheet,
        "row": row,
        "form": form,
        "levels": level_choices(answer, scale) if full_of(answer) else [],
        "comments_only": sheet.scoring == Scoring.COMMENTS_ONLY,
        "judging": judging,
        "show_judged": judging or may_see_judged(user, sheet),
        "can_attach": judging or may_edit_self(user, sheet),
        "can_self": may_edit_self(user, sheet),
        "target": key_of(answer),
        "doors": answer_actions(user, answer) if judging else [],
        "crumbs": way_to(request, sheet, answer.criterion.code),
    }
    return context | place_of(answer) | more


def level_choices(answer: Answer, scale: Scale) -> list[dict[str, str]]:
    """Levels with the points from which each begins, and those it gives when only it is chosen."""
    full = full_of(answer)
    bounds = bounds_of(scale, full)
    last = bounds[-2][1] if len(bounds) > 1 else None
    found = []
    for level, start in bounds:
        words = f"từ {number_text(start)}" if start else f"dưới {number_text(last or full)}"
        gives = points_for_level(scale, level.code, full)
        found.append(
            {"code": level.code, "name": level.name, "short": level.short, "bound": words}
            | {"gives": number_text(gives) if gives is not None else ""}
        )
    return found


def place_of(answer: Answer) -> dict[str, Any]:
    """Where the answer stands in its sheet: neighbours, segments by area, the list beside."""
    rows = answer.sheet.answers.order_by("criterion__area__order", "criterion__order", "pk")
    told = list(
        rows.values("pk", "criterion__code", "criterion__area_id", "judged_at", "criterion__text")
    )
    at = next(i for i, row in enumerate(told) if row["pk"] == answer.pk)
    here = answer.criterion.area_id
    areas: dict[int, bool] = {}
    for row in told:
        done = row["judged_at"] is not None
        areas[row["criterion__area_id"]] = areas.get(row["criterion__area_id"], True) and done
    numbers = list(areas)
    return {
        "number": at + 1,
        "total": len(told),
        "judged_count": sum(row["judged_at"] is not None for row in told),
        "segments": [{"done": areas[pk], "here": pk == here} for pk in numbers],
        "area_number": numbers.index(here) + 1,
        "before_this": told[at - 1] if at else None,
        "after_this": told[at + 1] if at + 1 < len(told) else None,
        "beside": [row for row in told if row["criterion__area_id"] == here],
    }


@login_required
@require_POST
def answer_judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the team's side: form, autosave and htmx alike."""
    try:
        saved = judge_as(pk, lambda answer: meant(request, answer), by=request.user)
    except ActionError as error:
        return not_saved(request, pk, error)
    if autosave.is_autosave(request):
        return proof(saved, scale_of(saved.sheet))
    return redirect(after(request, saved))


def meant(request: HttpRequest, answer: Answer) -> Judgement:
    """The judgement the posted form means."""
    form = JudgeForm(request.POST, answer=answer, scale=scale_of(answer.sheet))
    if not form.is_valid():
        raise BadInput
    return form.judgement()


def not_saved(request: HttpRequest, pk: int, error: ActionError) -> HttpResponse:
    """Why nothing was saved; what was typed is kept. A stranger learns nothing."""
    answer = answer_or_404(request, pk)
    if isinstance(error, NotAllowed):
        raise error
    scale = scale_of(answer.sheet)
    form = JudgeForm(request.POST, answer=answer, scale=scale)
    valid = form.is_valid()
    if isinstance(error, StaleSave):
        return stale(request, answer, form, scale)
    if valid:
        form.add_error(None, error.message)
    return refused(request, answer, form, scale, status=error.status)


def proof(saved: Answer, scale: Scale) -> JsonResponse:
    """What the page needs to stay truthful: the version, and the points and level that stand."""
    level = saved.judged_level or level_of(saved, saved.points, scale)
    told = {
        "saved_at": f"{timezone.localtime(clock.now()):%H:%M}",
        "version": saved.version,
        "points": as_text(saved.points) if saved.points is not None else "",
        "level": level if not saved.not_applicable else "",
        "judged": saved.judged,
    }
    return JsonResponse(told)


def refused(
    request: HttpRequest, answer: Answer, form: JudgeForm, scale: Scale, status: int = 422
) -> HttpResponse:
    """The page again with what was typed and what is wrong with it."""
    if autosave.is_autosave(request):
        words = [text for errors in form.errors.values() for text in errors]
        return autosave.refused(" ".join(words), status)
    context = page_of(request, answer, form, scale)
    return render(request, "assessments/answer_detail.html", context, status=status)


def stale(request: HttpRequest, answer: Answer, form: JudgeForm, scale: Scale) -> HttpResponse:
    """Both texts, and the choice: 409."""
    now = answer_or_404(request, answer.pk)
    both = {
        "yours": typed_words(form, scale),
        "saved": said_text(now, scale),
        "saved_by": now.judged_by,
        "saved_at": now.updated_at,
        "version": now.version,
        "reload_url": now.get_absolute_url(),
    }
    if autosave.is_autosave(request) or request.htmx:
        return render(request, "core/_stale.html", both, status=409)
    context = page_of(request, now, form, scale, stale=both)
    return render(request, "assessments/answer_detail.html", context, status=409)


def typed_words(form: JudgeForm, scale: Scale) -> str:
    """What the person meant to save, line by line."""
    told = form.cleaned_data
    level = scale.level(told.get("level") or "")
    lines = [f"Mức: {level.name}"] if level else []
    if told.get("points") is not None:
        lines.append(f"Điểm: {number_text(told['points'])}")
    if told["nothing_arose"]:
        lines.append("Không phát sinh")
    if told["not_applicable"]:
        lines.append(f"Không áp dụng: {told['reason']}")
    return "\n".join([*lines, told["note"]]).strip()


def said_text(answer: Answer, scale: Scale) -> str:
    """What is stored, line by line."""
    said = judged_words(answer, scale)
    return "\n".join(part for part in (said.main, said.value, said.note) if part) or "Chưa chấm"


def after(request: HttpRequest, answer: Answer) -> str:
    """Where saving leads: the next question, the one before, the sheet at the end, or here."""
    then = request.POST.get("then", "")
    if then not in ("next", "previous"):
        return answer.get_absolute_url()
    place = place_of(answer)
    row = place["after_this"] if then == "next" else place["before_this"]
    return address(row["pk"]) if row else sheet_end(answer.sheet)


def address(pk: int) -> str:
    """The page of an answer."""
    return reverse("assessments:answer_detail", args=[pk])


def sheet_end(sheet: Sheet) -> str:
    """After the last question comes the whole sheet."""
    return sheet.get_absolute_url()
