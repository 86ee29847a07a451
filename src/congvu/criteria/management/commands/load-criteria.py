"""congvu load-criteria FILE… [--accept]: read libraries of criteria from YAML."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.core.errors import ActionError
from congvu.criteria.actions import accept_version, upload_version
from congvu.criteria.errors import BadLibrary
from congvu.criteria.models import LibraryVersion


class Command(BaseCommand):
    help = "Đọc bộ tiêu chí từ tệp YAML; tệp đã đọc rồi thì bỏ qua."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--accept", action="store_true", help="chấp nhận ngay để sử dụng")

    def handle(self, *args: Any, files: list[Path], accept: bool, **options: Any) -> None:
        for number, file in enumerate(files, 1):
            try:
                version = self.load(file, accept)
            except OSError as error:
                raise CommandError(f"{file}: không đọc được tệp ({error.strerror}).") from error
            except BadLibrary as error:
                raise CommandError("\n".join(str(p) for p in error.problems)) from error
            except ActionError as error:
                raise CommandError(f"{file}: {error.message}") from error
            state = version.get_state_display().lower()
            self.stdout.write(f"[{number}/{len(files)}] {file.name}: {version}, {state}")

    def load(self, file: Path, accept: bool) -> LibraryVersion:
        """One file; the system itself acts, whoever may run commands may do this."""
        version = upload_version(file.read_bytes(), by=None, file=str(file))
        if accept and version.is_draft:
            version = accept_version(version, by=None)
        return version
