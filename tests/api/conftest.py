"""A program for each person."""

import pytest

from tests.api.calls import Program


@pytest.fixture
def program():
    """``program(user)``: calls with a token of that person."""
    return Program
