"""A state in a tone that no stylesheet knows breaks the page that shows it."""

import importlib
import pkgutil
import re

import congvu
from congvu.core.templatetags.ui import TONES

SKIPPED = re.compile(r"\.(migrations|management|config|cli|wsgi|asgi|__main__)\b")


def tables() -> list[tuple[str, set[str]]]:
    """Every table of tones of every module, with what it gives."""
    found = {}
    for module in pkgutil.walk_packages(congvu.__path__, "congvu."):
        if SKIPPED.search(module.name):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if name.endswith("TONES") and isinstance(value, dict):
                found[id(value)] = (f"{module.name}.{name}", set(value.values()))
    return list(found.values())


def test_tables_give_tones_there_are():
    found = tables()
    assert len(found) > 10
    assert [(name, tones - TONES) for name, tones in found if tones - TONES] == []
