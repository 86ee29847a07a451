"""How often one visitor may ask for codes and try them; per address it is counted in the row."""

from django.http import HttpRequest

from congvu.accounts.errors import TooManyTries
from congvu.core.limits import Limit, visitor

WINDOW = 15 * 60
ASKED = Limit("codes:asked", 30, WINDOW)  # a village office behind one address is no attack
WRONG = Limit("codes:wrong", 30, WINDOW)


def check(limit: Limit, request: HttpRequest) -> None:
    """Refuse while this visitor has used up the quarter of an hour."""
    if limit.reached(visitor(request)):
        raise TooManyTries(retry_after=limit.wait)


def count(limit: Limit, request: HttpRequest) -> None:
    """Once more."""
    limit.count(visitor(request))
