"""Following a dossier by its code and the last four digits of the phone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.dossiers.actions import rating_token
from congvu.dossiers.models import Dossier, Rating
from congvu.dossiers.models.source import updates_words
from congvu.dossiers.registry import Tracked, tracked
from congvu.portal import guessing
from congvu.portal.errors import TooManyTries
from congvu.portal.filing import portal
from congvu.portal.forms import TrackingForm

# one answer, whichever of the two was wrong
NOT_FOUND = (
    "Không tìm thấy hồ sơ với mã và bốn số này. Hãy xem lại mã trên giấy tiếp nhận và bốn số cuối"
    " điện thoại đã ghi khi nộp. Hồ sơ nộp ở Cổng Dịch vụ công quốc gia, hệ thống khác thì tra cứu"
    " tại đó."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tracking(request: HttpRequest) -> HttpResponse:
    """Ask for code and digits; answer with where it stands, until when, and why."""
    if request.method != "POST":
        return asked(request, TrackingForm(initial={"ma": request.GET.get("ma", "")[:80]}))
    form = TrackingForm(request.POST)
    if not form.is_valid():
        return asked(request, form, 422)
    code, digits = form.cleaned_data["ma"], form.cleaned_data["so_cuoi"].strip()
    try:
        guessing.check(request, code)
    except TooManyTries as error:
        form.add_error(None, error.message)
        answer = asked(request, form, error.status)
        answer["Retry-After"] = str(error.details["retry_after"])
        return answer
    found = tracked(code, digits)
    if found is None:
        guessing.count(request, code)
        form.add_error(None, NOT_FOUND)
        return asked(request, form, 422)
    context = {"found": found, "portal": portal(), **asking(found)}
    return render(request, "portal/tracking_detail.html", context)


def asking(found: Tracked) -> dict[str, Any]:
    """Where whoever followed it to its end says how it went; or that somebody has."""
    if not found.returned_at or found.source:
        return {}
    if Rating.objects.filter(dossier=found.pk).exists():
        return {"rated": True}
    token = rating_token(Dossier(pk=found.pk))
    return {"rating_url": reverse("dossiers:rating_link", args=[token])}


def asked(request: HttpRequest, form: TrackingForm, status: int = 200) -> HttpResponse:
    """The page with the two fields; the code stays, what is wrong stands beside it."""
    context = {"form": form, "elsewhere": portal(), "updates": updates_words()}
    return render(request, "portal/tracking_form.html", context, status=status)
