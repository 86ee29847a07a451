"""Personal data: masked on screen, found by blind index, unmasked with a reason, erased.

A model declares

    phone = personal.EncryptedField("điện thoại", blank=True)
    phone_index = personal.BlindIndex("phone")

``obj.phone`` then is a :class:`Hidden`, whose text is the mask; setting it takes the clear value.
Destroying the person's key erases the value here and in every later backup; an older backup still
holds the wrapped key until it is thrown away.
List pages call ``preload_objects(page)`` so that masks cost one query.
"""

from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Cast

from congvu.core import audit, clock
from congvu.core.encrypted import (
    ERASED,
    MARK,
    BlindIndex,
    EncryptedField,
    Hidden,
    blind,
    encrypted_fields,
    index_names,
    mask,
    preload_objects,
)
from congvu.core.errors import BadInput
from congvu.core.models import PersonalKey

__all__ = [
    "ERASED",
    "BlindIndex",
    "EncryptedField",
    "Hidden",
    "erase",
    "find_by",
    "mask",
    "preload_objects",
    "unmask",
]


def find_by(model: type[models.Model], field: str, value: str) -> models.QuerySet:
    """Rows of ``model`` whose personal ``field`` is exactly ``value``, however it is spelt."""
    if not value.strip():
        return model._base_manager.none()
    return model._default_manager.filter(**{index_names(model)[field]: blind(field, value)})


def unmask(obj: models.Model, field: str, *, by: Any, reason: str) -> str:
    """The clear value; that ``by`` has seen it, and why, goes into the log. May they? Ask first."""
    if not reason.strip():
        raise BadInput(fields={"reason": "Hãy nêu lý do cần xem đầy đủ dữ liệu cá nhân."})
    value = getattr(obj, field)
    audit.note(obj, by=by, action="core.unmask", reason=reason, field=field)
    if not isinstance(value, Hidden):
        return ""
    return ERASED if value.clear is None else value.clear


def erase(obj: models.Model, *, by: Any, reason: str) -> None:
    """Destroy the key of the person ``obj`` is about: the values are gone, the log stays."""
    values = [getattr(obj, f.attname) for f in encrypted_fields(type(obj))]
    subjects = {v.subject for v in values if isinstance(v, Hidden) and v.subject}
    with transaction.atomic():
        keys = PersonalKey.objects.filter(subject__in=subjects, destroyed_at=None)
        keys.update(wrapped=b"", destroyed_at=clock.now())
        for model in apps.get_models():
            for field, index in index_names(model).items():
                for subject in subjects:
                    token = Cast(field, models.TextField())
                    rows = model._base_manager.alias(token=token)
                    rows.filter(token__startswith=f"{MARK}{subject}:").update(**{index: ""})
        audit.note(obj, by=by, action="core.erase_personal", reason=reason)
    obj.refresh_from_db()
