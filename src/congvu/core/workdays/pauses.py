"""Time during which a limit does not run."""

import datetime as dt
from dataclasses import dataclass

from congvu.core.workdays.errors import BadMoment

REASONS = {
    "supplement": "chờ bổ sung hồ sơ",
    "payment": "chờ nộp phí, lệ phí",
    "coordination": "chờ cơ quan phối hợp",
    "force_majeure": "sự kiện bất khả kháng",
}


@dataclass(frozen=True, slots=True)
class Pause:
    """[start, end): from the notice to the applicant until what was awaited has come.

    ``reason`` is one of ``REASONS`` or the words to show.
    """

    start: dt.datetime
    end: dt.datetime
    reason: str = "supplement"

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None or self.end < self.start:
            raise BadMoment

    @property
    def words(self) -> str:
        """The reason in Vietnamese."""
        return REASONS.get(self.reason, self.reason)
