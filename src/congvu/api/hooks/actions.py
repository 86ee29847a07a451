"""Making, changing, stopping and resuming webhooks."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction

from congvu.accounts.models import User
from congvu.api.hooks.signing import fresh_secret, sealed
from congvu.api.models import Webhook
from congvu.api.policies import may_hold_webhook
from congvu.core import audit, clock
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require
from congvu.core.seals import last_seal

FIELDS = ("name", "address", "kinds")


def create_webhook(
    *, name: str, address: str, kinds: list[str], known: frozenset[str], by: User
) -> tuple[Webhook, str]:
    """An address that hears of everything from now on, and its secret, shown once."""
    require(may_hold_webhook(by))
    secret, last = fresh_secret(), last_seal()
    hook = Webhook(
        user=by,
        **checked({"name": name, "address": address, "kinds": kinds}, known),
        secret=sealed(secret),
        position=last.position if last else 0,
    )
    return audit.create(hook, by=by, action="api.create_webhook"), secret


def edit_webhook(
    hook: Webhook, *, known: frozenset[str], by: User, expected: int | None = None, **fields: Any
) -> Webhook:
    """Another name, address or choice; what was not told yet goes to the new address."""
    require(may_hold_webhook(by) and hook.user_id == by.pk)
    with transaction.atomic():
        held = audit.lock(Webhook.objects.all(), hook.pk, expected)
        now = {name: getattr(held, name) for name in FIELDS} | fields
        return audit.change(held, by=by, action="api.edit_webhook", **checked(now, known))


def stop_webhook(hook: Webhook, *, by: User, expected: int | None = None) -> Webhook:
    """Nothing is sent from now on; resumed, it hears what it missed."""
    require(hook.user_id == by.pk)
    with transaction.atomic():
        held = audit.lock(Webhook.objects.all(), hook.pk, expected)
        if held.stopped_at is not None:
            raise WrongState("Địa chỉ này đã ngừng nhận trước đó.")
        return audit.change(held, by=by, action="api.stop_webhook", stopped_at=clock.now())


def resume_webhook(hook: Webhook, *, by: User, expected: int | None = None) -> Webhook:
    """Go on where it was stopped."""
    require(may_hold_webhook(by) and hook.user_id == by.pk)
    with transaction.atomic():
        held = audit.lock(Webhook.objects.all(), hook.pk, expected)
        if held.stopped_at is None:
            raise WrongState("Địa chỉ này đang nhận, không cần cho nhận lại.")
        afresh = {"next_at": None, "last_error": "", "failures": 0, "failing_since": None}
        action = "api.resume_webhook"
        return audit.change(held, by=by, action=action, stopped_at=None, **afresh)


def checked(fields: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """What was given, in order; BadInput names what can't be used."""
    name, address = fields["name"].strip(), fields["address"].strip()
    kinds = sorted(set(fields["kinds"]))
    wrong = {}
    if not name:
        wrong["name"] = "Ghi địa chỉ này dùng cho chương trình nào."
    if not fits(address):
        wrong["address"] = "Ghi địa chỉ bắt đầu bằng https:// hoặc http://, không kèm mật khẩu."
    if unknown := [kind for kind in kinds if kind not in known]:
        wrong["kinds"] = f"Không có loại nội dung: {', '.join(unknown)}."
    if wrong:
        raise BadInput(fields=wrong)
    return {"name": name[:100], "address": address, "kinds": kinds}


def fits(address: str) -> bool:
    """A web address, with a host and no password in it."""
    try:
        parts = urlsplit(address)
        Webhook._meta.get_field("address").run_validators(address)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        )
    except (ValueError, ValidationError):
        return False
