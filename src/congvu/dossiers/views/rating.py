"""Rating: on the tablet of the counter, behind the code of a sheet, and what came of it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from congvu.core import clock, formats
from congvu.core.errors import ActionError
from congvu.core.formed import explain, number_of
from congvu.core.paging import cut
from congvu.core.policies import require
from congvu.documents.posted import render_posted
from congvu.dossiers import satisfaction
from congvu.dossiers.actions import rate, rating_token
from congvu.dossiers.actions.rating import opened
from congvu.dossiers.forms.rating import RatingForm
from congvu.dossiers.models import Dossier, Rating
from congvu.dossiers.outputs.invitation import invitation
from congvu.dossiers.policies import may_see_ratings, may_serve
from congvu.dossiers.states import DossierState
from congvu.dossiers.views.common import crumb_list
from congvu.organizations.models import Unit

RELATED = ("procedure", "point__unit__parent", "unit", "applicant")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rating_tablet(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer turns the screen round: no navigation, nothing of anybody else."""
    rows = Dossier.objects.visible_to(request.user).select_related(*RELATED)
    row = get_object_or_404(rows, pk=pk, source=None)
    require(may_serve(request.user, row.point))
    return asked(request, row, back=row.get_absolute_url(), by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def rating_link(request: HttpRequest, token: str) -> HttpResponse:
    """What the code on a sheet leads to; a forged one leads nowhere."""
    row = Dossier.objects.select_related(*RELATED).filter(pk=opened(token)).first()
    if row is None:
        raise Http404
    return asked(request, row, token=token)


def asked(request: HttpRequest, row: Dossier, back: str = "", **proof: Any) -> HttpResponse:
    """The question, thanks, or why it can't be asked."""
    rated = Rating.objects.filter(dossier=row).exists()
    waiting = row.is_imported or row.state != DossierState.RETURNED
    form, status = RatingForm(request.POST if request.method == "POST" else None), 200
    if form.is_bound and form.is_valid():
        try:
            rate(row, **form.cleaned_data, **proof)
        except ActionError as error:
            status = explain(form, error)
        else:
            return redirect(request.path)
    if form.errors and status == 200:
        status = 422
    context = {"row": row, "form": form, "rated": rated, "waiting": waiting, "back": back}
    answer = render(request, "dossiers/rating_form.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    # the address itself is the proof: told to no other site (told to nobody, browsers would send
    # the form with no origin, and it would be refused)
    answer["Referrer-Policy"] = "same-origin"
    return answer


@login_required
@require_safe
def rating_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet with the code, to be given along with the result."""
    rows = Dossier.objects.visible_to(request.user).select_related(*RELATED)
    row = get_object_or_404(rows, pk=pk, source=None)
    require(may_serve(request.user, row.point))
    path = reverse("dossiers:rating_link", args=[rating_token(row)])
    sheet = invitation(row, request.build_absolute_uri(path))
    headers = {
        "Content-Disposition": f'inline; filename="moi-danh-gia-{row.code or row.pk}.pdf"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(render_posted([sheet], "Mời đánh giá"), "application/pdf", headers=headers)


@login_required
@require_safe
def rating_list(request: HttpRequest) -> HttpResponse:
    """Shares of a year by unit and month; each opens its ratings."""
    require(may_see_ratings(request.user))
    asked, seen = request.GET, Rating.objects.visible_to(request.user)
    years = satisfaction.years_of(seen)
    year = number_of(asked.get("nam"))
    year = year if year in years else next(iter(years), clock.today().year)
    shares = satisfaction.shares(year, seen)
    names = dict(Unit.objects.values_list("pk", "short_name"))
    month = number_of(asked.get("thang"))
    narrowed = month is not None and 1 <= month <= 12
    rows = satisfaction.of_year(seen, year)
    rows = chosen(rows, asked, year, month or 0) if narrowed else rows
    page = cut(rows.select_related("dossier__unit", "dossier__procedure"), ("-at",), asked)
    context = {
        "year": year,
        "years": years,
        "lines": [(one, names.get(one.unit or 0, "chưa rõ"), percent(one)) for one in shares],
        "total": percent_of(shares),
        "rows": page.rows,
        "narrowed": narrowed,
        "formula": satisfaction.FORMULA,
        "next_cursor": page.next_cursor,
        "previous_cursor": page.previous_cursor,
        "crumbs": [crumb_list(), {"label": "Đánh giá của người nộp"}],
    }
    return render(request, "dossiers/rating_list.html", context)


def chosen(rows: Any, asked: Any, year: int, month: int) -> Any:
    """The ratings of one share."""
    unit = number_of(asked.get("don_vi"))
    happy = asked.get("chi") == "hai-long"
    return satisfaction.rows_of(year, month, unit, numerator=happy, rows=rows)


def percent(one: satisfaction.Satisfied) -> str:
    """96,4%."""
    return f"{formats.number(one.percent, 1)}%"


def percent_of(shares: list[satisfaction.Satisfied]) -> str:
    """Of all of them together; empty where there is none."""
    whole = sum(one.denominator for one in shares)
    happy = sum(one.numerator for one in shares)
    return f"{formats.number(100 * happy / whole, 1)}% ({happy}/{whole})" if whole else ""
