"""The figures of one row of a report, summed from counts, and what follows from them."""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from congvu.dossiers.rules.figures import Flow
from congvu.dossiers.rules.lateness import on_time_share
from congvu.dossiers.rules.tally import CLOSING, NOT_RESOLVING, RESOLVING, Figure
from congvu.dossiers.states import Channel


class Name(StrEnum):
    """Figures a page shows and opens, beside those that are kept by month."""

    CARRIED = "carried"
    TAKEN = "taken"
    ONLINE = "online"
    GUIDED = "guided"
    DIRECT = "direct"
    BY_POST = "by_post"
    RESOLVED = "resolved"
    PENDING = "pending"
    IN_TIME = "in_time"
    LATE = "late"
    PAUSED = "paused"
    UNRESOLVED = "unresolved"
    IMPORTED = "imported"
    ASKED = "asked"


NAME_LABELS = {
    Name.CARRIED: "Kỳ trước chuyển sang",
    Name.TAKEN: "Tổng số phải giải quyết",
    Name.ONLINE: "Tiếp nhận trực tuyến",
    Name.GUIDED: "Nộp trực tuyến có hướng dẫn tại quầy",
    Name.DIRECT: "Tiếp nhận trực tiếp",
    Name.BY_POST: "Tiếp nhận qua bưu chính công ích",
    Name.RESOLVED: "Đã giải quyết",
    Name.PENDING: "Đang giải quyết",
    Name.IN_TIME: "Đang giải quyết, còn trong hạn",
    Name.LATE: "Đang giải quyết, đã quá hạn",
    Name.PAUSED: "Tạm dừng",
    Name.UNRESOLVED: "Không giải quyết",
    Name.IMPORTED: "Nhập từ hệ thống khác",
    Name.ASKED: "Yêu cầu bổ sung, hoàn thiện",
}
OF_CHANNELS = {
    Channel.DIRECT: Name.DIRECT,
    Channel.POST: Name.BY_POST,
    Channel.ONLINE: Name.ONLINE,
    Channel.GUIDED_AT_COUNTER: Name.ONLINE,
}


@dataclass
class Figures:
    """The figures of one row of a report."""

    numbers: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def __getitem__(self, name: str) -> int:
        """A figure; what did not arise is 0."""
        return self.numbers.get(name, 0)

    def add(self, other: "Figures") -> None:
        """Both together."""
        for name, number in other.numbers.items():
            self.numbers[name] += number

    @property
    def empty(self) -> bool:
        """Whether nothing arose and nothing stood."""
        return not any(self.numbers.values())

    @property
    def flow(self) -> Flow:
        """As the identity knows them."""
        return Flow(
            carried_over=self[Name.CARRIED],
            new=self[Figure.RECEIVED],
            resolved=self[Name.RESOLVED],
            in_progress=self[Name.PENDING],
            paused=self[Name.PAUSED],
            unresolved=self[Name.UNRESOLVED],
            withdrawn=self[Figure.WITHDRAWN],
        )

    @property
    def on_time_share(self) -> float | None:
        """In percent, by the definition above; None where there is nothing to divide by."""
        return on_time_share(
            self[Figure.EARLY], self[Figure.ON_TIME], self[Figure.OVERDUE], self[Name.LATE]
        )

    def share(self, part: str, whole: str) -> float | None:
        """One figure as percent of another."""
        return 100 * self[part] / self[whole] if self[whole] else None


def enter(
    numbers: dict[str, int], before: bool, figure: Figure, channel: str, imported: bool, number: int
) -> None:
    """One count into the figures it makes."""
    if before:
        sign = 1 if figure == Figure.RECEIVED else -1 if figure in CLOSING else 0
        numbers[Name.CARRIED] += sign * number
        numbers[Name.IMPORTED] += sign * number * imported
        return
    numbers[figure] += number
    if figure == Figure.RECEIVED:
        numbers[OF_CHANNELS[Channel(channel)]] += number
        numbers[Name.GUIDED] += number * (channel == Channel.GUIDED_AT_COUNTER)
        numbers[Name.IMPORTED] += number * imported


def complete(numbers: dict[str, int], *, derived: bool) -> None:
    """Figures that follow from others."""
    numbers[Name.TAKEN] = numbers[Name.CARRIED] + numbers[Figure.RECEIVED]
    numbers[Name.RESOLVED] = sum(numbers[one] for one in RESOLVING)
    numbers[Name.ASKED] = numbers[Figure.SUPPLEMENTED] + numbers[Figure.SENT_BACK]
    numbers[Name.UNRESOLVED] = sum(numbers[one] for one in NOT_RESOLVING)
    if derived:
        gone = numbers[Name.RESOLVED] + numbers[Name.UNRESOLVED] + numbers[Figure.WITHDRAWN]
        still = numbers[Name.TAKEN] - gone
        numbers[Name.IN_TIME] = still - numbers[Name.LATE] - numbers[Name.PAUSED]
    numbers[Name.PENDING] = numbers[Name.IN_TIME] + numbers[Name.LATE]
