"""Figures of a year, by unit and by month; each opens its rows."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from congvu.core import clock, formats
from congvu.core.formed import number_of
from congvu.core.policies import require
from congvu.organizations.models import Unit
from congvu.petitions import rules
from congvu.petitions.measures import PART_LABELS, PARTS, Counts, counted, first_year
from congvu.petitions.policies import figures_of, may_see_figures
from congvu.petitions.views.common import crumb_list


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Two tables of the same counts."""
    require(may_see_figures(request.user))
    seen, now = figures_of(request.user), clock.today().year
    years = list(range(now, first_year(seen, now) - 1, -1))
    asked = number_of(request.GET.get("nam"))
    year = asked if asked in years else now
    counts = counted(seen, year)
    context = {
        "year": year,
        "years": years,
        "by_unit": by_unit(counts, year),
        "by_month": by_month(counts, year),
        "total": total_line(counts, year),
        "parts": [PART_LABELS[part] for part in PARTS],
        "definitions": rules.petition_data()["measures"].values(),
        "crumbs": [crumb_list(), {"label": "Số liệu"}],
    }
    return render(request, "petitions/figures.html", context)


def by_unit(counts: Counts, year: int) -> list[dict[str, Any]]:
    """One line per unit that has any."""
    wanted = {unit for unit, _ in counts}
    units = {one.pk: one for one in Unit.objects.filter(pk__in=[u for u in wanted if u])}
    lines = []
    for key, unit in units.items():
        ours = [parts for (one, _), parts in counts.items() if one == key]
        lines.append(line(unit.short_name, ours, {"nam": year, "don_vi": key}))
    if None in wanted:
        ours = [parts for (one, _), parts in counts.items() if one is None]
        lines.append(line("Chưa giao đơn vị", ours, {"nam": year, "chua_giao": 1}))
    return lines


def by_month(counts: Counts, year: int) -> list[dict[str, Any]]:
    """One line per month that has any."""
    months = sorted({month for _, month in counts})
    return [
        line(
            f"Tháng {month}",
            [parts for (_, one), parts in counts.items() if one == month],
            {"nam": year, "thang": month},
        )
        for month in months
    ]


def total_line(counts: Counts, year: int) -> dict[str, Any]:
    """The year."""
    return line("Cả năm", list(counts.values()), {"nam": year})


def line(label: str, rows: Iterable[dict[str, int]], where: dict[str, Any]) -> dict[str, Any]:
    """Sums with their doors, and both shares."""
    sums = {part: sum(parts[part] for parts in rows) for part in PARTS}
    base = reverse("petitions:petition_list")
    cells = [
        {
            "label": PART_LABELS[part],
            "value": sums[part],
            "url": f"{base}?{urlencode({'so_lieu': part, **where})}",
        }
        for part in PARTS
    ]
    return {
        "label": label,
        "cells": cells,
        "on_time": share(sums["on_time"], sums["due"]),
        "satisfied": share(sums["satisfied"], sums["answered"]),
    }


def share(part: int, whole: int) -> str:
    """96,4%, or a dash of nothing."""
    found = rules.percent(part, whole)
    return "–" if found is None else f"{formats.number(found, 1)}%"
