"""The door of the house: one's own work, the showroom's article, or the sign-in page."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from congvu.core import clock
from congvu.desk.showroom import PASSWORD, sign_ins, story
from congvu.desk.views.home import home
from congvu.inspections.registry import open_article
from congvu.organizations.policies import needs_set_up


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Whoever is signed in goes to work; a visitor reads the article where this is a showroom."""
    if needs_set_up(request.user):
        return redirect("organizations:setup")
    if request.user.is_authenticated:
        return home(request)
    if settings.VISITORS_GO_TO:
        return redirect(settings.VISITORS_GO_TO)
    shown = open_article(request.GET.get("cau")) if settings.DEMO else None
    if shown is None:
        return redirect_to_login(request.get_full_path())
    who = {"stamp": clock.now(), "sign_ins": sign_ins(), "password": PASSWORD,
           "late": story("dossiers")["late"]}  # fmt: skip
    return render(request, "desk/landing.html", shown | who)
