"""One installation under CONGVU_HOME: its fingerprint, and bringing it up to date."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from congvu.core import styles

PACKAGE = Path(__file__).resolve().parent.parent


class Trouble(Exception):
    """Không chạy được lệnh này."""


def home() -> Path:
    """The folder of this installation, made if need be."""
    path = Path(os.environ.get("CONGVU_HOME") or "var").resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"Không tạo được thư mục dữ liệu {path}: {error.strerror}.") from None
    if not os.access(path, os.W_OK):
        raise Trouble(f"Không có quyền ghi vào thư mục dữ liệu {path}.")
    os.environ["CONGVU_HOME"] = str(path)
    return path


def fingerprint() -> str:
    """Changes whenever a migration, a static file or the database changes."""
    digest = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode())
    for folder in ("migrations", "static"):
        for path in sorted(PACKAGE.glob(f"*/{folder}/**/*")):
            if path.is_file() and path.suffix != ".pyc":
                stat = path.stat()
                digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def stamp() -> Path:
    """Where the fingerprint of the last preparation is kept."""
    return home() / "prepared"


def is_prepared() -> bool:
    """Whether nothing changed since the last preparation, and what it made is still there."""
    embedded = os.environ.get("DATABASE_URL") or (home() / "congvu.sqlite3").exists()
    kept = ("staticfiles.json", styles.JOINED)
    made = embedded and all((home() / "static" / name).exists() for name in kept)
    return bool(made and stamp().exists() and stamp().read_text("utf-8") == fingerprint())


def mark_prepared() -> None:
    """Remember that database and static files fit this code."""
    stamp().write_text(fingerprint(), "utf-8")


def prepare() -> None:
    """First start or new code: bring database and static files up to date."""
    if is_prepared():
        return
    print("Đang chuẩn bị cơ sở dữ liệu và tệp tĩnh…", flush=True)
    run("migrate", "--verbosity", "0")


def run(*arguments: str, **options: object) -> None:
    """A command of ours in a process of its own; Trouble when it fails."""
    code = subprocess.call(command(*arguments), **options)  # type: ignore  # noqa: S603
    if code:
        raise Trouble(f"Lệnh congvu {' '.join(arguments)} kết thúc với lỗi (mã {code}).")


def command(*arguments: str) -> list[str]:
    """How to start ourselves, whatever folder we stand in."""
    return [sys.executable, "-m", "congvu.cli.main", *arguments]


def has_command(name: str) -> bool:
    """Whether a package brings a management command of this name."""
    return any(PACKAGE.glob(f"*/management/commands/{name}.py"))
