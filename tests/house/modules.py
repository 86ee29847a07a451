"""Every module of the product, loaded, but for what begins by itself; every form in them."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

from django import forms

import congvu

SKIPPED = re.compile(r"\.(migrations|management|config|cli|wsgi|asgi|__main__)\b")


def every_module() -> Iterator[ModuleType]:
    for module in pkgutil.walk_packages(congvu.__path__, "congvu."):
        if not SKIPPED.search(module.name):
            yield importlib.import_module(module.name)


def every_form() -> list[type[forms.BaseForm]]:
    list(every_module())  # a form is known once its module is loaded
    found, left = set(), [forms.BaseForm]
    while left:
        for kind in left.pop().__subclasses__():
            left.append(kind)
            found.add(kind)
    return [kind for kind in found if kind.__module__.startswith("congvu.")]
