"""What the pages of sheets share: finding a sheet or an answer, the way to it."""

from typing import Any

from django.http import Http404, HttpRequest

from congvu.assessments.models import Answer, Sheet
from congvu.assessments.policies import may_read, may_read_own, may_see_judged
from congvu.assessments.registry import sheet_crumbs
from congvu.criteria.rules import Scale

SHEET = ("unit", "library_version__scale", "previous__library_version__scale")
LONG = ("library_version__source_text", "previous__library_version__source_text")
ANSWER = (
    "sheet__unit",
    "sheet__library_version__scale",
    "sheet__previous",
    "criterion__area",
    "judged_by",
)


def sheet_or_404(request: HttpRequest, pk: int) -> Sheet:
    """A sheet this person may open."""
    return opened_sheet(request, pk)[0]


def opened_sheet(request: HttpRequest, pk: int) -> tuple[Sheet, bool]:
    """A sheet this person may open, and whether the team's side is shown: asked once for both."""
    rows = Sheet.objects.select_related(*SHEET).defer(*LONG)
    sheet = rows.filter(pk=pk).order_by("pk").first()
    if sheet is None:
        raise Http404
    return sheet, shown_side(request, sheet)


def shown_side(request: HttpRequest, sheet: Sheet) -> bool:
    """Whether this person sees the team's side; 404 for who may see neither."""
    shown = may_see_judged(request.user, sheet)
    if not shown and not may_read_own(request.user, sheet):
        raise Http404
    return shown


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
