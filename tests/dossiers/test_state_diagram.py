"""The picture of a dossier's life in the docs is the one of today's table."""

import importlib.util
from pathlib import Path

from congvu.dossiers.states import TRANSITIONS, VERB_LABELS, DossierState

ROOT = Path(__file__).resolve().parents[2]


def drawn():
    """The script that draws it."""
    spec = importlib.util.spec_from_file_location("drawn", ROOT / "scripts" / "dossier_states.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_picture_is_current():
    kept = (ROOT / "docs" / "dossier-states.md").read_text(encoding="utf-8")
    assert kept == drawn().page(), "run scripts/dossier_states.py > docs/dossier-states.md"


def test_every_state_and_every_arrow_is_drawn():
    lines = drawn().diagram().splitlines()
    for state in DossierState:
        assert any(f"as {state.value}" in line for line in lines)
    for verb, (sources, target) in TRANSITIONS.items():
        for start in sources:
            arrow = f"    {start.value} --> {target.value}:"
            assert any(line.startswith(arrow) and VERB_LABELS[verb] in line for line in lines), verb
