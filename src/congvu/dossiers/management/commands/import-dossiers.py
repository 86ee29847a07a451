"""congvu import-dossiers FILE --system NAME [--dry-run]: take in a list of another system."""

import json
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from congvu.core.errors import ActionError
from congvu.dossiers.actions import (
    Report,
    add_source,
    as_if,
    import_list,
    rehearse_list,
    remember_source,
)
from congvu.dossiers.lists.columns import LABELS
from congvu.dossiers.models import SourceSystem
from congvu.dossiers.states import Channel

CHANNELS = ", ".join(Channel)


class Command(BaseCommand):
    help = "Nhập danh sách hồ sơ (Excel, CSV) xuất từ hệ thống khác; in kết quả dạng JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--system", required=True, metavar="NAME", help="tên hệ thống nguồn")
        parser.add_argument(
            "--column", action="append", default=[], metavar="FIELD=HEADING", type=pair,
            help=f"cột của danh sách, nhớ cho lần sau; FIELD là {', '.join(LABELS)};"
            " HEADING trống: không đọc cột đó",
        )  # fmt: skip
        parser.add_argument(
            "--state", action="append", default=[], metavar="WORD=STATE", type=pair,
            help="trạng thái trong danh sách nghĩa là gì, nhớ cho lần sau",
        )  # fmt: skip
        parser.add_argument(
            "--channel", action="append", default=[], metavar="WORD=CHANNEL", type=pair,
            help=f"hình thức nộp trong danh sách nghĩa là gì, nhớ cho lần sau: {CHANNELS}",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi")

    def handle(self, *args: Any, file: Path, system: str, dry_run: bool, **options: Any) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: không đọc được tệp ({error.strerror}).") from error
        meant = {
            "columns": dict(options["column"]),
            "words": dict(options["state"]),
            "channels": dict(options["channel"]),
        }
        source = SourceSystem.objects.filter(name=system).first()
        try:
            report = rehearse_list(data, as_if(source, **meant), by=None, name=file.name)
            if report.good and not dry_run:
                with transaction.atomic():
                    source = source or add_source(by=None, name=system)
                    source = remember_source(source, by=None, **meant)
                    report = import_list(data, source, by=None, name=file.name)
        except ActionError as error:
            raise CommandError(f"{file}: {error.message}") from error
        self.stdout.write(json.dumps(told(report), ensure_ascii=False, indent=2))
        if not report.good:
            raise CommandError(f"{file}: danh sách còn chỗ chưa đúng, chưa nhập dòng nào.")


def pair(text: str) -> tuple[str, str]:
    """FIELD=HEADING taken apart."""
    name, sign, value = text.rpartition("=") if text.endswith("=") else text.partition("=")
    if not sign or not name.strip():
        raise ArgumentTypeError(f"{text!r}: hãy ghi dạng TÊN=GIÁ TRỊ")
    return name.strip(), value.strip()


def told(report: Report) -> dict[str, Any]:
    """The report as the page shows it, for other programs."""
    reading = report.reading
    return {
        "good": report.good,
        "written": report.run is not None,
        **report.counts,
        "rows": len(reading.facts),
        "columns": reading.found,
        "headings": reading.headings,
        "missing_columns": reading.missing,
        "vanished_columns": reading.vanished,
        "ignored_columns": reading.ignored,
        "skipped": reading.skipped_count,
        "skipped_rows": [{"row": number, "why": why} for number, why in reading.skipped],
        "problem_count": reading.problem_count,
        "problems": [vars(problem) for problem in reading.problems],
        "unknown_states": reading.unknown_states,
        "unknown_channels": reading.unknown_channels,
        "unsaid_channels": reading.unsaid_channels,
        "followed": reading.followed,
        "unread_phones": reading.unread_phones,
        "unknown_units": report.unknown_units,
    }
