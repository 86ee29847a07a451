"""What happens after something else did: an edit in Wagtail, a photo put in."""

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageOps
from wagtail.utils.file import hash_filelike

from congvu.portal import actions

FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}


def logged(instance: Any, created: bool, **kwargs: Any) -> None:
    """What Wagtail writes into its history goes into our log too."""
    if created:
        actions.log_editing(instance)


def photo_saved(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A photo keeps neither place nor camera: the telephone writes both into the file."""
    if raw or instance.pk or not instance.file:
        return
    cleaned = without_traces(instance.file)
    if cleaned is not None:
        instance.file = ContentFile(cleaned, name=instance.file.name)
        instance.file_size, instance.file_hash = len(cleaned), hash_filelike(io.BytesIO(cleaned))


def without_traces(file: Any) -> bytes | None:
    """The picture upright and without its notes; None when it carries none."""
    file.seek(0)
    picture = Image.open(file)
    kind = FORMATS.get(file.name.rpartition(".")[2].lower(), picture.format)
    if not picture.getexif():
        file.seek(0)
        return None
    upright = ImageOps.exif_transpose(picture)
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    kept = io.BytesIO()
    bare.save(kept, kind, quality=88)
    return kept.getvalue()
