"""The import: a file, every doubtful cell with its repairs, then all or nothing."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from congvu.core.errors import ActionError
from congvu.core.formed import refused
from congvu.core.policies import require
from congvu.documents.media import XLSX
from congvu.documents.xlsx import render_xlsx
from congvu.organizations.models import Unit, department
from congvu.procedures import actions
from congvu.procedures.forms import ImportForm
from congvu.procedures.intake import (
    Told,
    Trouble,
    apply_repairs,
    look,
    pack,
    read_source,
    template_book,
    unpack,
)
from congvu.procedures.models import ImportRun
from congvu.procedures.policies import kept_units, may_begin
from congvu.procedures.views.doors import crumbs

SHOWN = 200  # doubtful cells on one page; the rest come once these are repaired


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Preview; "repair" writes the chosen repairs, "enter" takes everything in."""
    require(may_begin(request.user))
    form, told, result, status = ImportForm(), None, None, 200
    if request.method == "POST":
        packed = request.POST.get("packed", "")
        form = ImportForm() if packed else ImportForm(request.POST, request.FILES)
        status = 422
        try:
            told = given(request, form, packed)
            if told is not None:
                result = look(told, request.user)
                verb = request.POST.get("verb", "")
                if verb == "repair":
                    apply_repairs(told, result.troubles, chosen(request, result.troubles))
                    result = look(told, request.user)
                if verb == "enter" and result.good and result.rows:
                    count = len(result.rows)
                    if count > settings.PROCEDURES_AT_ONCE:
                        later = {"source": told.source, "count": count}
                        return redirect(actions.import_later(pack(told), by=request.user, **later))
                    made = actions.import_procedures(
                        result.rows, by=request.user, source=told.source
                    )
                    messages.success(request, f"Đã nhập {len(made)} thủ tục thành bản dự thảo.")
                    return redirect("procedures:procedure_list")
                status = 200 if result.good else 422
        except ActionError as error:
            status, _ = refused(form if form.is_bound else bound(form), error, None)
            form = form if form.is_bound else ImportForm()
            messages.error(request, error.message)
            result = None
    context = {
        "form": form,
        "told": told,
        "result": result,
        "troubles": result.troubles[:SHOWN] if result else [],
        "packed": pack(told) if told and result else "",
        "crumbs": crumbs("Nhập từ tệp"),
    }
    return render(request, "procedures/import_page.html", context, status=status)


@login_required
@require_safe
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a long file is, or what came of it."""
    runs = ImportRun.objects.visible_to(request.user).select_related("job__task")
    run = get_object_or_404(runs, pk=pk)
    context = {
        "run": run,
        "job": run.job if run.is_waiting else None,
        "crumbs": crumbs("Nhập từ tệp"),
    }
    return render(request, "procedures/import_run.html", context)


def bound(form: ImportForm) -> ImportForm:
    """A form that can carry errors."""
    made = ImportForm({})
    made.is_valid()
    made.errors.clear()
    return made


def given(request: HttpRequest, form: ImportForm, packed: str) -> Told | None:
    """The rows: of the preview that was sent back, or of a fresh file."""
    if packed:
        return unpack(packed)
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    return read_source(file.read(), file.name)


def chosen(request: HttpRequest, troubles: list[Trouble]) -> dict[str, int]:
    """Repairs chosen on the page: key of the trouble -> number of the choice.

    The page sends what a choice says. Its number may mean another one by now: units and legal
    bases are added while somebody reads. What is not there any more is asked anew.
    """
    found, gone = {}, 0
    for one in troubles:
        said = request.POST.get(f"sua.{one.key}", "").split()
        labels = [choice.label.split() for choice in one.choices]
        if said in labels:
            found[one.key] = labels.index(said)
        gone += bool(said) and said not in labels
    if gone:
        messages.warning(request, f"{gone} cách sửa đã chọn không còn nữa; hãy chọn lại.")
    return found


@login_required
@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    require(may_begin(request.user))
    units = kept_units(request.user)
    unit = Unit.objects.filter(pk__in=units).first() or department()
    headers = {"Content-Disposition": 'attachment; filename="mau-nhap-thu-tuc.xlsx"'}
    book = render_xlsx(template_book(unit.name if unit else ""))
    return HttpResponse(book, XLSX, headers=headers)
