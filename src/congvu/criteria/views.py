"""Pages of the criteria libraries."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.core import clock
from congvu.core.formed import expected
from congvu.core.policies import require
from congvu.criteria.actions import accept_version, discard_draft, upload_version
from congvu.criteria.errors import BadLibrary
from congvu.criteria.forms import UploadForm
from congvu.criteria.models import Library, LibraryVersion
from congvu.criteria.outputs import area_blocks, kind_choices, workbook
from congvu.criteria.policies import may_manage_criteria, may_use_criteria
from congvu.criteria.reading import content, differences, predecessor
from congvu.documents.media import XLSX
from congvu.documents.xlsx import render_xlsx


def crumbs(*more: Any) -> list[dict[str, str]]:
    """Where we are: strings for the page itself, versions for what stands above it."""
    found = [{"label": "Bộ tiêu chí", "url": reverse("criteria:library_list")}]
    for one in more:
        url = one.get_absolute_url() if isinstance(one, LibraryVersion) else ""
        found.append({"label": str(one), "url": url})
    return found


def visible(request: HttpRequest, pk: int) -> LibraryVersion:
    """A version the user may read, or 404."""
    versions = LibraryVersion.objects.visible_to(request.user)
    related = ("library", "legal_basis", "scale", "accepted_by")
    return get_object_or_404(versions.select_related(*related), pk=pk)


@login_required
@require_safe
def library_list(request: HttpRequest) -> HttpResponse:
    """Every library with its versions, the one in use today marked."""
    require(may_use_criteria(request.user))
    count = Count("areas__criteria")
    versions = LibraryVersion.objects.defer("source_text").annotate(criterion_count=count)
    libraries = Library.objects.visible_to(request.user).prefetch_related(
        Prefetch("versions", versions.order_by("-number"))
    )
    current = LibraryVersion.objects.current(clock.today()).values_list("pk", flat=True)
    context = {
        "libraries": libraries,
        "current": set(current),
        "can_manage": may_manage_criteria(request.user),
    }
    return render(request, "criteria/library_list.html", context)


@login_required
@require_safe
def version_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Areas and criteria of a version, all or those of one kind of unit."""
    version = visible(request, pk)
    data = content(version)
    kinds = kind_choices(data)
    kind = request.GET.get("loai", "")
    kind = kind if kind in {code for code, _, _ in kinds} else ""
    context = {
        "version": version,
        "data": data,
        "blocks": area_blocks(data, kind),
        "all_open": bool(request.GET.get("mo")),
        "kinds": kinds,
        "kind": kind,
        "total": len(data.criteria),
        "crumbs": crumbs(version.title),
        "can_manage": may_manage_criteria(request.user),
    }
    return render(request, "criteria/version_detail.html", context)


@login_required
@require_safe
def version_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The same on paper."""
    version = visible(request, pk)
    data = content(version)
    context = {"version": version, "data": data, "blocks": area_blocks(data)}
    return render(request, "criteria/version_print.html", context)


@login_required
@require_safe
def version_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a workbook."""
    version = visible(request, pk)
    name = f"{version.library.code}-{version.number}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(render_xlsx(workbook(content(version))), XLSX, headers=headers)


@login_required
@require_safe
def version_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The YAML as it was uploaded."""
    version = visible(request, pk)
    name = f"{version.library.code}-{version.number}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(version.source_text, "text/yaml; charset=utf-8", headers=headers)


@login_required
@require_safe
def version_diff(request: HttpRequest, pk: int) -> HttpResponse:
    """What a version changes against the accepted one before it."""
    version = visible(request, pk)
    old = predecessor(version)
    manage = may_manage_criteria(request.user)
    context = {
        "version": version,
        "old": old,
        "diff": differences(old, version),
        "can_decide": manage and version.is_draft,
        "crumbs": crumbs(version, "So sánh"),
    }
    return render(request, "criteria/version_diff.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version_upload(request: HttpRequest) -> HttpResponse:
    """A new version from a file or a text; problems are listed with their lines."""
    require(may_manage_criteria(request.user))
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        source, name = form.source()
        try:
            version = upload_version(source, by=request.user, file=name)
        except BadLibrary as error:
            return refused(request, source, error)
        messages.success(request, f"Đã tải lên {version}. Xem khác biệt trước khi chấp nhận.")
        return redirect("criteria:version_diff", version.pk)
    context = {"form": form, "crumbs": crumbs("Tải lên")}
    status = 422 if form.errors else 200
    return render(request, "criteria/version_upload.html", context, status=status)


def refused(request: HttpRequest, source: str | bytes, error: BadLibrary) -> HttpResponse:
    """The upload page again, with what was given as text to correct."""
    text = source if isinstance(source, str) else source.decode("utf-8", "replace")
    context = {
        "form": UploadForm(initial={"text": text}),
        "problems": error.problems,
        "crumbs": crumbs("Tải lên"),
    }
    return render(request, "criteria/version_upload.html", context, status=422)


@login_required
@require_POST
def version_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """From a draft to a version that may be used."""
    version = accept_version(visible(request, pk), by=request.user, expected=expected(request))
    messages.success(request, f"Đã chấp nhận {version}.")
    return redirect(version)


@login_required
@require_POST
def version_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    version = visible(request, pk)
    discard_draft(version, by=request.user, expected=expected(request))
    messages.success(request, f"Đã bỏ dự thảo {version}.")
    return redirect("criteria:library_list")
