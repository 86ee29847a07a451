"""Making and revoking tokens; forgetting old keys."""

import hashlib
import secrets

from django.db import transaction

from congvu.accounts.models import User
from congvu.api.models import KEEP, IdempotencyKey, Token
from congvu.api.policies import may_hold_token, may_revoke
from congvu.core import audit, clock
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require

PREFIX = "cv_"


def digest(secret: str) -> str:
    """What is kept of a secret. It has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def create_token(user: User, *, name: str, by: User) -> tuple[Token, str]:
    """A token for ``user`` and its secret, which nobody can read again."""
    require(may_hold_token(user))
    if not name.strip():
        raise BadInput(fields={"name": "Ghi mã này dùng cho chương trình nào."})
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token(user=user, name=name.strip()[:100], digest=digest(secret))
    return audit.create(token, by=by, action="api.create_token"), secret


def revoke_token(token: Token, *, by: User, expected: int | None = None) -> Token:
    """The program that uses it is turned away from now on."""
    require(may_revoke(by, token))
    with transaction.atomic():
        held = audit.lock(Token.objects.all(), token.pk, expected)
        if held.revoked_at is not None:
            raise WrongState("Mã truy cập này đã thu hồi trước đó.")
        return audit.change(held, by=by, action="api.revoke_token", revoked_at=clock.now())


def forget_keys() -> int:
    """Drop answers kept longer than two days; answers how many."""
    return IdempotencyKey.objects.filter(created_at__lt=clock.now() - KEEP).delete()[0]
