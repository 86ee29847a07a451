"""How views come to objects: only through what the user may see."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from congvu.core.policies import require
from congvu.organizations.models import Unit
from congvu.procedures.models import Posting, Procedure, ProcedureVersion, Process
from congvu.procedures.policies import may_read


def the_procedure(request: HttpRequest, pk: int) -> Procedure:
    """A procedure a member of staff may read."""
    require(may_read(request.user))
    rows = Procedure.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("field", "owner", "resolving_unit"), pk=pk)


def the_version(request: HttpRequest, pk: int) -> ProcedureVersion:
    """A version with all its parts."""
    require(may_read(request.user))
    rows = ProcedureVersion.objects.visible_to(request.user)
    return get_object_or_404(rows.with_parts(), pk=pk)


def the_process(request: HttpRequest, pk: int) -> Process:
    """A process with its steps."""
    require(may_read(request.user))
    rows = Process.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit").prefetch_related("steps__unit"), pk=pk)


def the_unit(request: HttpRequest, pk: int) -> Unit:
    """A unit, whose list every member of staff may read."""
    require(may_read(request.user))
    return get_object_or_404(Unit.objects.select_related("parent"), pk=pk)


def the_sheet(request: HttpRequest, pk: int) -> Posting:
    """A printed sheet."""
    require(may_read(request.user))
    rows = Posting.objects.visible_to(request.user).select_related("unit", "procedure_version")
    return get_object_or_404(rows, pk=pk)


def crumbs(*more: tuple[str, str] | str) -> list[dict[str, str]]:
    """Where we are: (label, url) for what stands above, a string for the page itself."""
    found = [{"label": "Thủ tục hành chính", "url": reverse("procedures:procedure_list")}]
    for one in more:
        label, url = one if isinstance(one, tuple) else (one, "")
        found.append({"label": label, "url": url})
    return found
