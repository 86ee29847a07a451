"""congvu token USER: print a new token of the API, and nothing else."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.accounts.models import User
from congvu.api.actions import create_token
from congvu.api.errors import NoSuchUser


class Command(BaseCommand):
    help = "Tạo mã truy cập API cho một người dùng và in mã đó; mã chỉ hiện một lần."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", metavar="NGƯỜI-DÙNG")
        parser.add_argument("--name", default="Dòng lệnh", help="dùng cho chương trình nào")

    def handle(self, *args: Any, user: str, name: str, **options: Any) -> None:
        person = User.objects.filter(username=user, is_active=True).first()
        if person is None:
            raise CommandError(NoSuchUser().message)
        _, secret = create_token(person, name=name, by=person)
        self.stdout.write(secret)
