"""Fixtures of petitions."""

import pytest

from tests.petitions.factories import Office, office


@pytest.fixture(scope="module")
def place_kept(keeping):
    return keeping(office)


@pytest.fixture
def place(db, place_kept) -> Office:
    """A counter, two units, and the people who answer."""
    return place_kept.copied()
