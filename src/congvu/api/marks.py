"""How operations are declared: paths, names, headers; every one the same way."""

from collections.abc import Callable
from typing import Any

from ninja import Router
from pydantic import BaseModel, create_model

IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string", "pattern": '^"v[0-9]{1,9}"$'},
    "description": "Phiên bản đã đọc, từ ETag.",
}
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]+$"},
    "description": "Gửi lại cùng khóa và nội dung trong 48 giờ thì nhận lại trả lời cũ.",
}


def listed(out: type[BaseModel]) -> type[BaseModel]:
    """The schema of a list of ``out``."""
    return create_model(f"{out.__name__}List", items=(list[out], ...), next=(str | None, ...))


def named(path: str) -> str:
    """``inspections/{id}/set-team`` is inspections_one_set_team."""
    words = path.replace("{id}", "one").replace("{", "").replace("}", "")
    return words.replace("/", "_").replace("-", "_").replace(".", "_")


def add(
    router: Router,
    method: str,
    path: str,
    function: Callable,
    out: Any,
    words: str,
    *,
    headers: tuple[dict, ...] = (),
    tagged: bool = False,
    status: int = 200,
    files: tuple[str, ...] = (),
    more: dict[str, Any] | None = None,
) -> None:
    """One operation."""
    extra: dict[str, Any] = {"parameters": list(headers)} if headers else {}
    if tagged:
        extra["x-etag"] = True
    if files:
        extra["x-file"] = list(files)
    extra |= more or {}
    name = named(path)
    router.api_operation(
        [method],
        f"/{path}",
        response={status: out},
        operation_id=f"{method.lower()}_{name}",
        url_name=name,
        summary=words,
        tags=[path.split("/")[0]],
        openapi_extra=extra,
    )(function)


def get(
    router: Router, path: str, function: Callable, out: Any, words: str, *, one: bool = False
) -> None:
    """Something to read."""
    add(router, "GET", path, function, out, words, tagged=one)


def create(
    router: Router, path: str, function: Callable, out: Any, words: str, *, one: bool = True
) -> None:
    """Something new, or several at once; may be asked for again under the same key."""
    add(router, "POST", path, function, out, words, headers=(KEY,), tagged=one, status=201)


def change(router: Router, path: str, function: Callable, out: Any, words: str) -> None:
    """New values for something that exists."""
    add(router, "PATCH", path, function, out, words, headers=(IF_MATCH,), tagged=True)


def verb(
    router: Router, path: str, function: Callable, out: Any, words: str, makes: bool = False
) -> None:
    """A change of state, or what it makes."""
    status = 201 if makes else 200
    add(router, "POST", path, function, out, words, headers=(IF_MATCH,), tagged=True, status=status)


def removal(router: Router, path: str, function: Callable, words: str) -> None:
    """Something that is not there afterwards."""
    add(router, "POST", path, function, None, words, headers=(IF_MATCH,), status=204)
