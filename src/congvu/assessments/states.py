"""Closed lists of judging. No Django."""

from enum import StrEnum


class Scoring(StrEnum):
    """Whether a campaign gives points, or comments only as the team of 2020 did."""

    POINTS = "points"
    COMMENTS_ONLY = "comments_only"


SCORING_LABELS = {Scoring.POINTS: "Chấm điểm", Scoring.COMMENTS_ONLY: "Chỉ nhận xét"}


class SelfState(StrEnum):
    """Where a unit's own report stands. Lateness is computed, never stored."""

    NOT_REQUESTED = "not_requested"
    REQUESTED = "requested"
    SUBMITTED = "submitted"


SELF_STATE_LABELS = {
    SelfState.NOT_REQUESTED: "Chưa yêu cầu",
    SelfState.REQUESTED: "Chờ đơn vị tự đánh giá",
    SelfState.SUBMITTED: "Đơn vị đã gửi",
}

# verb -> (states it may start from, state it leads to)
SELF_TABLE = {
    "request": (frozenset({SelfState.NOT_REQUESTED}), SelfState.REQUESTED),
    "submit": (frozenset({SelfState.REQUESTED}), SelfState.SUBMITTED),
    "reopen": (frozenset({SelfState.SUBMITTED}), SelfState.REQUESTED),
}


class CellState(StrEnum):
    """What a cell of the matrix says."""

    JUDGED = "judged"
    PARTLY = "partly"
    OUT_OF_SCOPE = "out_of_scope"
