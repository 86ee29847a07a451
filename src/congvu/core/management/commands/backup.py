"""congvu backup FILE."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from congvu.core.backup import backup
from congvu.core.errors import ActionError


class Command(BaseCommand):
    help = "Sao lưu cơ sở dữ liệu, tệp và khóa vào một tệp .tar.gz, cả khi đang chạy."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        """The one file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Back up and say what is inside."""
        try:
            manifest = backup(file.absolute(), report=self.stderr.write)
        except ActionError as error:
            raise CommandError(error.message) from None
        size = file.stat().st_size / 2**20
        self.stdout.write(f"{file}: {len(manifest['entries'])} phần, {size:.1f} MB.")
        self.stdout.write("Trong tệp có khóa bí mật của bản cài đặt: hãy cất giữ cẩn thận.")
