"""One field for everything: the ten best of each kind, tone marks not needed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congvu.core.search_newest import everything

MOST = 10


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Tìm trong toàn hệ thống."""
    asked = request.GET.get("q", "").strip()[:200]
    found = [
        {"kind": kind, "hits": hits[:MOST], "more": len(hits) > MOST}
        for kind, hits in everything(request.user, asked, MOST + 1).items()
        if hits
    ]
    context = {"search_text": asked, "found": found}
    fragment = bool(request.htmx) and not request.htmx.boosted
    return render(request, "desk/_hits.html" if fragment else "desk/search.html", context)
