"""Who asks: the bearer of a token, with the rights of its user and a limit per minute."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from congvu.accounts.models import User
from congvu.api.actions import digest
from congvu.api.errors import TooMany
from congvu.api.models import Token
from congvu.core import clock, limits

BETWEEN_USES = dt.timedelta(minutes=1)
MINUTE = 60


class Bearer(HttpBearer):
    """``Authorization: Bearer …``; the session of a browser opens nothing here."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The token's user, unless it is revoked or the account locked."""
        rows = Token.objects.live().filter(digest=digest(token), user__is_active=True)
        held = rows.select_related("user").first()
        if held is None:
            return None
        count(held)
        touch(held)
        request.user = held.user
        return held.user


def count(token: Token) -> None:
    """One more request this minute; the count is shared by all processes, and exact."""
    if limits.step("api", str(token.pk), MINUTE) > settings.API_REQUESTS_PER_MINUTE:
        raise TooMany(retry_after=limits.left(MINUTE))


def touch(token: Token) -> None:
    """Remember that it is in use, at most once a minute."""
    now = clock.now()
    if token.last_used_at is None or now - token.last_used_at >= BETWEEN_USES:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
