"""congvu load-legal [FILE]: add the legal documents that criteria and forms rest on."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.core.errors import ActionError
from congvu.legal.actions import load_bases
from congvu.legal.loading import SHIPPED, read_bases


class Command(BaseCommand):
    help = "Thêm các căn cứ pháp lý còn thiếu; căn cứ đã có thì giữ nguyên."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED, metavar="FILE")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            added, kept = load_bases(read_bases(file), by=None)
        except OSError as error:
            raise CommandError(f"{file}: không đọc được tệp ({error.strerror}).") from error
        except ActionError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{file.name}: thêm {added} căn cứ, giữ nguyên {kept}.")
