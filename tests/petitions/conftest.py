"""Fixtures of petitions."""

import pytest

from tests.petitions.factories import Office, office


@pytest.fixture
def place(db) -> Office:
    """A counter, two units, and the people who answer."""
    return office()
