"""Conventions of models: delete rules and the case of their names."""

from collections.abc import Iterable

from django.db import models

from tests.house.imports import package_of_model


def delete_complaints(classes: Iterable[type[models.Model]], parts: set[str]) -> list[str]:
    """Foreign keys that lose rows with their parent although the child is no part of it."""
    found = []
    for model in classes:
        for field in own_fields(model):
            if getattr(field.remote_field, "parent_link", False):
                continue  # one thing in two tables
            rule = getattr(field.remote_field, "on_delete", None)
            name = f"{model._meta.label}.{field.name}"
            if rule in (None, models.PROTECT, models.RESTRICT) or name in parts:
                continue
            found.append(f"{name} is {rule.__name__}: PROTECT it or name it as a part")
    return found


def name_complaints(classes: Iterable[type[models.Model]]) -> list[str]:
    """Verbose names of models and fields that begin with a capital, abbreviations apart."""
    found = []
    for model in classes:
        meta = model._meta
        names = {meta.label: meta.verbose_name, f"{meta.label} (many)": meta.verbose_name_plural}
        names |= {f"{meta.label}.{f.name}": f.verbose_name for f in own_fields(model)}
        for where, name in names.items():
            # lazy strings are Django's own, inherited
            if isinstance(name, str) and name[:1].isupper() and not name[1:2].isupper():
                found.append(f"{where} is called {name!r}: begin in lower case")
    return found


def own_fields(model: type[models.Model]) -> list[models.Field]:
    """Concrete fields of one of our models."""
    if not package_of_model(model):
        return []
    return [f for f in model._meta.concrete_fields if f.model is model]
