"""A long book on paper goes into volumes (quyển), its rows numbered on from one to the next."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Volume:
    """One volume of a book: which of how many, and which of all rows stand in it."""

    number: int
    whole: int
    first: int  # as rows are numbered: from 1
    last: int
    count: int  # rows of the whole book

    @property
    def before(self) -> int:
        """Rows in the volumes before it."""
        return self.first - 1

    @property
    def rows(self) -> slice:
        """Which of all rows."""
        return slice(self.before, self.last)


def volumes(count: int, size: int) -> tuple[Volume, ...]:
    """A book of ``count`` rows in volumes of at most ``size``; an empty one has one."""
    whole = max(-(-count // size), 1)
    return tuple(
        Volume(number, whole, (number - 1) * size + 1, min(number * size, count), count)
        for number in range(1, whole + 1)
    )
