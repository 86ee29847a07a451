"""A row with a file kept aside until somebody decides; the file goes with the commit of that."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from congvu.core import audit


def kept_aside(row: Any, folder: str, data: bytes, *, by: Any, action: str, **facts: Any) -> Any:
    """The row, there already, with its file."""
    stored = row.file.storage.save(f"{folder}/{row.pk}.bin", ContentFile(data))
    return audit.change(row, by=by, action=action, file=stored, **facts)


def bytes_of(row: Any) -> bytes:
    """The file that waits."""
    with row.file.open("rb") as file:
        return file.read()


def decided(row: Any, *, by: Any, action: str, **facts: Any) -> Any:
    """The row with what became of it, without its file."""
    name, storage = row.file.name, row.file.storage
    transaction.on_commit(lambda: storage.delete(name))
    return audit.change(row, by=by, action=action, file="", **facts)
