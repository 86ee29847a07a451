"""A doubtful cell, and what may be meant."""

from dataclasses import dataclass, field

from congvu.procedures.intake.columns import LABELS, TITLES

SKIP = "__skip__"  # set on a row: leave it out


@dataclass(frozen=True)
class Choice:
    """One repair: what it says, and the cells of the row it sets."""

    label: str
    updates: dict[str, str]


@dataclass(frozen=True)
class Trouble:
    """A cell that can't be taken as it is; ``safe``: the first choice loses nothing."""

    sheet: str
    row: int  # index in the sheet's rows
    number: str  # as the source counts
    column: str
    raw: str
    message: str
    choices: tuple[Choice, ...] = field(default=())
    safe: bool = False

    @property
    def key(self) -> str:
        """Names it in a form."""
        return f"{self.sheet}.{self.row}.{self.column}"

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        column = LABELS[self.sheet].get(self.column, "")
        return f"{TITLES[self.sheet]}, dòng {self.number}" + (f", cột {column}" if column else "")


LEAVE_OUT = Choice("Bỏ qua dòng này", {SKIP: "x"})


def blank(column: str, label: str = "Để trống, ghi là chưa có") -> Choice:
    """Leave the cell empty."""
    return Choice(label, {column: ""})
