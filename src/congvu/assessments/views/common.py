"""What the pages of sheets share: finding a sheet or an answer, the way to it."""

from typing import Any

from django.http import Http404, HttpRequest

from congvu.assessments.models import Answer, Sheet
from congvu.assessments.policies import may_read
from congvu.assessments.registry import sheet_crumbs
from congvu.criteria.rules import Scale

SHEET = ("unit", "library_version__scale", "previous")
ANSWER = (
    "sheet__unit",
    "sheet__library_version__scale",
    "sheet__previous",
    "criterion__area",
    "judged_by",
)


def sheet_or_404(request: HttpRequest, pk: int) -> Sheet:
    """A sheet this person may open."""
    rows = Sheet.objects.select_related(*SHEET).defer("library_version__source_text")
    sheet = rows.filter(pk=pk).order_by("pk").first()
    if sheet is None or not may_read(request.user, sheet):
        raise Http404
    return sheet


def known_answer(pk: int) -> Answer:
    """An answer with what its page needs; the caller checks the right to it."""
    rows = Answer.objects.select_related(*ANSWER).defer("sheet__library_version__source_text")
    answer = rows.filter(pk=pk).order_by("pk").first()
    if answer is None:
        raise Http404
    return answer


def answer_or_404(request: HttpRequest, pk: int) -> Answer:
    """An answer this person may open."""
    answer = known_answer(pk)
    if not may_read(request.user, answer.sheet):
        raise Http404
    return answer


def answers_of(sheet: Sheet, **narrow: Any) -> list[Answer]:
    """Answers of a sheet in order, each knowing the sheet without a query."""
    rows = list(sheet.answers.with_criteria().filter(**narrow))
    for row in rows:
        row.sheet = sheet
    return rows


def scale_of(sheet: Sheet) -> Scale:
    """The levels of the sheet's library."""
    return sheet.library_version.scale.as_rule()


def way_to(request: HttpRequest, sheet: Sheet, last: str = "") -> list[dict[str, str]]:
    """Campaign / unit / this page."""
    crumbs = sheet_crumbs(request.user, sheet)
    unit = {"label": str(sheet.unit), "url": sheet.get_absolute_url() if last else ""}
    return [*crumbs, unit, *([{"label": last}] if last else [])]
