"""The API assembled: who may ask, what is refused how, which collections there are."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern
from ninja import NinjaAPI

from congvu.api.identity import Bearer
from congvu.api.openapi import Description
from congvu.api.problems import HANDLERS, problem
from congvu.api.resources import ROUTERS

PREFIX = "api/v1"
ABOUT = (
    "Giao diện lập trình của Công Vụ. Mỗi yêu cầu mang mã truy cập của một người dùng và có đúng "
    "quyền của người đó. Thời điểm không ghi múi giờ được hiểu là giờ Việt Nam."
)


class Service(NinjaAPI):
    """django-ninja with our refusals and our description."""

    def set_default_exception_handlers(self) -> None:
        """Every error leaves as a problem."""
        for kind, handler in HANDLERS.items():
            self.add_exception_handler(kind, handler)


def build() -> Service:
    """The API with every collection."""
    service = Service(
        title="Công Vụ",
        version="1",
        description=ABOUT,
        auth=Bearer(),
        openapi_url=None,
        docs_url=None,
        urls_namespace="api",
    )
    for router in ROUTERS:
        service.add_router(f"/{PREFIX}", router)
    return service


SERVICE = build()


@cache
def description() -> dict[str, Any]:
    """OpenAPI 3.1, made once per process."""
    return Description(SERVICE, "")


def patterns() -> list[URLPattern]:
    """Addresses of all operations; a wrong method is a problem like any other."""
    found = [p for p in SERVICE.urls[0] if getattr(p, "name", "") != "api-root"]
    for pattern in found:
        pattern.callback = refusing_methods(pattern.callback)
    return found


def refusing_methods(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The framework says "Method not allowed" in plain English; we say it as a problem."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if not isinstance(answer, HttpResponseNotAllowed):
            return answer
        told = problem(405)
        told["Allow"] = answer["Allow"]
        return told

    inner.csrf_exempt = True  # type: ignore[attr-defined]
    return inner
