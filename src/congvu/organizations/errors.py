"""Named errors; the docstring is the message."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models

from congvu.core.errors import ActionError, BadInput

SAME_DAY = "Ngày hoán đổi phải là một ngày khác."


class UnitInUse(ActionError):
    """Đơn vị còn đơn vị trực thuộc đang hoạt động, cần chuyển hoặc giải thể các đơn vị đó trước."""

    status = 409


class LastAdministrator(ActionError):
    """Đây là người quản trị hệ thống cuối cùng. Hãy giao quyền quản trị cho người khác trước."""

    status = 409


class ConfirmedDay(ActionError):
    """Ngày đã có văn bản xác nhận thì không bỏ được, chỉ sửa được khi có văn bản mới."""

    status = 409


class UnknownParent(BadInput):
    """Đơn vị cấp trên không thể là chính đơn vị này hoặc đơn vị trực thuộc của nó."""


class AlreadyFounded(ActionError):
    """Cơ quan đã được khai báo. Việc tiếp theo do người quản trị hệ thống thực hiện."""

    status = 409


def validated(obj: models.Model) -> models.Model:
    """``obj`` after its own checks; BadInput names each wrong field."""
    try:
        obj.full_clean()
    except ValidationError as error:
        raise explained(error) from error
    return obj


def validated_many(objs: Sequence[Any]) -> list[Any]:
    """Many objects after the checks that need no query; the rest is the database's to refuse."""
    if len(objs) == 1:
        return [validated(objs[0])]
    for obj in objs:
        related = [f.name for f in obj._meta.fields if f.is_relation]
        try:
            obj.clean_fields(exclude=related)
        except ValidationError as error:
            raise explained(error) from error
    return list(objs)


@contextmanager
def refusals_explained(message: str) -> Iterator[None]:
    """What only the database could refuse, as a sentence. Around the outermost transaction."""
    try:
        yield
    except IntegrityError as error:
        raise BadInput(message) from error


def explained(error: ValidationError) -> BadInput:
    """A failed check as BadInput, one text per field."""
    fields = {name: " ".join(texts) for name, texts in error.message_dict.items()}
    return BadInput(fields.pop(NON_FIELD_ERRORS, ""), fields)
