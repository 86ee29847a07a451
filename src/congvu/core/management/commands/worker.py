"""congvu worker: background work until told to stop."""

from typing import Any

from django.core.management.base import BaseCommand

from congvu.core.jobs.worker import Worker, wait_for_database


class Command(BaseCommand):
    help = "Chạy công việc nền cho đến khi nhận lệnh dừng."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one worker."""
        wait_for_database()
        Worker().run()
