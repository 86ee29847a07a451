"""Minutes taken along as Word, filled in on the spot, and read back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from congvu.core.errors import WrongState
from congvu.core.policies import require
from congvu.criteria.models import Area
from congvu.documents.readback import compare, read_docx
from congvu.inspections import actions
from congvu.inspections.errors import NotThisPaper
from congvu.inspections.forms.document import WordForm
from congvu.inspections.forms.minutes_word import MinutesBackForm
from congvu.inspections.models import Minutes, Visit
from congvu.inspections.outputs.campaign import areas_of
from congvu.inspections.outputs.minutes import minutes
from congvu.inspections.outputs.minutes_back import FilledIn, filled_in
from congvu.inspections.outputs.returned import names_unit, same_paper
from congvu.inspections.policies import may_run_visit
from congvu.inspections.states import SETTLED
from congvu.inspections.views.doing import page, visit_or_404
from congvu.inspections.views.doors import crumbs, door


def open_visit(request: HttpRequest, pk: int) -> Visit:
    """A visit whose minutes this person may still write."""
    visit = visit_or_404(request, pk)
    require(may_run_visit(request.user, visit))
    if visit.state in SETTLED:
        raise WrongState("Biên bản đã ký, không sửa được nữa.")
    return visit


def areas_by_code(visit: Visit) -> dict[str, Area]:
    """Areas of the campaign."""
    return {area.code: area for area in areas_of(visit.inspection)}


@login_required
@require_http_methods(["GET", "POST"])
def minutes_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the form along; put the filled-in file in and look at what was read."""
    visit = open_visit(request, pk)
    posted = request.method == "POST"
    form = WordForm(request.POST, request.FILES) if posted else WordForm()
    form.fields["file"].label = "Tệp biên bản đã điền (.docx)"
    form.fields["file"].help_text = "Tệp mẫu tải từ trang này, điền trong Word hoặc LibreOffice."
    if posted and form.is_valid():
        found = form.run(lambda: read_back(visit, form.cleaned_data["file"].read()))
        if found:
            return review(request, visit, prefilled(visit, found), found.doubtful)
    context = {
        "visit": visit,
        "form": form,
        "blank_url": door("visit_file", visit.pk, "minutes", "docx") + "?trong=1",
        "crumbs": way_to(visit),
    }
    return page(request, "inspections/minutes_word.html", context, form)


def read_back(visit: Visit, data: bytes) -> FilledIn:
    """What the file says, once it is the minutes of this unit and no other's."""
    read = read_docx(data)
    if not names_unit(visit, read) or not same_paper(compare(minutes(visit, notes=True), read)):
        raise NotThisPaper
    return filled_in(visit, read)


def way_to(visit: Visit) -> list[dict[str, str]]:
    """Campaign / visit / this page."""
    unit = {"label": str(visit.unit), "url": door("visit_detail", visit.pk)}
    return [*crumbs(visit.inspection, last=" ")[:-1], unit, {"label": "Biên bản từ Word"}]


def prefilled(visit: Visit, found: FilledIn) -> MinutesBackForm:
    """The form with what the file says; what it left open stays as it was."""
    present = Minutes.objects.filter(visit=visit).first()
    told: dict[str, Any] = {"version": present.version if present else None}
    for name, value in found.fields.items():
        kept = getattr(present, name, None) if present else None
        value = value or kept
        told[name] = "\n".join(map(str, value)) if isinstance(value, list) else value
    told["read_aloud"] = present.read_aloud if present else False
    told |= {f"note-{code}": text for code, text in found.notes.items()}
    told |= {f"kind-{code}": "limitation" for code in found.notes}
    noted = {c: a for c, a in areas_by_code(visit).items() if c in found.notes}
    return MinutesBackForm(initial=told, areas=noted)


def review(
    request: HttpRequest, visit: Visit, form: MinutesBackForm, doubtful: tuple[str, ...] = ()
) -> HttpResponse:
    """Everything read, to be corrected before it is taken over."""
    context = {"visit": visit, "form": form, "doubtful": doubtful, "crumbs": way_to(visit)}
    return page(request, "inspections/minutes_back.html", context, form)


@login_required
@require_POST
def minutes_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the minutes over, with the findings noted on the spot."""
    visit = open_visit(request, pk)
    areas = areas_by_code(visit)
    sent = {name.removeprefix("note-") for name in request.POST if name.startswith("note-")}
    noted = {code: area for code, area in areas.items() if code in sent}
    form = MinutesBackForm(request.POST, areas=noted)
    if form.is_valid() and form.run(lambda: taken_over(visit, form, request.user)):
        messages.success(request, "Đã nhận biên bản từ Word.")
        return redirect("inspections:minutes_detail", pk)
    return review(request, visit, form)


def taken_over(visit: Visit, form: MinutesBackForm, user: Any) -> Minutes:
    """All of it, or nothing."""
    with transaction.atomic():
        row = actions.write_minutes(visit, by=user, expected=form.expected, **form.minutes_fields())
        for area, text in form.findings():
            actions.add_finding(visit, area, text, by=user)
    return row
