"""Fill an empty demo installation with the story and print who may sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.desk.showroom import PASSWORD, crowd, play, played, sign_ins


class Command(BaseCommand):
    help = "Dựng đơn vị trình diễn từ câu chuyện kiểm tra năm 2020."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dossiers", type=int, default=0, help="thêm chừng ấy hồ sơ")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ dựng dữ liệu trình diễn khi CONGVU_DEMO=1.")
        if played():
            self.stdout.write("Đã có dữ liệu, không dựng lại.")
        else:
            play(lambda text: self.stdout.write(f"· {text}"))
        if options["dossiers"] > 0:
            made = crowd(options["dossiers"], self.tell)
            self.tell(f"Đã dựng {made} hồ sơ.")
        self.stdout.write(f"Mật khẩu chung: {PASSWORD}")
        for person in sign_ins():
            self.stdout.write(f"  {person['username']:<18}{person['title']}")

    def tell(self, text: str) -> None:
        """Progress goes to whoever waits, not into the list of sign-ins."""
        self.stderr.write(f"· {text}", ending="\n")
