"""The page of a procedure: the version in force, or any other of its versions."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from congvu.core import clock
from congvu.core.policies import require
from congvu.procedures import rules
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.models.reading import (
    due_today,
    facts_of,
    sum_problem_of,
    sum_unknown_of,
    supplement_words,
)
from congvu.procedures.outputs import swim_lane
from congvu.procedures.outputs.posting import fee_of
from congvu.procedures.policies import may_keep, may_publish, may_read
from congvu.procedures.rules import VersionFacts
from congvu.procedures.rules.difference import audience_text, contact_text
from congvu.procedures.states import (
    OPEN,
    PART_LABELS,
    VERSION_STATE_TONES,
    VersionState,
)
from congvu.procedures.views.doors import crumbs, the_version


@login_required
@require_safe
def procedure_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The version that holds today, else the newest."""
    require(may_read(request.user))
    versions = ProcedureVersion.objects.visible_to(request.user).filter(procedure=pk)
    held = ProcedureVersion.objects.in_force(clock.today()).filter(pk=OuterRef("pk"))
    first = versions.with_parts().annotate(held=Exists(held)).order_by("-held", "-number").first()
    if first is None:
        raise Http404
    return shown(request, first)


@login_required
@require_safe
def version_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One version, whatever holds today."""
    return shown(request, the_version(request, pk))


def shown(request: HttpRequest, version: ProcedureVersion) -> HttpResponse:
    """The page of a version."""
    procedure, today = version.procedure, clock.today()
    facts = facts_of(version)
    versions = list(procedure.versions.order_by("-number"))
    levels = list(procedure.levels.select_related("basis"))
    disclosures = procedure.disclosures.select_related("unit", "shown", "checked_by")
    keep = may_keep(request.user, procedure)
    context = {
        "procedure": procedure,
        "version": version,
        "tone": VERSION_STATE_TONES[VersionState(version.state)],
        "versions": versions,
        "levels": levels,
        "level": next((one for one in levels if one.valid_from <= today
                       and (one.valid_to is None or one.valid_to >= today)), None),
        "disclosures": disclosures.order_by("unit", "channel"),
        "crumbs": crumbs(procedure.field.name, facts.name[:80]),
        "can_keep": keep,
        "can_publish": may_publish(request.user, procedure.owner),
        "can_revise": keep and not any(one.state in OPEN for one in versions),
        "open_version": next((one for one in versions if one.state in OPEN), None),
        **told(version, facts),
    }  # fmt: skip
    return render(request, "procedures/procedure_detail.html", context)


def told(version: ProcedureVersion, facts: VersionFacts) -> dict[str, Any]:
    """The contents in words."""
    missing = rules.missing_parts(facts)
    per_day = rules.law().hours_per_day
    now = timezone.localtime(clock.now())
    return {
        "facts": facts,
        "missing": [PART_LABELS[part] for part in missing],
        "lacks": {str(part) for part in missing},
        "stated": rules.completeness(missing),
        "limits": [(one, rules.limit_words(one)) for one in facts.limits],
        "due": due_today(version, now) if version.is_fixed else None,
        "now": now,
        "fee": fee_of(facts),
        "ways": rules.ways_words(facts.ways),
        "components": [(one, rules.copies_words(one)) for one in facts.components],
        "sets": rules.sets_words(facts.sets),
        "audience": audience_text(facts),
        "contact": contact_text(facts),
        "supplement": supplement_words(version, now.date()),
        "steps": [(one, rules.hours_words(one.hours, per_day)) for one in facts.steps],
        "lane": mark_safe(swim_lane(f"Sơ đồ quy trình {facts.process}", facts.steps, per_day)),  # noqa: S308 - every word is escaped there
        "sum_problem": sum_problem_of(version),
        "sum_unknown": sum_unknown_of(version),
    }
