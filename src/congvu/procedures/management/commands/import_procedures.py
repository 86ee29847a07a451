"""congvu import-procedures FILE [--dry-run]: procedures from Excel or JSON, report as JSON."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.core.errors import ActionError
from congvu.procedures.actions import import_procedures
from congvu.procedures.intake import apply_repairs, look, read_source, report_of, safe_repairs


class Command(BaseCommand):
    help = "Nhập thủ tục từ tệp Excel hoặc JSON thành bản dự thảo; in báo cáo dạng JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem, không nhập")
        parser.add_argument(
            "--repair", action="store_true", help="nhận các đề xuất sửa không làm mất thông tin"
        )

    def handle(self, *args: Any, file: Path, dry_run: bool, repair: bool, **options: Any) -> None:
        repaired = entered = 0
        try:
            told = read_source(file.read_bytes(), file.name)
            result = look(told, None)
            while repair and (safe := safe_repairs(result.troubles)):
                repaired += apply_repairs(told, result.troubles, safe)
                result = look(told, None)
            if result.good and result.rows and not dry_run:
                entered = len(import_procedures(result.rows, by=None, source=told.source))
        except OSError as error:
            raise CommandError(f"{file}: không đọc được tệp ({error.strerror}).") from error
        except ActionError as error:
            raise CommandError(f"{file}: {error.message}") from error
        report = report_of(told, result, entered=entered, repaired=repaired)
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        if not result.good:
            sys.exit(1)
