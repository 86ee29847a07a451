"""Fixtures of dossiers."""

import pytest

from tests.dossiers.factories import Office, office
from tests.kept import transactional


@pytest.fixture(scope="module")
def place_kept(keeping):
    return keeping(office)


@pytest.fixture
def place(request, db, place_kept) -> Office:
    """A counter and a unit, with their people and a procedure of ten working days."""
    if transactional(request.node):
        place_kept.drop()
        return office()
    return place_kept.copied()
