"""Pages about the system itself."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def system(request: HttpRequest) -> HttpResponse:
    """State of the installation."""
    return render(request, "core/system.html")
