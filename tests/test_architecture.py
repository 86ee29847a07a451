"""The one-way rule where import-linter can't see it, and the size of things."""

import grimp
import pytest
from django.apps import apps

from tests.house import imports, pages, shape
from tests.house.layers import (
    ENTRY,
    ROOT,
    SRC,
    package_of,
    python_files,
    template_files,
    template_name,
)


@pytest.fixture(scope="module")
def edges():
    graph = grimp.build_graph("congvu", cache_dir=None)
    return [(a, b) for a in graph.modules for b in graph.find_modules_directly_imported_by(a)]


def owners() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in template_files():
        found.setdefault(template_name(path), set()).add(package_of(path))
    return found


def test_packages_enter_each_other_by_doors_only(edges):
    assert len(edges) > 20
    assert imports.door_complaints(edges) == []


def test_foreign_keys_point_down():
    assert imports.foreign_key_complaints(apps.get_models()) == []


def test_templates_reach_down_only():
    homes = owners()
    complaints = []
    for path in template_files():
        text = path.read_text(encoding="utf-8")
        complaints += pages.reach_complaints(str(path), package_of(path), text, homes)
    assert complaints == []


def test_addresses_of_packages_above_are_not_named():
    complaints = []
    for path in template_files():
        names = pages.url_names_in_template(path.read_text(encoding="utf-8"))
        complaints += pages.url_complaints(str(path), package_of(path), names)
    for path in python_files():
        names = pages.url_names_in_python(path.read_text(encoding="utf-8"))
        if package_of(path) not in ENTRY:
            complaints += pages.url_complaints(str(path), package_of(path), names)
    assert complaints == []


def test_files_and_functions_are_small():
    complaints = []
    for path in python_files():
        text = path.read_text(encoding="utf-8")
        name = str(path.relative_to(SRC))
        complaints += shape.file_complaints(name, text) + shape.function_complaints(name, text)
    for path in (ROOT / "tests").rglob("*.py"):
        complaints += shape.file_complaints(str(path), path.read_text(encoding="utf-8"))
    assert complaints == []
