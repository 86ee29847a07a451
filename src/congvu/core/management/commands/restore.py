"""congvu restore FILE."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from congvu.core.backup import restore
from congvu.core.errors import ActionError


class Command(BaseCommand):
    help = "Dựng lại bản cài đặt từ tệp sao lưu, vào nơi còn trống."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        """The one file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Restore and say what to do next."""
        try:
            manifest = restore(file.absolute(), report=self.stderr.write)
        except ActionError as error:
            raise CommandError(error.message) from None
        self.stdout.write(f"Đã phục hồi bản lúc {manifest['made_at']}.")
        self.stdout.write("Tiếp theo: congvu migrate, rồi congvu verify.")
