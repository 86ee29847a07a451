"""Check the whole log, every value, every file. Exit code 1 when something is not as written."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand

from congvu.core.models import VerifyRun
from congvu.core.registry import Fault, Tally
from congvu.core.verify import run_all


class Command(BaseCommand):
    """congvu verify"""

    help = "Kiểm tra toàn bộ: nhật ký với mã xác thực, giá trị với nhật ký, tệp với mã băm."
    spoke = 0.0

    def handle(self, *args: Any, **options: Any) -> None:
        run = run_all(self.report, self.heard)
        self.stdout.write(summary(run))
        if run.fault_count:
            sys.exit(1)

    def report(self, tally: Tally, what: str) -> None:
        """Progress, at most twice a second."""
        if time.monotonic() - self.spoke >= 0.5:
            self.spoke = time.monotonic()
            counts = f"{tally.rows:,} dòng, {tally.values:,} giá trị, {tally.files:,} tệp"
            self.stderr.write(f"Đang kiểm tra {what}: {counts}".replace(",", "."))

    def heard(self, fault: Fault) -> None:
        """Each fault as it is found."""
        self.stderr.write(f"SAI LỆCH: {fault.message}")


def summary(run: VerifyRun) -> str:
    """The last line."""
    counts = (
        (f"{run.rows:,} dòng nhật ký đã xác thực; {run.values:,} giá trị; {run.files:,} tệp")
        .replace(",", ".")
        .replace(";", ",")
    )
    if not run.fault_count:
        return f"Không có sai lệch: {counts}."
    return f"Có {run.fault_count} sai lệch ({counts}). Đầu tiên: {run.first_fault}"
