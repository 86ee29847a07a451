"""What views share: fetching through rights, answering a form, workbooks."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from congvu.core.formed import number_of
from congvu.documents.media import XLSX
from congvu.documents.xlsx import Workbook, render_xlsx
from congvu.inspections.models import Finding, Inspection, Recommendation, Visit


def campaign_or_404(request: HttpRequest, pk: int) -> Inspection:
    """A campaign this person may see."""
    return get_object_or_404(Inspection.objects.visible_to(request.user), pk=pk)


def visit_or_404(request: HttpRequest, pk: int) -> Visit:
    """A visit this person may see, with what its pages need."""
    rows: QuerySet[Visit] = Visit.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("inspection", "unit", "sheet", "acting_secretary"), pk=pk
    )


def finding_or_404(request: HttpRequest, pk: int) -> Finding:
    """A finding this person may see."""
    rows = Finding.every.visible_to(request.user).select_related(
        "inspection", "visit__inspection", "visit__unit", "unit", "area", "criterion", "answer",
        "remark", "repeat_of__inspection",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def recommendation_or_404(request: HttpRequest, pk: int) -> Recommendation:
    """A recommendation this person may see."""
    rows = Recommendation.objects.visible_to(request.user).select_related(
        "inspection", "unit", "finding__area", "finding__repeat_of__inspection", "remark",
        "carried_from",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def page(
    request: HttpRequest, template: str, context: dict[str, Any], form: Any = None
) -> HttpResponse:
    """The page; with a refused form it answers as the refusal says, keeping what was typed."""
    status = form.status if form is not None and form.is_bound and form.errors else 200
    return render(request, template, context, status=status)


def workbook(book: Workbook, name: str) -> HttpResponse:
    """A workbook to take away."""
    answer = HttpResponse(render_xlsx(book), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def number_asked(request: HttpRequest, name: str) -> int | None:
    """A number of the query, None when there is none or it is no number."""
    return number_of(request.GET.get(name))


def sent(request: HttpRequest) -> Any:
    """What was posted, be it nothing; None when the page is only read."""
    return request.POST if request.method == "POST" else None
