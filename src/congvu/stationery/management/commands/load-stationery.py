"""congvu load-stationery [FILE]: types of document and page layouts from YAML."""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.core.errors import ActionError
from congvu.stationery.actions import load_settings

SHIPPED = Path(settings.PACKAGE) / "data" / "stationery.yaml"


class Command(BaseCommand):
    help = "Đọc thiết lập loại văn bản và thể thức trình bày; phần cơ quan đã có thì giữ nguyên."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED, metavar="FILE")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            data = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError) as error:
            raise CommandError(f"{file}: không đọc được: {error}") from error
        if not isinstance(data, dict):
            raise CommandError(f"{file}: cần có document_types và layout_rules.")
        try:
            types, layouts = load_settings(data)
        except ActionError as error:
            raise CommandError(f"{file}: {error.message}") from error
        self.stdout.write(f"Đã thêm {types} loại văn bản, {layouts} thể thức trình bày.")
