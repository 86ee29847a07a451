"""Many at once: the criteria of an area, or of the whole sheet, in one table and one save."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from congvu.assessments.actions import judge_many
from congvu.assessments.actions.judge import NOT_ASSIGNED
from congvu.assessments.forms import JudgeForm
from congvu.assessments.forms.judge import full_of
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.policies import may_judge
from congvu.assessments.states import Scoring
from congvu.assessments.views.answer import level_choices, said_text
from congvu.assessments.views.common import answers_of, scale_of, sheet_or_404, way_to
from congvu.assessments.views.words import before_of, rows_of
from congvu.core.errors import ActionError, StaleSave
from congvu.core.formed import number_of
from congvu.core.policies import require
from congvu.criteria.rules import Scale


@login_required
@require_http_methods(["GET", "POST"])
def sheet_judge(request: HttpRequest, pk: int) -> HttpResponse:
    """The table; posting saves every changed row, all or nothing."""
    sheet = sheet_or_404(request, pk)
    require(may_judge(request.user, sheet), NOT_ASSIGNED)
    area = number_of(request.GET.get("noi_dung"))
    narrow = {} if area is None else {"criterion__area": area}
    answers, scale = answers_of(sheet, **narrow), scale_of(sheet)
    data = request.POST if request.method == "POST" else None
    forms = [JudgeForm(data, answer=a, scale=scale, prefix=str(a.pk)) for a in answers]
    context: dict[str, Any] = {"error": "", "stale": {}}
    if data is None:
        return table(request, sheet, forms, scale, context)
    wrong = [form for form in forms if not form.is_valid()]  # every row says what is wrong
    if wrong:
        context["error"] = "Còn ô nhập chưa đúng. Chưa có gì được lưu."
        return table(request, sheet, forms, scale, context, status=422)
    try:
        judge_many([form.judgement() for form in forms if form.touched], by=request.user)
    except StaleSave as error:
        both = stale_rows(sheet, error.details["stale"], scale)
        context = {"error": error.message, "stale": both}
        return table(request, sheet, forms, scale, context, status=409)
    except ActionError as error:
        context["error"] = error.message
        return table(request, sheet, forms, scale, context, status=error.status)
    return redirect(back(request, sheet))


def stale_rows(sheet: Sheet, stale: list[Answer], scale: Scale) -> dict[int, dict[str, Any]]:
    """What is stored now of the rows somebody else changed."""
    found = {answer.pk: answer for answer in answers_of(sheet, pk__in=[a.pk for a in stale])}
    return {
        pk: {
            "version": answer.version,
            "text": said_text(answer, scale),
            "by": answer.judged_by,
            "at": answer.updated_at,
        }
        for pk, answer in found.items()
    }


def table(
    request: HttpRequest,
    sheet: Sheet,
    forms: list[JudgeForm],
    scale: Scale,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """The table as it stands: what was typed is kept."""
    answers = [form.answer for form in forms]
    rows = rows_of(answers, scale, before=before_of(sheet, answers))
    lines = [
        {
            "row": row,
            "form": form,
            "stale": context["stale"].get(form.answer.pk),
            "levels": level_choices(form.answer, scale) if full_of(form.answer) else [],
        }
        for row, form in zip(rows, forms, strict=True)
    ]
    context |= {
        "sheet": sheet,
        "lines": lines,
        "areas": sheet.library_version.areas.order_by("order"),
        "area": request.GET.get("noi_dung", ""),
        "comments_only": sheet.scoring == Scoring.COMMENTS_ONLY,
        "levels": scale.levels,
        "crumbs": way_to(request, sheet, "Chấm nhiều tiêu chí"),
    }
    return render(request, "assessments/sheet_judge.html", context, status=status)


def back(request: HttpRequest, sheet: Sheet) -> str:
    """The same table again, so that one sees what was saved."""
    query = request.GET.urlencode()
    path = reverse("assessments:sheet_judge", args=[sheet.pk])
    return f"{path}?{query}" if query else path
