"""Types the schemas share: ids, days, moments with Vietnamese time, numbers, texts."""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.utils import timezone
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictBool,
    StrictInt,
    WithJsonSchema,
)

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})?")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
MOST = 2**63 - 1
NUMBERS = 1_000_000_000


def as_day(value: Any) -> Any:
    """``2020-08-25`` and nothing else."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise ValueError("Ngày phải viết dạng 2020-08-25.")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError("Không có ngày này trong lịch.") from None


def as_moment(value: Any) -> Any:
    """A time with its offset; without one it is Vietnamese time."""
    if isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        raise ValueError("Thời điểm phải viết dạng 2020-08-25T08:00:00+07:00.")
    try:
        moment = dt.datetime.fromisoformat(value.upper())
        naive = timezone.is_naive(moment)
        return timezone.localtime(timezone.make_aware(moment) if naive else moment)
    except (ValueError, OverflowError):
        raise ValueError("Không có thời điểm này.") from None


def as_time(value: Any) -> Any:
    """``08:30``."""
    if isinstance(value, dt.time):
        return value
    if not isinstance(value, str) or not TIME.fullmatch(value):
        raise ValueError("Giờ phải viết dạng 08:30.")
    return dt.time.fromisoformat(value)


def as_number(value: Any) -> Any:
    """A JSON number, kept exact."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError("Phải là số.")
    number = Decimal(str(value))
    if not number.is_finite() or abs(number) >= NUMBERS:
        raise ValueError("Số quá lớn.")
    return number


def utter(text: str) -> str:
    """Text that every database can hold."""
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("Có ký tự không dùng được.")
    return text


def told(value: dt.datetime) -> str:
    """With the office's offset."""
    return timezone.localtime(value).isoformat()


Id = Annotated[int, Field(ge=1, le=MOST)]
Ref = Annotated[StrictInt, Field(ge=1, le=MOST)]
Year = Annotated[StrictInt, Field(ge=1945, le=2200)]
Days = Annotated[StrictInt, Field(ge=1, le=1000)]
Flag = StrictBool
Day = Annotated[
    dt.date, BeforeValidator(as_day), WithJsonSchema({"type": "string", "format": "date"})
]
Moment = Annotated[
    dt.datetime,
    BeforeValidator(as_moment),
    PlainSerializer(told, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Time = Annotated[
    dt.time,
    BeforeValidator(as_time),
    PlainSerializer(lambda value: f"{value:%H:%M}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}),
]
Number = Annotated[
    Decimal,
    BeforeValidator(as_number),
    PlainSerializer(float, return_type=float),
    WithJsonSchema({"type": "number", "exclusiveMinimum": -NUMBERS, "exclusiveMaximum": NUMBERS}),
]
Word = Annotated[str, Field(max_length=200), AfterValidator(utter)]
Line = Annotated[str, Field(max_length=300), AfterValidator(utter)]
Text = Annotated[str, Field(max_length=20_000), AfterValidator(utter)]
Needed = Annotated[str, Field(min_length=1, max_length=20_000), AfterValidator(utter)]


class Body(BaseModel):
    """What comes in: a field nobody knows is a mistake, not a wish."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """What goes out."""


class Shown(Out):
    """What every object carries."""

    id: int
    version: int
    updated_at: Moment
    url: str


def choice(values: Iterable[str]) -> Any:
    """One of a closed list, as a schema says it."""
    return Literal[tuple(str(value) for value in values)]
