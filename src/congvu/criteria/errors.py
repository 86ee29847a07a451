"""Named errors of the criteria libraries."""

from collections.abc import Sequence
from typing import Any

from congvu.core.errors import BadInput


class BadLibrary(BadInput):
    """Bộ tiêu chí có chỗ chưa đúng; xem danh sách kèm số dòng."""

    def __init__(self, problems: Sequence[Any]) -> None:
        self.problems = tuple(problems)
        listed = "; ".join(str(problem) for problem in self.problems)
        super().__init__(fields={"source": listed})
        self.message = (type(self).__doc__ or "").strip()
