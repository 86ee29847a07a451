"""One field for everything: the ten best of each kind, tone marks not needed.

Names of applicants and senders are found too, so what is asked never stands in an address: it is
sent in the body, and the address of what was found carries it sealed.
"""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import replace_url

from congvu.core.asked import sealed, unsealed
from congvu.core.search_newest import everything

MOST, LONGEST = 10, 200
KEPT = "lan"  # what was asked, in the address


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Tìm trong toàn hệ thống."""
    fragment = bool(request.htmx) and not request.htmx.boosted
    if request.method != "POST":
        asked = unsealed(request.GET.get(KEPT, ""))
        return render(request, "desk/search.html", found_for(request, asked))
    asked = request.POST.get("q", "").strip()[:LONGEST]
    if not fragment:
        return redirect(address_of(asked))
    answer = render(request, "desk/_hits.html", found_for(request, asked))
    return replace_url(answer, address_of(asked))


def address_of(asked: str) -> str:
    """Where the same is found again."""
    path = reverse("desk:search")
    return f"{path}?{urlencode({KEPT: sealed(asked)})}" if asked else path


def found_for(request: HttpRequest, asked: str) -> dict:
    """What this person may find."""
    found = [
        {"kind": kind, "hits": hits[:MOST], "more": len(hits) > MOST}
        for kind, hits in everything(request.user, asked, MOST + 1).items()
        if hits
    ]
    return {"search_text": asked, "found": found}
