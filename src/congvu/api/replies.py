"""Answers: one object with its ETag, a list with its cursor."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, TypeAdapter
from pydantic_core import to_json

from congvu.api.errors import VersionMissing, VersionStale

JSON = "application/json; charset=utf-8"
TAG = re.compile(r'"v(\d{1,9})"')
ROOT = "/api/v1"


def reply(content: bytes | str, status: int = 200) -> HttpResponse:
    """JSON that no cache keeps without asking."""
    answer = HttpResponse(content, status=status, content_type=JSON)
    answer["Cache-Control"] = "private, no-cache"
    return answer


def one(shown: BaseModel, status: int = 200) -> HttpResponse:
    """One object; its version is the ETag."""
    answer = reply(shown.model_dump_json(), status)
    version = getattr(shown, "version", None)
    if version is not None:
        answer["ETag"] = f'"v{version}"'
    if status == 201:
        answer["Location"] = getattr(shown, "url", "")
    return answer


def many(
    rows: Iterable[BaseModel | dict], after: str | None = None, status: int = 200
) -> HttpResponse:
    """A list and where it goes on; rows shown by a schema, or JSON values already."""
    return reply(to_json({"items": list(rows), "next": after}, by_alias=True), status)


def plain(shown: Any) -> Any:
    """A shown object as plain JSON values, for the body of an error."""
    return json.loads(TypeAdapter(type(shown)).dump_json(shown))


def matched(request: HttpRequest, obj: Any, show: Callable[[Any], BaseModel]) -> int:
    """The version named by If-Match, which must be the present one."""
    given = request.headers.get("If-Match", "")
    if not given:
        raise VersionMissing
    tag = TAG.fullmatch(given.strip())
    if tag is None or int(tag[1]) != obj.version:
        raise VersionStale(current=plain(show(obj)))
    return obj.version
