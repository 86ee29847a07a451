"""Photos of papers, one touch each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.dossiers.actions import photograph
from congvu.dossiers.models import Dossier
from congvu.dossiers.policies import may_photograph


@login_required
@require_POST
def dossier_photo(request: HttpRequest, pk: int, order: int) -> HttpResponse:
    """Keep one photo with its paper, and back to the list."""
    rows = Dossier.objects.visible_to(request.user).select_related("point", "unit")
    row = get_object_or_404(rows, pk=pk)
    require(may_photograph(request.user, row))
    file = request.FILES.get("file")
    if file is None:
        raise BadInput(fields={"file": "Chưa chọn ảnh."})
    photograph(row, by=request.user, order=order, stream=file, name=file.name or "anh.jpg")
    messages.success(request, "Đã lưu ảnh.")
    return redirect(f"{row.get_absolute_url()}#giay-to")
