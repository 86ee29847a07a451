"""Closed lists of the legal bases. No Django."""

from enum import StrEnum


class Standing(StrEnum):
    """Whether a document applies on a day; computed, never stored."""

    IN_FORCE = "in_force"
    UNCLEAR = "unclear"  # replaced, nobody has entered since when
    NOT_YET = "not_yet"
    OVER = "over"


STANDING_LABELS = {
    Standing.IN_FORCE: ("còn hiệu lực", "ok"),
    Standing.UNCLEAR: ("đã có văn bản thay, chưa rõ ngày", "warn"),
    Standing.NOT_YET: ("chưa có hiệu lực", "action"),
    Standing.OVER: ("hết hiệu lực", "muted"),
}
