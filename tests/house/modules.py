"""Every module of the product, loaded; but for what begins by itself."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import congvu

SKIPPED = re.compile(r"\.(migrations|management|config|cli|wsgi|asgi|__main__)\b")


def every_module() -> Iterator[ModuleType]:
    for module in pkgutil.walk_packages(congvu.__path__, "congvu."):
        if not SKIPPED.search(module.name):
            yield importlib.import_module(module.name)
