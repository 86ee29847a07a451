"""congvu export-procedures [--format xlsx|json] [--out FILE]: what import-procedures reads back."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.core import clock
from congvu.procedures.intake import export
from congvu.procedures.models import Procedure


class Command(BaseCommand):
    help = "Xuất thủ tục hành chính thành tệp mẫu Excel hoặc JSON, nhập lại được."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", help="xlsx hoặc json (không ghi: theo tên tệp, hoặc json)")
        parser.add_argument("--out", type=Path, metavar="TỆP", help="ghi vào tệp; không thì in ra")

    def handle(
        self, *args: Any, out: Path | None = None, format: str | None = None, **options: Any
    ) -> None:
        kind = format or ("xlsx" if out and out.suffix.lower() == ".xlsx" else "json")
        if kind not in ("xlsx", "json"):
            raise CommandError(f"--format là xlsx hoặc json, không phải {kind}.")
        if kind == "xlsx" and out is None and sys.stdout.isatty():
            raise CommandError("Tệp Excel không in ra màn hình được. Hãy thêm --out TỆP.")
        made = export(Procedure.objects.all(), clock.today())
        body = made.xlsx() if kind == "xlsx" else made.json()
        try:
            if out:
                out.write_bytes(body)
            else:
                sys.stdout.buffer.write(body)
        except OSError as error:
            raise CommandError(f"{out}: không ghi được tệp ({error.strerror}).") from error
        for text in made.left_out:
            self.stderr.write(f"Không mang theo: {text}")
