"""Named errors of working time. The docstring is the default message."""

import datetime as dt

from congvu.core.errors import ActionError


class YearNotAnnounced(ActionError):
    """Chưa có lịch nghỉ của năm này. Hãy nhập lịch nghỉ trước khi tính thời hạn."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            f"Chưa có lịch nghỉ năm {year}. Hãy nhập lịch nghỉ trước khi tính thời hạn.", year=year
        )


class NoOfficeHours(ActionError):
    """Chưa có giờ làm việc của cơ quan cho ngày này."""

    def __init__(self, day: dt.date | None = None) -> None:
        self.day = day
        on = f" cho ngày {day:%d/%m/%Y}" if day else ""
        super().__init__(f"Chưa có giờ làm việc của cơ quan{on}.", day=day)


class BadTimeLimit(ActionError):
    """Thời hạn phải là số dương; ngày theo lịch và tháng phải là số nguyên."""


class BadMoment(ActionError):
    """Thời điểm phải có múi giờ và thời điểm kết thúc không được trước thời điểm bắt đầu."""


class BadOfficeHours(ActionError):
    """Giờ làm việc chưa đúng: mỗi buổi phải kết thúc sau khi bắt đầu và không chồng lên nhau."""


class BadCalendarFile(ActionError):
    """Tệp lịch chưa đúng."""

    def __init__(self, path: object, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason
        super().__init__(f"{path}, dòng {line}: {reason}", line=line, reason=reason)
