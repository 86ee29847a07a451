"""Căn cứ of a draft: seen, worded, ordered, added, restored."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from congvu.inspections import actions
from congvu.inspections.forms.grounds import GroundsForm, arranged
from congvu.inspections.outputs import from_data
from congvu.inspections.outputs.grounds import day_of, grounded, tidied
from congvu.inspections.views.document import way_to
from congvu.inspections.views.doing import page, sent
from congvu.inspections.views.word import draft_or_404

SAVE, RESTORE = "luu", "khoi-phuc"
RESTORED = "Đã khôi phục căn cứ theo dữ liệu."


@login_required
@require_http_methods(["GET", "POST"])
def document_grounds(request: HttpRequest, pk: int) -> HttpResponse:
    """Only "Lưu" and "Khôi phục" write; a row moved or added is shown again, not yet saved."""
    document = draft_or_404(request, pk)
    said, on = from_data(document), day_of(document)
    told = {"version": document.version, "grounds": tidied(grounded(said, document).grounds)}
    form, verb = GroundsForm(sent(request), initial=told, on=on), request.POST.get("viec", SAVE)
    moved = False
    if form.is_bound and form.is_valid():
        lines = form.lines()
        if verb in (SAVE, RESTORE):
            own, done = (lines, "Đã lưu căn cứ.") if verb == SAVE else (None, RESTORED)
            saved = form.run(
                lambda: actions.set_grounds(document, own, by=request.user, expected=form.expected)
            )
            if saved:
                messages.success(request, done)
                return redirect(saved)
        else:
            told = {"version": form.expected, "grounds": arranged(lines, verb)}
            form, moved = GroundsForm(initial=told, on=on), True
    context = {
        "document": document,
        "form": form,
        "moved": moved,
        "usual": tidied(said.grounds),
        "crumbs": way_to(document, "Căn cứ"),
    }
    return page(request, "inspections/document_grounds.html", context, form)
