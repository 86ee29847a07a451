"""Fixtures of dossiers."""

import pytest

from tests.dossiers.factories import Office, office


@pytest.fixture
def place(db) -> Office:
    """A counter and a unit, with their people and a procedure of ten working days."""
    return office()
