"""Every minute: whatever was sealed since goes to whoever asked for it, in order."""

import datetime as dt

from django.db.models import Q
from pydantic_core import to_json

from congvu.api.hooks.sending import Gone, NotDelivered, send
from congvu.api.hooks.signing import headers, opened
from congvu.api.models import Webhook
from congvu.api.telling.events import Batch, next_batch
from congvu.core import audit, clock, seals

CLAIM = dt.timedelta(minutes=5)  # longer than any one delivery takes
PAUSES = (60, 120, 300, 600, 1800, 3600)  # seconds after the first, second … failure
AT_ONCE = 200  # deliveries to one receiver in one run; the rest comes a minute later


def deliver_all() -> int:
    """Tell every receiver that is due; how many deliveries arrived."""
    if not Webhook.objects.live().exists():
        return 0
    seals.seal_now()
    due = Webhook.objects.due(clock.now()).select_related("user").order_by("pk")
    return sum(deliver(hook) for hook in due)


def deliver(hook: Webhook) -> int:
    """Everything one receiver does not have yet, until it has all or refuses."""
    if not claim(hook):
        return 0
    arrived = 0
    try:
        for _ in range(AT_ONCE):
            batch = next_batch(hook)
            if batch is None:
                break
            arrived += told(hook, batch)
        recovered(hook)
    except Gone as error:
        stop_gone(hook, str(error))
    except NotDelivered as error:
        failed(hook, str(error))
    finally:
        keep(hook, claimed_until=None)
    return arrived


def claim(hook: Webhook) -> bool:
    """Take it for a while; False when another worker has it."""
    now = clock.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    mine = Webhook.objects.filter(free, pk=hook.pk).update(claimed_until=now + CLAIM)
    if mine:
        hook.refresh_from_db(fields=["position", "told", "failures", "failing_since"])
    return bool(mine)


def told(hook: Webhook, batch: Batch) -> int:
    """One delivery; the place moves on only after the receiver said yes."""
    if batch.events:
        body = to_json({"id": batch.name, "webhook": hook.pk, "events": batch.events})
        now = clock.now()
        send(hook.address, body, headers(opened(hook.secret), batch.name, now, body))
        keep(hook, delivered_at=now, claimed_until=now + CLAIM)
    keep(hook, position=batch.position, told=batch.told)
    return int(bool(batch.events))


def recovered(hook: Webhook) -> None:
    """All that waited has arrived."""
    if hook.failures:
        keep(hook, failures=0, failing_since=None, next_at=None, last_error="")


def failed(hook: Webhook, why: str) -> None:
    """Wait, longer each time; never give up."""
    now, pause = clock.now(), PAUSES[min(hook.failures, len(PAUSES) - 1)]
    keep(
        hook,
        failures=hook.failures + 1,
        failing_since=hook.failing_since or now,
        next_at=now + dt.timedelta(seconds=pause),
        last_error=why[:300],
    )


def stop_gone(hook: Webhook, why: str) -> None:
    """The receiver wants no more: stopped, with the reason in the log."""
    kept = Webhook.objects.get(pk=hook.pk)
    audit.change(kept, by=None, action="api.stop_webhook", reason=why, stopped_at=clock.now())
    keep(hook, last_error=why)


def keep(hook: Webhook, **fields: object) -> None:
    """How far a delivery is: plumbing beside the record, not a change of it."""
    Webhook.objects.filter(pk=hook.pk).update(**fields)
    for name, value in fields.items():
        setattr(hook, name, value)
