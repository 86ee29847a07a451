"""The frame of the public site, as ``congvu migrate`` makes it; again and again without harm."""

from typing import Any

from django.core.management.base import BaseCommand

from congvu.portal import actions


class Command(BaseCommand):
    help = "Dựng khung trang thông tin (trang đầu, mục tin tức, chuyên mục) nếu chưa có."

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing while tables are missing: somebody may be migrating back."""
        if actions.may_set_up():
            actions.set_up()
