"""Load the working calendar: ``load-calendar [FILE]``."""

from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.core.errors import ActionError
from congvu.core.workdays import NATIONAL_FILE, load
from congvu.organizations.actions import load_calendar


class Command(BaseCommand):
    help = "Nạp lịch nghỉ từ tệp YAML; nạp lại cùng một tệp không thay đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default=str(NATIONAL_FILE), metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        if not path.is_file():
            raise CommandError(f"Không có tệp {path}.")
        try:
            rows = load(path)
            sources = yaml.safe_load(path.read_text(encoding="utf-8")).get("sources", {})
            touched = load_calendar(rows, sources=sources)
        except ActionError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{len(rows)} ngày trong tệp, {len(touched)} ngày mới hoặc thay đổi.")
