"""Fields whose values lie encrypted with a key per person; see :mod:`congvu.core.personal`."""

import base64
import re
import uuid
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from congvu.core import ciphers
from congvu.core.models import PersonalKey

MARK = "cv1:"  # cv1:<subject>:<nonce and ciphertext>
ERASED = "đã xóa theo quy định"


def normal(text: str) -> str:
    """One spelling per number: no spaces, dots or dashes, +84 written as 0."""
    return re.sub(r"^(\+84|0084)", "0", re.sub(r"[\s.\-()]", "", text)).lower()


def mask(text: str) -> str:
    """First and last digits only: ``0xx xxx 1234``."""
    bare = re.sub(r"[\s.\-()]", "", text)
    if len(bare) < 8:
        return "x" * len(bare)
    hidden = bare[0] + "x" * (len(bare) - 5) + bare[-4:]
    head = hidden[:-4]
    first = len(head) % 3 or 3
    return " ".join([head[:first], *re.findall("...", head[first:]), hidden[-4:]])


class Hidden:
    """A personal value: encrypted as loaded, or fresh and still to be encrypted."""

    def __init__(self, field: models.Field, token: str = "", clear: str | None = None) -> None:
        self.field, self.token, self.fresh = field, token, clear
        self.key: bytes | None = None
        self.loaded = False

    @property
    def subject(self) -> uuid.UUID | None:
        """Whose key it is encrypted with; None while fresh."""
        return uuid.UUID(self.token.split(":")[1]) if self.token else None

    @property
    def clear(self) -> str | None:
        """The value itself, None once erased. For machines; people go through :func:`unmask`."""
        if self.fresh is None:
            if not self.loaded:
                preload([self])
            if self.key is None:
                return None
            box = base64.b64decode(self.token.split(":")[2])
            self.fresh = ciphers.unseal(self.key, box, context(self.field)).decode()
        return self.fresh

    @property
    def erased(self) -> bool:
        """Whether the key was destroyed."""
        return self.clear is None

    def encrypt(self, subject: uuid.UUID, key: bytes) -> None:
        """Make the token that is stored."""
        box = ciphers.seal(key, (self.fresh or "").encode(), context(self.field))
        self.token = f"{MARK}{subject}:{base64.b64encode(box).decode()}"
        self.key, self.loaded = key, True

    def __str__(self) -> str:
        clear = self.clear
        return ERASED if clear is None else mask(clear)

    def __repr__(self) -> str:
        return "<Hidden>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hidden) and self.clear == other.clear

    def __hash__(self) -> int:
        return hash(self.token)


def context(field: models.Field) -> bytes:
    """What a ciphertext is bound to: it cannot be moved into another column."""
    return f"{field.model._meta.label_lower}.{field.name}".encode()


def preload(values: Iterable[Any]) -> None:
    """Fetch the keys of many hidden values in one query."""
    hidden = [v for v in values if isinstance(v, Hidden) and v.token and not v.loaded]
    if not hidden:
        return
    rows = PersonalKey.objects.filter(destroyed_at=None).in_bulk({v.subject for v in hidden})
    for value in hidden:
        row = rows.get(value.subject)
        value.key = ciphers.unwrap(bytes(row.wrapped)) if row else None
        value.loaded = True


def preload_objects(objs: Sequence[models.Model]) -> None:
    """Fetch the keys of all personal values of ``objs``, for a list page."""
    if objs:
        names = [f.attname for f in encrypted_fields(type(objs[0]))]
        preload(getattr(obj, name) for obj in objs for name in names)


class HiddenAttribute(DeferredAttribute):
    """``obj.phone``: a Hidden, or an empty text. Setting it takes the clear value."""

    def __set__(self, obj: models.Model, value: Any) -> None:
        here = vars(obj).get(self.field.attname)
        if isinstance(here, Hidden) and isinstance(value, str) and value == str(here):
            return  # a form sent the mask back: nobody typed a new value
        if isinstance(here, Hidden) and here.token:  # the next value keeps the person's key
            vars(obj)["_personal_subject"] = here.subject
        if value and not isinstance(value, Hidden):
            value = Hidden(self.field, clear=str(value))
        vars(obj)[self.field.attname] = value or ""


class EncryptedField(models.TextField):
    """A personal text (phone, identity number) that is stored encrypted."""

    descriptor_class = HiddenAttribute

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        """What lies in the database is hidden until somebody has a reason."""
        return Hidden(self, token=value) if value else ""

    def to_python(self, value: Any) -> Any:
        """Hidden values stay hidden."""
        return value if isinstance(value, Hidden) else super().to_python(value)

    def get_prep_value(self, value: Any) -> str:
        """The token; a clear text never reaches the database."""
        if not value:
            return ""
        if not isinstance(value, Hidden) or not value.token:
            raise TypeError(f"{self.name}: encrypt before saving; look up with personal.find_by")
        return value.token

    def pre_save(self, obj: models.Model, add: bool) -> Any:
        """Encrypt what was typed, also when somebody calls ``save`` directly."""
        prepare_one(obj, self.name)
        return getattr(obj, self.attname)

    def value_to_string(self, obj: models.Model) -> str:
        """Dumps hold the token."""
        return self.get_prep_value(self.pre_save(obj, False))

    def formfield(self, **kwargs: Any) -> Any:
        """One line; what is typed is the new value, the mask sent back is no change."""
        return models.Field.formfield(self, **({"max_length": 100} | kwargs))

    def logged(self, value: Any) -> Any:
        """In the log: that it is set, and a fingerprint under the person's own key."""
        if not isinstance(value, Hidden):
            return "" if not value else {"hmac": "?"}
        clear = value.clear
        if clear is None or value.key is None:
            return {"erased": True} if clear is None else {"hmac": "?"}
        return {"hmac": ciphers.fingerprint(value.key, f"{self.name}:{clear}")}


class BlindIndex(models.CharField):
    """Keyed fingerprint of an encrypted field, so that an exact value can be found."""

    def __init__(self, source: str = "", **kwargs: Any) -> None:
        self.source = source
        given = {"max_length": 32, "db_index": True, "editable": False, "default": ""}
        super().__init__(**(given | {"blank": True} | kwargs))

    def deconstruct(self) -> tuple:
        """Migrations know the source too."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.source, *args], kwargs

    def pre_save(self, obj: models.Model, add: bool) -> str:
        """Kept in step with its source."""
        prepare_one(obj, self.source)
        return getattr(obj, self.attname)


def blind(name: str, text: str) -> str:
    """Fingerprint of a value of the personal field ``name``, the same for every spelling."""
    return ciphers.fingerprint(ciphers.subkey("index"), f"{name}:{normal(text)}")


@cache
def encrypted_fields(model: type[models.Model]) -> tuple[EncryptedField, ...]:
    """Personal fields of ``model``."""
    return tuple(f for f in model._meta.concrete_fields if isinstance(f, EncryptedField))


@cache
def index_names(model: type[models.Model]) -> dict[str, str]:
    """Personal field -> its blind index."""
    return {f.source: f.name for f in model._meta.concrete_fields if isinstance(f, BlindIndex)}


def companions(model: type[models.Model], names: Iterable[str]) -> set[str]:
    """Blind indexes that must be saved together with ``names``."""
    indexes = index_names(model)
    return {indexes[name] for name in names if name in indexes}


def prepare(objs: Sequence[models.Model]) -> None:
    """Encrypt what is fresh in ``objs`` before they are saved; keys are made in one query."""
    fields = encrypted_fields(type(objs[0])) if objs else ()
    if not fields:
        return
    fresh = [o for o in objs if any(is_fresh(getattr(o, f.attname)) for f in fields)]
    keys = keys_for(fresh, fields)
    for obj in fresh:
        subject, key = keys[id(obj)]
        for field in fields:
            value = getattr(obj, field.attname)
            if is_fresh(value):
                value.encrypt(subject, key)
                set_index(obj, field.name, value.fresh)


def prepare_one(obj: models.Model, name: str) -> None:
    """As :func:`prepare`, for one field of one object; an emptied field loses its index."""
    fields = {f.name for f in encrypted_fields(type(obj))}
    if name not in fields:
        return
    value = getattr(obj, name)
    if is_fresh(value):
        prepare([obj])
    elif not value:
        set_index(obj, name, None)


def is_fresh(value: Any) -> bool:
    """Whether a value still has to be encrypted."""
    return isinstance(value, Hidden) and not value.token


def set_index(obj: models.Model, name: str, clear: str | None) -> None:
    """Set the blind index that belongs to the field ``name``, if there is one."""
    index = index_names(type(obj)).get(name)
    if index:
        setattr(obj, index, blind(name, clear) if clear else "")


def keys_for(
    objs: Sequence[models.Model], fields: Sequence[EncryptedField]
) -> dict[int, tuple[uuid.UUID, bytes]]:
    """The living key of each object's person; made where there is none, or it was destroyed."""
    subjects = {id(obj): subject_of(obj, fields) for obj in objs}
    known = PersonalKey.objects.filter(destroyed_at=None).in_bulk(
        {s for s in subjects.values() if s}
    )
    keys, fresh = {}, []
    for obj in objs:
        subject = subjects[id(obj)]
        row = known.get(subject)
        if row is None:
            key = AESGCM.generate_key(256)
            row = PersonalKey(subject=uuid.uuid4(), wrapped=ciphers.wrap(key))
            fresh.append(row)
        else:
            key = ciphers.unwrap(bytes(row.wrapped))
        keys[id(obj)] = (row.subject, key)
    PersonalKey.objects.bulk_create(fresh)
    return keys


def subject_of(obj: models.Model, fields: Sequence[EncryptedField]) -> uuid.UUID | None:
    """Whose data ``obj`` holds: told by its other encrypted fields, stored or just replaced."""
    for field in fields:
        value = getattr(obj, field.attname)
        if isinstance(value, Hidden) and value.subject:
            return value.subject
    return vars(obj).get("_personal_subject")
