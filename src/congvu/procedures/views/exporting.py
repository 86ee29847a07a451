"""The list of procedures as a file that the import reads back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from congvu.core import clock
from congvu.core.policies import require
from congvu.documents.media import XLSX
from congvu.procedures.catalogue import found
from congvu.procedures.forms import ListForm
from congvu.procedures.intake import export
from congvu.procedures.policies import may_read

KINDS = {"xlsx": XLSX, "json": "application/json; charset=utf-8"}


@login_required
@require_safe
def procedure_export(request: HttpRequest, kind: str) -> HttpResponse:
    """Those the list shows under the same filters."""
    require(may_read(request.user))
    today, form = clock.today(), ListForm(request.GET or None)
    asked = form.asked() if form.is_bound else {}
    made = export(found(request.user, asked, today), today)
    headers = {"Content-Disposition": f'attachment; filename="thu-tuc-hanh-chinh.{kind}"'}
    body = made.xlsx() if kind == "xlsx" else made.json()
    return HttpResponse(body, KINDS[kind], headers=headers)
