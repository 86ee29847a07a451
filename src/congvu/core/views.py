"""Pages about the system itself."""

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from congvu import __version__
from congvu.core import registry, seals
from congvu.core.models import VerifyRun


@login_required
@require_GET
def system(request: HttpRequest) -> HttpResponse:
    """State of the installation: seal, last whole check, database."""
    context = {
        "seal": seals.last_seal(),
        "run": VerifyRun.objects.order_by("-id").first(),
        "database": database_name(),
        "version": __version__,
        "may_see_log": registry.may_see_log(request.user),
        "may_administer": registry.is_administrator(request.user),
    }
    return render(request, "core/system.html", context)


def database_name() -> str:
    """Kind and version of the database, for people."""
    version = ".".join(str(part) for part in connection.get_database_version())
    return f"{connection.display_name} {version}"
