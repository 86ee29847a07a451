"""Where the public photos are: the office's own storage, told to the world by our own address."""

from typing import Any

from django.core.files.storage import Storage, default_storage
from django.urls import reverse
from django.utils.deconstruct import deconstructible


@deconstructible
class PublicPhotos(Storage):
    """The default storage; only the address differs, so that a draft's photo stays inside."""

    def _open(self, name: str, mode: str = "rb") -> Any:
        return default_storage.open(name, mode)

    def _save(self, name: str, content: Any) -> str:
        return default_storage.save(name, content)

    def delete(self, name: str) -> None:
        """From the office's storage."""
        default_storage.delete(name)

    def exists(self, name: str) -> bool:
        """Whether it is there."""
        return default_storage.exists(name)

    def size(self, name: str) -> int:
        """In bytes."""
        return default_storage.size(name)

    def url(self, name: str | None) -> str:
        """Our view, which asks whether the photo is out."""
        return reverse("portal:photo", args=[name])
