"""The first page of the public site, its text size, and what search engines are told."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.core.places import local_place
from congvu.organizations.models import department
from congvu.portal.models import NewsCategory, NewsIndex, NewsPage

NEWEST = 6
SIZES = {"thuong": "", "lon": "text-large", "rat-lon": "text-larger"}
PUBLIC_ROOTS = ("home", "news_list", "procedure_list", "tracking", "petition_answers")
YEAR = 365 * 24 * 3600


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The newest items, headings to go by, and where the office is."""
    rows = list(NewsPage.objects.out()[:NEWEST])
    context = {
        "first": rows[0] if rows else None,
        "rows": rows[1:],
        "categories": NewsCategory.objects.all(),
        "department": department(),
    }
    return render(request, "portal/home.html", context)


@require_safe
def text_size(request: HttpRequest) -> HttpResponse:
    """Remember the size of the letters for every page to come; works without script."""
    asked = request.GET.get("co", "")
    if asked not in SIZES:
        raise Http404
    answer = HttpResponseRedirect(local_place(request.GET.get("ve", "")) or reverse("portal:home"))
    answer.set_cookie("text_size", SIZES[asked], max_age=YEAR, samesite="Lax")
    return answer


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Only the public pages are for search engines."""
    allowed = [reverse(f"portal:{name}") for name in PUBLIC_ROOTS]
    lines = ["User-agent: *", *(f"Allow: {path}" for path in allowed), "Allow: /ket-qua-kiem-tra/",
             "Allow: /static/", "Disallow: /",
             f"Sitemap: {settings.SITE_URL}{reverse('portal:sitemap')}"]  # fmt: skip
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """The editing rooms open at the list of news; their gate is in the middleware."""
    return redirect("wagtailadmin_explore", get_object_or_404(NewsIndex).pk)
