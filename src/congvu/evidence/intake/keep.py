"""Putting bytes away and getting them back: folder or S3, whatever the default storage is."""

import uuid
from collections.abc import Iterable
from typing import BinaryIO

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

SMALL = (320, 1600)  # edges of the copies made for the screen


def fresh_name() -> str:
    """An opaque name: no folder gets large, and nothing of the file shows."""
    mark = uuid.uuid4().hex
    return f"evidence/{mark[:2]}/{mark[2:4]}/{mark}"


def put(file: BinaryIO) -> str:
    """Keep a stream from its beginning; answers the stored name."""
    file.seek(0)
    return default_storage.save(fresh_name(), File(file))


def put_part(mark: uuid.UUID, offset: int, data: bytes) -> str:
    """Keep one part of a resumable upload."""
    return default_storage.save(f"evidence/parts/{mark.hex}/{offset:013d}", ContentFile(data))


def opened(name: str) -> File:
    """A kept stream."""
    return default_storage.open(name, "rb")


def drop(*names: str) -> None:
    """Forget kept bytes and their small copies; those already gone don't matter."""
    for name in filter(None, names):
        default_storage.delete(name)
        if not name.startswith("evidence/parts/"):
            for edge in SMALL:
                default_storage.delete(small_name(name, edge))


def small_name(name: str, edge: int) -> str:
    """Where the small copy of a photo is kept."""
    return f"{name}.{edge}.jpg"


def put_small(name: str, edge: int, data: bytes) -> None:
    """Keep a small copy, unless another request was quicker."""
    if not default_storage.exists(small_name(name, edge)):
        default_storage.save(small_name(name, edge), ContentFile(data))


def small(name: str, edge: int) -> bytes | None:
    """A small copy made before."""
    kept = small_name(name, edge)
    if not default_storage.exists(kept):
        return None
    with default_storage.open(kept, "rb") as file:
        return file.read()


class Joined:
    """The parts of an upload read as one stream."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = iter(names)
        self.part: File | None = None

    def read(self, size: int) -> bytes:
        """The next bytes, at most ``size``; empty at the end."""
        while True:
            if self.part is None:
                name = next(self.names, None)
                if name is None:
                    return b""
                self.part = opened(name)
            if data := self.part.read(size):
                return data
            self.part.close()
            self.part = None
