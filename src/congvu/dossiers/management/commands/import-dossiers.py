"""congvu import-dossiers FILE --system NAME [--dry-run]: take in a list of another system."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.core.errors import ActionError
from congvu.dossiers.actions import Report, add_source, import_list, rehearse_list
from congvu.dossiers.models import SourceSystem


class Command(BaseCommand):
    help = "Nhập danh sách hồ sơ (Excel, CSV) xuất từ hệ thống khác; in kết quả dạng JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--system", required=True, metavar="NAME", help="tên hệ thống nguồn")
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi")

    def handle(self, *args: Any, file: Path, system: str, dry_run: bool, **options: Any) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: không đọc được tệp ({error.strerror}).") from error
        source = SourceSystem.objects.filter(name=system).first()
        try:
            report = rehearse_list(data, source, by=None, name=file.name)
            if report.good and not dry_run:
                source = source or add_source(by=None, name=system)
                report = import_list(data, source, by=None, name=file.name)
        except ActionError as error:
            raise CommandError(f"{file}: {error.message}") from error
        self.stdout.write(json.dumps(told(report), ensure_ascii=False, indent=2))
        if not report.good:
            raise CommandError(f"{file}: danh sách còn chỗ chưa đúng, chưa nhập dòng nào.")


def told(report: Report) -> dict[str, Any]:
    """The report as the page shows it, for other programs."""
    reading = report.reading
    return {
        "good": report.good,
        "written": report.run is not None,
        **report.counts,
        "rows": len(reading.facts),
        "columns": reading.found,
        "ignored_columns": reading.ignored,
        "skipped": reading.skipped_count,
        "problem_count": reading.problem_count,
        "problems": [vars(problem) for problem in reading.problems],
        "unknown_states": reading.unknown_states,
        "unknown_channels": reading.unknown_channels,
        "unsaid_channels": reading.unsaid_channels,
        "unknown_units": report.unknown_units,
    }
