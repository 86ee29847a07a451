"""The site of these tests has its frame, as after ``congvu migrate``."""

import pytest

from congvu.portal import actions
from tests.kept import transactional


@pytest.fixture(scope="module", autouse=True)
def frame_kept(request):
    """Only where there is a database."""
    here = [item for item in request.session.items if item.module is request.module]
    if any(item.get_closest_marker("django_db") for item in here):
        request.getfixturevalue("keeping")(actions.set_up)


@pytest.fixture(autouse=True)
def _frame(request):
    """Again for a test that empties its tables."""
    if transactional(request.node):
        request.getfixturevalue("transactional_db")
        actions.set_up()
