"""The draft news item, alive: every sentence opens what it rests on."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congvu.core import clock
from congvu.documents.docx import render_docx
from congvu.documents.media import DOCX
from congvu.inspections.models import Inspection
from congvu.inspections.outputs.article import article, article_text
from congvu.inspections.outputs.article_doors import doors
from congvu.inspections.outputs.article_open import opened
from congvu.inspections.policies import may_read_article
from congvu.inspections.registry import article_doors
from congvu.inspections.views.doors import crumbs, door
from congvu.inspections.views.matrix import seen


@login_required
@require_safe
def article_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The prose, and beside it what the chosen sentence rests on."""
    inspection = readable(request, pk)
    item = article(inspection)
    context: dict[str, Any] = {"inspection": inspection, **opened(item, request.GET.get("cau"))}
    if context["chosen"]:
        context["doors"] = doors(context["chosen"], request.user)
    if request.headers.get("HX-Request"):
        return render(request, "inspections/_fragments/article_sources.html", context)
    context |= {
        "crumbs": crumbs(inspection, last="Tin bài"),
        "stamp": clock.now(),
        "plain": f"{item.title}\n\n{item.plain()}",
        "print_url": door("article_print", pk),
        "file_url": door("article_file", pk),
        "article_doors": article_doors(inspection, request.user),
    }
    return render(request, "inspections/inspection_article.html", context)


def readable(request: HttpRequest, pk: int) -> Inspection:
    """A campaign whose news item the user may read."""
    inspection = seen(request, pk)
    if not may_read_article(request.user, inspection):
        raise Http404
    return inspection


@login_required
@require_safe
def article_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The news item as a sheet."""
    context = {"item": article(readable(request, pk)), "stamp": clock.now()}
    return render(request, "inspections/article_print.html", context)


@login_required
@require_safe
def article_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The news item as a Word file."""
    inspection = readable(request, pk)
    answer = HttpResponse(render_docx(article_text(inspection)), content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="tin-bai-{inspection.year}.docx"'
    return answer
