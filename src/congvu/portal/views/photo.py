"""Photos of the public site: out while an item that carries them is out."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model

from congvu.portal.models import NewsPhoto
from congvu.portal.policies import may_edit

TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@require_safe
def photo(request: HttpRequest, name: str) -> HttpResponseBase:
    """One size of a photo; to editors also what is not out yet."""
    sizes = get_image_model().get_rendition_model().objects
    size = get_object_or_404(sizes, file=name)
    out = NewsPhoto.objects.filter(image=size.image_id, page__live=True).exists()
    kind = TYPES.get(name.rpartition(".")[2].lower())
    if kind is None or not (out or may_edit(request.user)) or not default_storage.exists(name):
        raise Http404
    answer = FileResponse(default_storage.open(name), content_type=kind)
    answer["Cache-Control"] = "public, max-age=86400" if out else "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
