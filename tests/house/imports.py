"""What import-linter can't see of imports and foreign keys."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import models

from tests.house.layers import DOORS, ENTRY, OPEN, SRC, below

FREE_TARGETS = {"contenttypes.ContentType"}


def door_complaints(edges: Iterable[tuple[str, str]]) -> list[str]:
    """Imports (importer, imported) that enter another package by anything but a door."""
    found = []
    for importer, imported in edges:
        a, b = importer.split("."), imported.split(".")
        if "migrations" in a or len(a) < 2 or len(b) < 2 or a[1] == b[1]:
            continue
        if b[1] in OPEN or a[1] in ENTRY:
            continue
        if len(b) < 3 or b[2] not in DOORS:
            found.append(f"{importer} imports {imported}, which is not a door of {b[1]}")
    return found


def foreign_key_complaints(classes: Iterable[type[models.Model]]) -> list[str]:
    """Relations that point to a package above, or to a stranger beside."""
    found = []
    for model in classes:
        home = package_of_model(model)
        for field in model._meta.get_fields():
            target = field.related_model if field.concrete and field.is_relation else None
            if not home or target is None or isinstance(target, str):
                continue
            label = target._meta.label
            if label in FREE_TARGETS or label == settings.AUTH_USER_MODEL:
                continue
            if not below(home, package_of_model(target)):
                found.append(f"{model._meta.label}.{field.name} points up or aside to {label}")
    return found


def package_of_model(model: type[models.Model]) -> str:
    """Our package a model lives in; empty for third parties."""
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == SRC.name and len(parts) > 1 else ""


def module_name(path: Path, src: Path = SRC) -> str:
    """Dotted name of a source file."""
    return ".".join([src.name, *path.relative_to(src).with_suffix("").parts])
