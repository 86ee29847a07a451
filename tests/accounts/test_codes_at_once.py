"""Tries are counted exactly, and a code opens once, also when many come at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from congvu.accounts.actions import use_code
from congvu.accounts.errors import WrongCode
from congvu.accounts.models import SignInCode, User
from congvu.accounts.rules import CODE_TRIES
from congvu.accounts.senders import EMAIL
from congvu.core.models import LogEntry
from tests.accounts.test_codes import WHO, other, sent

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(codes: list[str]) -> list[User | None]:
    """All of them in the same moment; None for whoever was refused."""
    gate = threading.Barrier(len(codes))

    def come(code: str) -> User | None:
        try:
            gate.wait(20)
            return use_code(EMAIL, WHO, code)
        except WrongCode:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(codes)) as pool:
        return [one.result(60) for one in [pool.submit(come, code) for code in codes]]


def test_eight_wrong_ones_at_once_are_eight_tries():
    code = sent()
    assert at_once([other(code)] * 8) == [None] * 8
    assert SignInCode.objects.get().wrong == CODE_TRIES
    assert LogEntry.objects.filter(action="accounts.code_failed").count() == 8
    assert at_once([code, code]) == [None, None]


def test_the_right_one_twice_at_once_opens_once():
    code = sent()
    found = at_once([code, code])
    assert found.count(None) == 1 and User.objects.filter(kind="citizen").count() == 1
