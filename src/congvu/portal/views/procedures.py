"""The directory of procedures as citizens use it."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from congvu.core import clock, formats
from congvu.organizations.models import Unit
from congvu.portal import directory
from congvu.portal.filing import way
from congvu.portal.forms import DirectoryForm
from congvu.portal.outputs.bars import bars_of
from congvu.portal.outputs.structured import government_service
from congvu.procedures import registry
from congvu.procedures.models import LevelDeclaration, ProcedureVersion

PER_PAGE = 30
DAY = 24 * 3600


@require_safe
@cache_control(private=True, max_age=60)
@conditional_page
def procedure_list(request: HttpRequest) -> HttpResponse:
    """By field, audience, unit, level; search ignores tone marks."""
    return listed(request, "", {})


@require_safe
@cache_control(private=True, max_age=60)
@conditional_page
def procedure_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """What one unit decides or resolves: the list of a school or a centre."""
    unit = get_object_or_404(Unit, pk=pk)
    if not directory.found({"don_vi": unit}, clock.today()).exists():
        raise Http404
    return listed(request, unit.name, {"unit": unit})


def listed(request: HttpRequest, heading: str, told: dict[str, Any]) -> HttpResponse:
    """A page of the list, grouped by field."""
    today = clock.today()
    form = DirectoryForm(request.GET or None, on=today)
    asked = form.asked() if form.is_bound else {}
    if unit := told.get("unit"):
        asked = asked | {"don_vi": unit}
        del form.fields["don_vi"]
    rows = directory.found(asked, today).prefetch_related("limits")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "form": form,
        "page": page,
        "rows": directory.rows_of(page.object_list, today),
        "narrowed": any(asked.get(name) for name in form.fields),
        "heading": heading,
        **(figures(unit=told["unit"].pk) if "unit" in told else {}),
        "units": directory.units_with_procedures(today),
        **told,
    }
    return render(request, "portal/procedure_list.html", context)


def figures(**whose: int) -> dict[str, Any]:
    """What was in time, with its months as bars."""
    told = directory.on_time(clock.now(), **whose)
    return {"on_time": told, "bars": bars_of(told.months) if told else None}


@require_safe
@cache_control(private=True, max_age=60)
@conditional_page
def procedure_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """All a procedure states, where to file it today, and the date one would get."""
    return render(request, "portal/procedure_detail.html", context_of(pk))


@require_safe
@conditional_page
def procedure_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a sheet of paper."""
    return render(request, "portal/procedure_print.html", context_of(pk))


def version_of(pk: int) -> ProcedureVersion:
    """What the page is about; 404 for what was never published."""
    version = directory.shown(pk, clock.today())
    if version is None:
        raise Http404
    return version


def context_of(pk: int) -> dict[str, Any]:
    """What the page and its print share."""
    version, today = version_of(pk), clock.today()
    procedure = version.procedure
    told = registry.told(version, timezone.localtime(clock.now()))
    where = way(procedure, today)
    url = address_of(pk)
    return {
        "version": version,
        "procedure": procedure,
        "told": told,
        "held": version.held,
        "level": LevelDeclaration.objects.in_force(today).filter(procedure=pk).first(),
        "filing": where,
        "points": [] if where.forward else where.points,
        "url": url,
        **figures(procedure=pk),
        "structured": government_service(version, told, where, url),
    }


def address_of(pk: int) -> str:
    """The whole address, for codes and search engines."""
    return settings.SITE_URL + reverse("portal:procedure_detail", args=[pk])


@require_safe
def procedure_leaflet(request: HttpRequest, pk: int) -> HttpResponse:
    """The leaflet with its code as PDF; made once a day for each version."""
    version = version_of(pk)
    if not version.held:
        raise Http404
    day = clock.today()
    key = f"portal.leaflet:{version.pk}:{day:%Y%m%d}:{version.procedure.version}"
    pdf = cache.get(key)
    if pdf is None:
        foot = f"Bản {version.number} · {formats.date(day)}"
        pdf = registry.leaflet(version, address_of(pk), "Quét để xem\nvà hỏi thêm", foot)
        cache.set(key, pdf, DAY)
    name = f"thu-tuc-{pk}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, "application/pdf", headers=headers)
