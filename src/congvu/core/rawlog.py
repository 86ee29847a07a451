"""Reading the log fast: texts as the database has them, made canonical without Python objects.

A million rows are read twice by ``verify``; the ORM's conversions would be most of that time.
"""

import datetime as dt
import json
from functools import lru_cache
from json.encoder import c_make_encoder, encode_basestring
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

AT = Cast("at", TextField())
CHANGES = Cast("changes", TextField())


def slow_encode(value: Any) -> str:
    """Canonical JSON by the standard encoder."""
    dumps = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return dumps.encode(value)


def make_encoder() -> Any:
    """The standard C encoder, made once instead of once per row."""
    if c_make_encoder is None:
        return slow_encode
    parts = c_make_encoder(
        None, refuse, encode_basestring, None, ":", ",", True, False, False
    )  # markers, default, encoder, indent, separators, sort_keys, skipkeys, allow_nan
    return lambda value: "".join(parts(value, 0))


def refuse(value: Any) -> Any:
    """Only plain values are in the log."""
    raise TypeError(f"{type(value)} in the log")


encode = make_encoder()
_scan = json.JSONDecoder().scan_once


def decode(text: str) -> Any:
    """Value of a JSON text without white space around it, as both databases keep it."""
    return _scan(text, 0)[0]


word = lru_cache(maxsize=4_096)(encode_basestring)  # of what many rows say alike


def canonical_row(
    pk: int, xid: int, at: str, actor: int | None, name: str, action: str, kind: str,
    object_id: str, label: str, changes: str, reason: str,
) -> str:  # fmt: skip
    """``encode`` of a log row as a list, put together from the texts at hand."""
    who = "null" if actor is None else actor
    return (
        f'[{pk},{xid},"{moment(at)}",{who},{word(name)},{word(action)},{word(kind)},'
        f"{encode_basestring(object_id)},{encode_basestring(label)},{encode(decode(changes))},"
        f"{word(reason)}]"
    )


def moment(text: str) -> str:
    """A database's UTC text as ISO 8601 with microseconds; other zones are converted."""
    if text.endswith("+00"):
        text = text[:-3]
    elif "+" in text or text.count("-") > 2:
        shifted = dt.datetime.fromisoformat(text).astimezone(dt.UTC)
        return shifted.isoformat(timespec="microseconds")
    return f"{text[:10]}T{text[11:19]}.{text[20:]:0<6}+00:00"
