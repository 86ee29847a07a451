"""A state in a tone that no stylesheet knows breaks the page that shows it."""

from congvu.core.templatetags.ui import TONES
from tests.house.modules import every_module


def tables() -> list[tuple[str, set[str]]]:
    """Every table of tones of every module, with what it gives."""
    found = {}
    for module in every_module():
        for name, value in vars(module).items():
            if name.endswith("TONES") and isinstance(value, dict):
                found[id(value)] = (f"{module.__name__}.{name}", set(value.values()))
    return list(found.values())


def test_tables_give_tones_there_are():
    found = tables()
    assert len(found) > 10
    assert [(name, tones - TONES) for name, tones in found if tones - TONES] == []
