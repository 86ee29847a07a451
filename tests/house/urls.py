"""Every address of the product, found by walking the resolver."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# what stands for an id of which the table names no object
UNKNOWN = {
    "IntConverter": 999_999_999,
    "UUIDConverter": uuid.UUID(int=0),
    "StringConverter": "khong-co",
    "SlugConverter": "khong-co",
    "PathConverter": "khong-co",
}


@dataclass(frozen=True)
class Address:
    name: str  # "organizations:unit_detail"
    converters: tuple[tuple[str, str], ...]  # ("pk", "IntConverter")

    @property
    def namespace(self) -> str:
        return self.name.rpartition(":")[0] or "accounts"

    def path(self, ids: dict[str, object]) -> str:
        """The path, with the ids given and unknown ones for the others."""
        kwargs = {key: ids.get(key, unknown(kind)) for key, kind in self.converters}
        return reverse(self.name, kwargs=kwargs)


def unknown(converter: str) -> object:
    """A value the converter takes but no object has."""
    return UNKNOWN.get(converter, dt.date(1999, 1, 1))


def addresses() -> list[Address]:
    """Every named address of ours, in the order of the resolver."""
    return [address for address in every_address() if not in_rooms(address)]


def every_address() -> list[Address]:
    """Wagtail's rooms too."""
    return list(dict.fromkeys(walk(get_resolver(), "", ())))


def in_rooms(address: Address) -> bool:
    """Whether it is one of Wagtail's under /cms/: one gate for all of them, walked on its own."""
    unnamed = address.name == "None"  # only Wagtail leaves addresses without a name
    return unnamed or (address.name.startswith("wagtail") and address.name != "wagtaildocs_serve")


def walk(resolver: URLResolver, prefix: str, outer: tuple) -> list[Address]:
    found = []
    for pattern in resolver.url_patterns:
        own = outer + converters(pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found += walk(pattern, inner, own)
        elif isinstance(pattern, URLPattern):
            found.append(Address(f"{prefix}{pattern.name}", own))
    return found


def converters(pattern: URLPattern | URLResolver) -> tuple[tuple[str, str], ...]:
    kinds = pattern.pattern.converters
    names = list(pattern.pattern.regex.groupindex) or list(kinds)
    return tuple(
        (name, type(kinds[name]).__name__ if name in kinds else "StringConverter") for name in names
    )
