"""The whole installation in one file, taken while people work; and back from it.

The database is copied first, as one consistent moment. Files are only ever added, so every
file that moment knows is still there when its turn comes.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection

import congvu
from congvu.core import clock, dumping
from congvu.core.errors import ActionError

MANIFEST = "manifest.json"
FORMAT = 1
KEPT = ("secret.key", "personal.key", "demo.txt")  # of CONGVU_HOME, beside database and files
NAME = re.compile(
    r"^(database\.(sqlite3|pgdump)|files/.+|home/((secret|personal)\.key|demo\.txt))$"
)
Report = Callable[[str], None]


class BackupError(ActionError):
    """Không sao lưu hoặc phục hồi được."""


class Hashing:
    """A file being read, and the hash of what was read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest, self.size = source, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """Pass on and remember."""
        data = self.source.read(size)
        self.digest.update(data)
        self.size += len(data)
        return data

    def entry(self) -> dict[str, Any]:
        """What the manifest says about it."""
        return {"size": self.size, "sha256": self.digest.hexdigest()}


def backup(path: Path, report: Report = lambda text: None) -> dict[str, Any]:
    """Write the installation into ``path`` (.tar.gz, readable by its owner only); the manifest."""
    if path.exists():
        raise BackupError(f"Tệp {path} đã có. Hãy chọn tên khác để không ghi đè bản cũ.")
    part = path.with_name(path.name + ".part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise BackupError(f"Không ghi được vào {path}: {error.strerror}.") from None
    try:
        with os.fdopen(handle, "wb") as raw:
            with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=6, mtime=0) as packed:
                manifest = fill(packed, report)
            raw.flush()
            os.fsync(raw.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def fill(packed: Any, report: Report) -> dict[str, Any]:
    """Write every part and, last, the list of their hashes."""
    entries: dict[str, Any] = {}
    with (
        tarfile.open(fileobj=packed, mode="w|") as tar,
        tempfile.TemporaryDirectory(prefix="backup-", dir=settings.HOME) as folder,
    ):
        report("Đang chép cơ sở dữ liệu…")
        dump = dumping.dump(connection, Path(folder))
        entries[dump.name] = add(tar, dump.name, dump.open("rb"), dump.stat().st_size)
        for name in KEPT:
            source = settings.HOME / name
            if source.exists():
                entries[f"home/{name}"] = add(
                    tar, f"home/{name}", source.open("rb"), source.stat().st_size
                )
        for count, name in enumerate(stored_files(), 1):
            entries[f"files/{name}"] = add(
                tar, f"files/{name}", default_storage.open(name), default_storage.size(name)
            )
            if count % 100 == 0:
                report(f"Đã chép {count} tệp…")
        manifest = {
            "format": FORMAT,
            "version": congvu.__version__,
            "vendor": connection.vendor,
            "made_at": clock.now().isoformat(),
            "entries": entries,
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(text), 0o600
        tar.addfile(info, dumping.reader(text))
    return manifest


def add(tar: tarfile.TarFile, name: str, source: Any, size: int) -> dict[str, Any]:
    """One part into the archive; its size and hash."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    with source:
        hashing = Hashing(source)
        tar.addfile(info, hashing)  # type: ignore[arg-type]
    return hashing.entry()


def stored_files(folder: str = "") -> Iterator[str]:
    """Names of all files in the storage, folder by folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}/{name}".lstrip("/")
    for name in sorted(folders):
        yield from stored_files(f"{folder}/{name}".lstrip("/"))


def restore(path: Path, report: Report = lambda text: None) -> dict[str, Any]:
    """Rebuild the installation from ``path`` here, where nothing may be yet; the manifest."""
    refuse_unless_empty()
    with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.HOME) as temporary:
        folder = Path(temporary)
        report("Đang mở và đối chiếu bản sao lưu…")
        manifest = unpack(path, folder)
        if manifest["vendor"] != connection.vendor:
            raise BackupError(
                f"Bản sao lưu này của {manifest['vendor']}, nơi phục hồi dùng {connection.vendor}."
                " Hãy đặt DATABASE_URL cùng loại."
            )
        report("Đang dựng lại cơ sở dữ liệu…")
        dumping.load(connection, folder)
        put_files(folder / "files", report)
        for name in KEPT:
            if (folder / "home" / name).exists():
                shutil.move(folder / "home" / name, settings.HOME / name)
    return manifest


def refuse_unless_empty() -> None:
    """Restoring never mixes two installations."""
    if dumping.has_tables(connection):
        raise BackupError("Cơ sở dữ liệu nơi phục hồi đã có dữ liệu. Chỉ phục hồi vào nơi trống.")
    if next(stored_files(), None):
        raise BackupError("Kho tệp nơi phục hồi đã có tệp. Chỉ phục hồi vào nơi trống.")


def unpack(path: Path, folder: Path) -> dict[str, Any]:
    """Everything of the archive into ``folder``, each part compared with the manifest."""
    found: dict[str, Any] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(path, "r|gz") as tar:
            for member in tar:
                source = tar.extractfile(member) if member.isfile() else None
                if member.name == MANIFEST and source:
                    manifest = json.load(source)
                elif source and is_safe(member.name):
                    found[member.name] = extract(source, folder / member.name)
                else:
                    raise BackupError(f"Bản sao lưu có phần lạ: {member.name}.")
    except FileNotFoundError:
        raise BackupError(f"Không có tệp {path}.") from None
    except (OSError, EOFError, tarfile.TarError, ValueError) as error:
        raise BackupError(f"Không đọc được bản sao lưu {path}: {error}.") from None
    if manifest is None or manifest.get("format") != FORMAT:
        raise BackupError(f"{path} không phải bản sao lưu đầy đủ của Công Vụ.")
    compare(found, manifest["entries"])
    return manifest


def is_safe(name: str) -> bool:
    """Whether a part may be written below the folder."""
    return bool(NAME.match(name)) and ".." not in PurePosixPath(name).parts


def extract(source: IO[bytes], target: Path) -> dict[str, Any]:
    """One part onto the disk; its size and hash."""
    target.parent.mkdir(parents=True, exist_ok=True)
    hashing = Hashing(source)
    with target.open("wb") as out:
        shutil.copyfileobj(hashing, out)
    return hashing.entry()


def compare(found: dict[str, Any], promised: dict[str, Any]) -> None:
    """Every part is there and unchanged."""
    for name in sorted(found.keys() | promised.keys()):
        if found.get(name) != promised.get(name):
            what = "thiếu" if name not in found else "đã bị thay đổi"
            raise BackupError(f"Bản sao lưu hỏng: {name} {what}.")


def put_files(folder: Path, report: Report) -> None:
    """The files into the storage, under the very names they had."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.exists() else []
    for count, path in enumerate(paths, 1):
        name = path.relative_to(folder).as_posix()
        with path.open("rb") as source:
            if default_storage.save(name, File(source)) != name:
                raise BackupError(f"Không đặt lại được tệp {name}.")
        if count % 100 == 0:
            report(f"Đã dựng lại {count} / {len(paths)} tệp…")
