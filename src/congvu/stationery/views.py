"""Pages of stationery: templates, their faults and preview, settings per kind."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.core.errors import BadInput
from congvu.core.formed import expected
from congvu.core.policies import require
from congvu.documents.errors import TemplateFault
from congvu.documents.media import DOCX
from congvu.stationery.actions import (
    accept_template,
    change_type,
    end_template,
    upload_template,
    withdraw_template,
)
from congvu.stationery.forms import EndForm, TemplateForm, TypeForm
from congvu.stationery.models import DocumentType, LayoutRule, Template
from congvu.stationery.outputs import PLACEHOLDER_WORDS, SLIP_WORDS, filled
from congvu.stationery.policies import may_manage, may_see
from congvu.stationery.states import TemplateState


@login_required
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """Templates by kind, with the office's settings and the layouts by date."""
    require(may_see(request.user))
    context = {
        "templates": Template.objects.select_related("unit", "basis"),
        "types": DocumentType.objects.all(),
        "layouts": LayoutRule.objects.select_related("basis"),
        "can_manage": may_manage(request.user),
    }
    return render(request, "stationery/template_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def template_add(request: HttpRequest) -> HttpResponse:
    """Put in a Word file."""
    require(may_manage(request.user))
    form = TemplateForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return redirect(
                upload_template(file.read(), file.name, by=request.user, **form.facts())
            )
        except BadInput as error:
            show(form, error, "file")
    context = {"form": form, "placeholders": PLACEHOLDER_WORDS, "slip_placeholders": SLIP_WORDS}
    status = 422 if form.errors else 200
    return render(request, "stationery/template_form.html", context, status=status)


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """Data and files of a sent form; an empty one is sent too."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def show(form: Any, error: BadInput, field: str) -> None:
    """Put an action's error beside its field."""
    for name, message in (error.fields or {field: error.message}).items():
        form.add_error(name if name in form.fields else None, message)


@login_required
@require_safe
def template_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One template: which papers it is for, what is wrong in it, what can be done."""
    return detail(request, pk, EndForm())


def detail(request: HttpRequest, pk: int, form: EndForm, status: int = 200) -> HttpResponse:
    """The page of a template, with the form that ends it."""
    require(may_see(request.user))
    template = get_object_or_404(
        Template.objects.select_related("unit", "basis", "uploaded_by"), pk=pk
    )
    can_manage = may_manage(request.user)
    context = {
        "template": template,
        "form": form,
        "can_accept": can_manage and template.state == TemplateState.DRAFT and not template.lint,
        "can_end": can_manage and template.state != TemplateState.WITHDRAWN,
    }
    return render(request, "stationery/template_detail.html", context, status=status)


@login_required
@require_POST
def template_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it into use."""
    template = get_object_or_404(Template, pk=pk)
    return redirect(accept_template(template, by=request.user, expected=expected(request)))


@login_required
@require_POST
def template_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """End it on a day, or take it out with a reason."""
    template = get_object_or_404(Template, pk=pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return detail(request, pk, form, 422)
    last_day, reason = form.cleaned_data["last_day"], form.cleaned_data["reason"]
    told: dict[str, Any] = {"by": request.user, "expected": expected(request)}
    try:
        if last_day:
            return redirect(end_template(template, last_day, **told))
        return redirect(withdraw_template(template, reason=reason, **told))
    except BadInput as error:
        form.add_error("last_day" if last_day else "reason", error.message)
        return detail(request, pk, form, 422)


@login_required
@require_safe
def template_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The Word file as it was put in."""
    require(may_see(request.user))
    template = get_object_or_404(Template, pk=pk)
    return word(template.read(), template.original_name)


@login_required
@require_safe
def template_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The template filled in with an invented text."""
    require(may_see(request.user))
    template = get_object_or_404(Template, pk=pk)
    if template.lint:
        raise TemplateFault
    data = filled(template, template.read())
    return word(data, f"Xem thử - {template.original_name}")


def word(data: bytes, name: str) -> HttpResponse:
    """A Word file as a download."""
    response = HttpResponse(data, content_type=DOCX)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@require_http_methods(["GET", "POST"])
def type_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the settings of one kind."""
    require(may_manage(request.user))
    settings = get_object_or_404(DocumentType, pk=pk)
    form = TypeForm(sent(request)[0], instance=settings)
    if request.method == "POST" and form.is_valid():
        try:
            change_type(settings, by=request.user, expected=expected(request), **form.facts())
            return redirect("stationery:template_list")
        except BadInput as error:
            show(form, error, "number_format")
    context = {"form": form, "settings": settings}
    status = 422 if form.errors else 200
    return render(request, "stationery/type_form.html", context, status=status)
