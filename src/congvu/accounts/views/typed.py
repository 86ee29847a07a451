"""What was typed before signing in again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from congvu.accounts import typed


@login_required
def typed_before(request: HttpRequest) -> HttpResponse:
    """Show it, to be sent again or dropped."""
    kept = typed.kept_for(request)
    if kept is None:
        return redirect("/")
    if request.method == "POST":
        typed.drop(request)
        return redirect("/")
    texts = [value for name, value in kept["fields"] if name != "version" and value.strip()]
    return render(request, "accounts/typed_before.html", {"kept": kept, "texts": texts})
