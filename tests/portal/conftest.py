"""The site of these tests has its frame, as after ``congvu migrate``."""

import pytest

from congvu.portal import actions


@pytest.fixture(autouse=True)
def _frame(request):
    """Only where there is a database."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("transactional_db" if transactional(request) else "db")
        actions.set_up()


def transactional(request) -> bool:
    """Whether the test empties its tables afterwards."""
    return bool(request.node.get_closest_marker("django_db").kwargs.get("transaction"))
