"""The legal limits of publishing, measured on the days a version tells."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from congvu.core import formats
from congvu.procedures.rules.law import Law


@dataclass(frozen=True)
class Measured:
    """One limit: what it asks, the last day, the day it happened; ``kept`` None: not known."""

    what: str
    last_day: dt.date | None
    happened: dt.date | None
    kept: bool | None

    @property
    def sentence(self) -> str:
        """What can be said of it."""
        if self.last_day is None:
            return "chưa đo được: thiếu ngày"
        told = f"chậm nhất {formats.date(self.last_day)}"
        if self.happened is None:
            return f"{told}, chưa ghi ngày thực hiện"
        return f"{told}, thực hiện {formats.date(self.happened)}"


def publication_limits(
    law: Law,
    *,
    competence: str,
    national: bool,
    decided_on: dt.date | None,
    law_effective_on: dt.date | None,
    law_signed_on: dt.date | None,
    shortened: bool,
    entered_on: dt.date | None,
    today: dt.date,
    add_working_days: Callable[[dt.date, int], dt.date | None],
) -> list[Measured]:
    """Publishing before the instrument takes effect, and entry into the national database."""
    if not national:
        return []
    days = law.publication(competence)
    if shortened:
        after = law.days_after_shortened
        last = law_signed_on + dt.timedelta(days=after) if law_signed_on else None
        what = f"Công bố trong {after:02d} ngày từ ngày ký văn bản (trình tự rút gọn)"
    else:
        before = days["before_effect_days"]
        last = law_effective_on - dt.timedelta(days=before) if law_effective_on else None
        what = f"Công bố trước khi văn bản có hiệu lực ít nhất {before:02d} ngày"
    within = days["entry_working_days"]
    entry = add_working_days(decided_on, within) if decided_on else None
    entered = f"Nhập Cơ sở dữ liệu quốc gia trong {within:02d} ngày làm việc từ ngày công bố"
    return [
        Measured(what, last, decided_on, _kept(last, decided_on, today)),
        Measured(entered, entry, entered_on, _kept(entry, entered_on, today)),
    ]


def _kept(last: dt.date | None, happened: dt.date | None, today: dt.date) -> bool | None:
    """Whether a limit was kept; an open one is broken once its last day is past."""
    if last is None:
        return None
    if happened is not None:
        return happened <= last
    return False if today > last else None
