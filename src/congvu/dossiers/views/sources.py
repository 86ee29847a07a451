"""What is remembered of a system whose lists are taken in: put right, or forgotten."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from congvu.core import formed
from congvu.core.policies import require
from congvu.dossiers.actions import remember_source
from congvu.dossiers.forms import SourceForm
from congvu.dossiers.models import SourceSystem
from congvu.dossiers.policies import may_import
from congvu.dossiers.views.common import crumb_list, opened_version, sent
from congvu.dossiers.views.importing import crumb_runs

LEAD = (
    "Tiêu đề để trống thì tìm theo các tên thường gặp; ghi dấu gạch (-) nếu không đọc cột đó."
    " Từ được nhớ không dấu. Hồ sơ đã nhập giữ nguyên; thay đổi áp dụng cho lần nhập sau."
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def source_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Headings and words of one system."""
    require(may_import(request.user))
    source = get_object_or_404(SourceSystem.objects.visible_to(request.user), pk=pk)
    form = SourceForm(sent(request), source=source)

    def run(values: dict[str, Any]) -> None:
        expected = opened_version(request)
        remember_source(source, by=request.user, expected=expected, **form.meanings())

    return formed.form_page(
        request,
        form,
        run,
        title=f"Cách đọc danh sách của {source}",
        button="Lưu cách đọc",
        back=reverse("dossiers:run_list"),
        crumbs=[crumb_list(), crumb_runs(), {"label": str(source)}],
        version=source.version,
        lead=LEAD,
        done=f"Đã lưu cách đọc danh sách của {source}.",
    )
