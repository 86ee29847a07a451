"""congvu import-petitions FILE --unit SYMBOL [--dry-run]: take in a list of another system."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.core.errors import ActionError
from congvu.organizations.models import Unit
from congvu.petitions.actions import Report, import_petitions
from congvu.petitions.intake import Told, read_list
from congvu.petitions.states import CHANNEL_LABELS, Channel

NATIONAL = CHANNEL_LABELS[Channel.NATIONAL]


class Command(BaseCommand):
    help = "Nhập danh sách phản ánh, kiến nghị (Excel, CSV); in kết quả dạng JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--unit", required=True, metavar="KÝ-HIỆU",
                            help="ký hiệu đơn vị giữ sổ tiếp nhận")  # fmt: skip
        parser.add_argument("--system", default=NATIONAL, metavar="TÊN", help="hệ thống nguồn")
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi")

    def handle(
        self, *args: Any, file: Path, unit: str, system: str, dry_run: bool, **options: Any
    ) -> None:
        try:
            told, report = read_list(file.read_bytes(), file.name), None
            if told.good and not dry_run:
                at = book_keeper(unit)
                report = import_petitions(told.rows(), source=system, at=at, by=None)
        except OSError as error:
            raise CommandError(f"{file}: không đọc được tệp ({error.strerror}).") from error
        except ActionError as error:
            raise CommandError(f"{file}: {error.message}") from error
        self.stdout.write(json.dumps(summary(told, report), ensure_ascii=False, indent=2))
        if not told.good:
            raise CommandError(f"{file}: danh sách còn chỗ chưa đúng, chưa nhập dòng nào.")


def book_keeper(symbol: str) -> Unit:
    """The unit whose book the list enters."""
    found = Unit.objects.filter(symbol__iexact=symbol.strip()).order_by("-valid_from").first()
    if found is None:
        raise CommandError(f"Không có đơn vị nào có ký hiệu “{symbol}”.")
    return found


def summary(told: Told, report: Report | None) -> dict[str, Any]:
    """The preview as the page shows it, and what was written."""
    written = vars(report) if report else {"created": 0, "updated": 0, "unchanged": 0, "kept": []}
    return {
        "good": told.good,
        "written": report is not None,
        **written,
        "rows": len(told.preview.rows),
        "problem_count": len(told.problems),
        "problems": told.problems,
    }
