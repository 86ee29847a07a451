"""Papers of a petition as Word and PDF."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from congvu.petitions.outputs import FORMS, paper_of
from congvu.petitions.views.detail import seen


@login_required
@require_safe
def petition_paper(request: HttpRequest, pk: int, kind: str, form: str) -> HttpResponse:
    """One paper; what was never said has none."""
    row = seen(request, pk)
    text = paper_of(row, kind) if form in FORMS else None
    if text is None:
        raise Http404
    media_type, render = FORMS[form]
    headers = {
        "Content-Disposition": f'attachment; filename="{kind}-{row.code}.{form}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(render(text), media_type, headers=headers)
