"""A list of another system to try the import with, where this is a showroom."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from congvu.core.policies import require
from congvu.desk.showroom import SAMPLE_NAME, exported_list
from congvu.documents.media import XLSX
from congvu.dossiers.policies import may_import


@login_required
@require_safe
def sample_list(request: HttpRequest) -> HttpResponse:
    """Danh sách hồ sơ mẫu của hệ thống tỉnh, số liệu giả định."""
    if not settings.DEMO:
        raise Http404
    require(may_import(request.user))
    answer = HttpResponse(exported_list(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{SAMPLE_NAME}"'
    return answer
