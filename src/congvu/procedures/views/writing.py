"""Writing: a new procedure, its details, the long form of a draft, the next draft."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from congvu.core.errors import ActionError
from congvu.core.formed import expected, form_page, refused
from congvu.core.policies import require
from congvu.procedures import actions
from congvu.procedures.actions import Content
from congvu.procedures.errors import FixedVersion
from congvu.procedures.forms import NewForm, ProcedureForm, VersionForm, version_rows
from congvu.procedures.forms.rows import with_more
from congvu.procedures.models import Field, ProcedureVersion
from congvu.procedures.policies import may_begin, may_keep
from congvu.procedures.views.doors import crumbs, the_procedure, the_version

ROWS = {
    "limits": ("Thời hạn giải quyết", "Dòng đầu là trường hợp thông thường."),
    "components": ("Thành phần hồ sơ (giấy tờ cần chuẩn bị)", ""),
    "fees": ("Mức phí, lệ phí", "Chỉ ghi khi có thu."),
    "bases": ("Căn cứ pháp lý", ""),
    "form_fields": (
        "Biểu mẫu điện tử",
        "Các ô người nộp điền khi nộp trực tuyến. Không ghi ô nào thì chỉ nộp giấy tờ.",
    ),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def procedure_new(request: HttpRequest) -> HttpResponse:
    """Name, code and units first; the contents follow on the draft's own form."""
    require(may_begin(request.user))
    form = NewForm(request.POST or None, user=request.user)

    def run(data: dict[str, Any]) -> str:
        given = dict(data)
        name = given.pop("field_name")
        field = actions.get_field(name, by=request.user, owner=given["owner"])
        version = actions.create_procedure(Content(), by=request.user, field=field, **given)
        return address(version)

    return form_page(
        request,
        form,
        run,
        title="Thêm thủ tục",
        button="Lập bản dự thảo",
        back=reverse("procedures:procedure_list"),
        crumbs=crumbs("Thêm thủ tục"),
        done="Đã lập bản dự thảo. Ghi tiếp nội dung; điều chưa biết thì để trống.",
        suggestions={"fields": Field.objects.all()},
    )


def address(version: ProcedureVersion) -> str:
    """The form of a draft."""
    return reverse("procedures:version_edit", args=[version.pk])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def procedure_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what stands outside of versions."""
    procedure = the_procedure(request, pk)
    require(may_keep(request.user, procedure))
    opened, label = procedure.version, procedure.name[:80]
    form = ProcedureForm(request.POST or None, instance=procedure, user=request.user)

    def run(data: dict[str, Any]) -> None:
        given = dict(data)
        name = given.pop("field_name")
        field = actions.get_field(name, by=request.user, owner=given["owner"])
        actions.edit_procedure(procedure, by=request.user, expected=expected(request),
                               field=field, **given)  # fmt: skip

    return form_page(
        request,
        form,
        run,
        title="Sửa thông tin thủ tục",
        button="Lưu",
        back=procedure.get_absolute_url(),
        version=opened,
        crumbs=crumbs((label, procedure.get_absolute_url()), "Sửa thông tin"),
        lead="Nội dung của thủ tục nằm trong từng bản; ở đây chỉ sửa thông tin chung.",
        suggestions={"fields": Field.objects.all()},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One long form with rows; "more" adds spare rows and keeps everything typed."""
    version = the_version(request, pk)
    require(may_keep(request.user, version.procedure))
    if not version.is_draft:
        raise FixedVersion
    opened, status, data = version.version, 200, request.POST or None
    more = request.POST.get("more", "")
    if data is not None and more in ROWS:
        data = with_more(data, more)
    form, rows = (
        VersionForm(data, instance=version),
        version_rows(version, data, request.FILES or None),
    )
    if data is not None and more not in ROWS:
        status = 422
        try:
            if all([form.is_valid(), *[one.is_valid() for one in rows.values()]]):
                save(request, version, form, rows)
                messages.success(request, "Đã lưu bản dự thảo.")
                return redirect(version)
        except ActionError as error:
            status, opened = refused(form, error, opened)
    elif data is not None:
        opened = expected(request) or opened
    if request.FILES:
        messages.warning(request, "Tệp mẫu vừa chọn chưa được lưu: hãy chọn lại trước khi lưu.")
    context = {
        "version": version,
        "opened": opened,
        "form": form,
        "sets": [(prefix, *ROWS[prefix], rows[prefix]) for prefix in ROWS],
        "more": more,
        "crumbs": crumbs((version.name[:80], version.get_absolute_url()), "Sửa bản dự thảo"),
    }
    return render(request, "procedures/version_form.html", context, status=status)


def save(request: HttpRequest, version: ProcedureVersion, form: Any, rows: dict[str, Any]) -> None:
    """Call the action with what was typed."""
    kept = {
        prefix: [one.forms[0].facts(data) for data in one.kept()] for prefix, one in rows.items()
    }
    content = Content(form.cleaned_data, **kept)
    files = {
        place: (file, file.name)
        for place, data in enumerate(rows["components"].kept())
        if (file := data["upload"])
    }
    actions.edit_with_templates(
        version, content, files, by=request.user, expected=expected(request)
    )


@login_required
@require_POST
def version_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """The next draft, a copy of this version."""
    draft = actions.revise(the_version(request, pk), by=request.user)
    messages.success(request, f"Đã lập bản {draft.number} từ bản đang có.")
    return redirect(address(draft))
