"""Results of an inspection as the head let them be seen."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from congvu.inspections.models import Inspection
from congvu.inspections.registry import disclosed
from congvu.portal.models import NewsPage


@require_safe
def result_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """General remarks and levels; 404 while nothing of it is disclosed."""
    inspection = get_object_or_404(Inspection, pk=pk)
    found = disclosed(inspection)
    if not found.has_results:
        raise Http404
    context = {
        "inspection": inspection,
        "found": found,
        "news": NewsPage.objects.out().filter(item__inspection=inspection).first(),
    }
    return render(request, "portal/result_detail.html", context)
