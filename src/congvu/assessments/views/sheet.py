"""A whole sheet to read: by area, on paper, in Excel; an area side by side; widening it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from congvu.assessments.actions import add_criterion
from congvu.assessments.forms import CriterionForm
from congvu.assessments.forms.self_report import TEXT_LABELS
from congvu.assessments.models import Answer, MatrixData, Sheet, read_matrix, totals_of
from congvu.assessments.policies import (
    may_answer_for_unit,
    may_judge,
    may_open_sheets,
)
from congvu.assessments.registry import answer_notes
from congvu.assessments.states import CellState, Scoring
from congvu.assessments.views.common import (
    answers_of,
    opened_sheet,
    scale_of,
    sheet_or_404,
    way_to,
)
from congvu.assessments.views.excel import sheet_book
from congvu.assessments.views.words import Row, before_of, rows_of
from congvu.core import clock
from congvu.core.errors import ActionError
from congvu.core.policies import require
from congvu.criteria.rules import number_text
from congvu.documents.media import XLSX
from congvu.documents.xlsx import render_xlsx
from congvu.evidence.models import attachments_by_object


@login_required
@require_safe
def sheet_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Every area of a unit's sheet with its criteria."""
    sheet, shown = opened_sheet(request, pk)
    context = whole(request, sheet, shown) | {"crumbs": way_to(request, sheet)}
    return render(request, "assessments/sheet_detail.html", context)


@login_required
@require_safe
def sheet_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as a paper."""
    sheet, shown = opened_sheet(request, pk)
    return render(request, "assessments/sheet_print.html", whole(request, sheet, shown))


@login_required
@require_safe
def sheet_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as a workbook."""
    sheet, shown = opened_sheet(request, pk)
    context = whole(request, sheet, shown)
    book = sheet_book(sheet, [row for one in context["areas"] for row in one["rows"]], context)
    answer = HttpResponse(render_xlsx(book), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="phieu-{pk}-{sheet.period_to.year}.xlsx"'
    return answer


def whole(request: HttpRequest, sheet: Sheet, shown: bool) -> dict[str, Any]:
    """Everything on a sheet that this person may see."""
    user = request.user
    answers = answers_of(sheet)
    rows = rows_of(
        answers,
        scale_of(sheet),
        before=before_of(sheet, answers),
        notes=answer_notes(user, answers),
        evidence=attachments_by_object(answers),
    )
    matrix = read_matrix([sheet])
    first = next((a.pk for a in answers if not a.judged), answers[0].pk if answers else None)
    return {
        "sheet": sheet,
        "areas": by_area(sheet, matrix, rows, shown),
        "columns": list(matrix.areas[sheet.library_version_id].values()),
        "total": total_words(sheet, matrix) if shown else None,
        "show_judged": shown,
        "judging": may_judge(user, sheet) and not sheet.frozen,
        "first_unjudged": first,
        "can_add": may_open_sheets(user) and not sheet.frozen,
        "can_self": may_answer_for_unit(user, sheet),
        "comments_only": sheet.scoring == Scoring.COMMENTS_ONLY,
        "texts": [(label, sheet.self_text.get(key, "")) for key, label in TEXT_LABELS.items()],
        "today": clock.today(),
    }


def by_area(sheet: Sheet, matrix: MatrixData, rows: list[Row], shown: bool) -> list[dict[str, Any]]:
    """Rows under their areas; the area's level where it may be seen."""
    cells = matrix.cells[sheet.pk]
    grouped: dict[int, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.answer.criterion.area_id, []).append(row)
    return [
        {
            "area": area,
            "rows": grouped.get(pk, []),
            "word": cell_word(cells[pk], sheet.scoring == Scoring.COMMENTS_ONLY) if shown else "",
            "level": cells[pk].level.code if shown and cells[pk].level else "",
        }
        for pk, area in matrix.areas[sheet.library_version_id].items()
        if pk in grouped
    ]


def cell_word(cell: Any, comments_only: bool) -> str:
    """Khá · 29,5 / 40; đã chấm 3/5; đã xem 3/5."""
    if cell.state == CellState.OUT_OF_SCOPE:
        return "không thuộc phạm vi"
    if cell.level is None:
        seen = "xem" if comments_only else "chấm"
        return f"đã {seen} {cell.judged}/{cell.applicable}"
    points = f"{number_text(cell.points)} / {number_text(cell.max_points)}"
    return f"{cell.level.name} · {points}"


def total_words(sheet: Sheet, matrix: MatrixData) -> dict[str, Any]:
    """The whole sheet in one figure."""
    total = totals_of(matrix.cells[sheet.pk].values(), scale_of(sheet))
    return {
        "judged": total.judged,
        "applicable": total.applicable,
        "points": number_text(total.points),
        "max": number_text(total.max_points),
        "level": total.level,
        "percent": number_text(total.percent) if total.percent is not None else "",
    }


@login_required
@require_safe
def sheet_area(request: HttpRequest, pk: int, area: int) -> HttpResponse:
    """The criteria of one area of one unit, side by side with evidence and findings."""
    sheet, shown = opened_sheet(request, pk)
    context = whole(request, sheet, shown)
    title = next((one for one in context["columns"] if one.pk == area), None)
    if title is None:
        raise Http404
    context |= {
        "one": next((one for one in context["areas"] if one["area"] == title), None),
        "area": title,
        "crumbs": way_to(request, sheet, title.short_title),
    }
    return render(request, "assessments/sheet_area.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def criterion_add(request: HttpRequest, pk: int) -> HttpResponse:
    """The head of team asks a unit about something outside its kind, with the reason."""
    sheet = sheet_or_404(request, pk)
    require(may_open_sheets(request.user))
    form = CriterionForm(request.POST or None, sheet=sheet)
    if request.method == "POST" and form.is_valid():
        try:
            told = form.cleaned_data
            added: Answer = add_criterion(
                sheet, told["criterion"], reason=told["reason"], by=request.user
            )
            return redirect(added)
        except ActionError as error:
            form.add_error(None, error.message)
    context = {"sheet": sheet, "form": form, "crumbs": way_to(request, sheet, "Bổ sung tiêu chí")}
    status = 422 if form.errors else 200
    return render(request, "assessments/criterion_form.html", context, status=status)
