"""Webhooks: addresses of other programs that are told what changed."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from congvu.api import marks
from congvu.api.collection import Collection, Verb, add_reading, add_verbs, guarded
from congvu.api.hooks import actions
from congvu.api.kinds import Body, Id, Moment, Shown, Word
from congvu.api.models import Webhook
from congvu.api.policies import may_hold_webhook
from congvu.api.repeats import once
from congvu.api.replies import matched, one
from congvu.api.resources.common import base, same
from congvu.core.policies import require

router = Router()
Name = Annotated[Word, Field(min_length=1, max_length=100)]
Address = Annotated[str, Field(min_length=1, max_length=500)]
Kinds = Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=50)]


class WebhookOut(Shown):
    """An address and how it fares; ``kinds`` empty means everything one may see."""

    name: str
    address: str
    kinds: list[str]
    stopped_at: Moment | None
    delivered_at: Moment | None
    failing_since: Moment | None
    next_at: Moment | None
    last_error: str


class WebhookMade(WebhookOut):
    """With its secret, shown this once."""

    secret: str


class WebhookNew(Body):
    """Where to, and which collections."""

    name: Name
    address: Address
    kinds: Kinds = []


class WebhookEdit(Body):
    """What is left out stays."""

    name: Name = ""
    address: Address = ""
    kinds: Kinds = []


def rows(user: Any) -> QuerySet:
    """One's own."""
    return Webhook.objects.visible_to(user)


def facts(row: Webhook) -> dict[str, Any]:
    """What is shown of it; never the secret."""
    names = ("name", "address", "kinds", "stopped_at", "delivered_at", "failing_since", "next_at",
             "last_error")  # fmt: skip
    return {**base(row, "webhooks"), **same(row, *names)}


def show(row: Webhook) -> WebhookOut:
    """A webhook as the API says it."""
    return WebhookOut(**facts(row))


WEBHOOKS = Collection(
    "webhooks",
    "Địa chỉ nhận sự kiện",
    WebhookOut,
    rows,
    show,
    verbs=[Verb("stop", actions.stop_webhook), Verb("resume", actions.resume_webhook)],
)


def add_webhooks(known: frozenset[str]) -> Router:
    """The collection, knowing the names of the others."""

    def create(request: HttpRequest, body: WebhookNew):
        require(may_hold_webhook(request.user))

        def make():
            given = body.model_dump()
            hook, secret = actions.create_webhook(**given, known=known, by=request.user)
            return one(WebhookMade(**facts(hook), secret=secret), 201)

        return once(request, make)

    def edit(request: HttpRequest, id: Id, body: WebhookEdit):
        row = WEBHOOKS.get(request.user, id)
        expected = matched(request, row, show)
        given = {name: getattr(body, name) for name in body.model_fields_set}

        def change() -> Webhook:
            return actions.edit_webhook(
                row, known=known, by=request.user, expected=expected, **given
            )

        guarded(request, WEBHOOKS, row, change)
        return one(show(WEBHOOKS.get(request.user, id)))

    add_reading(router, WEBHOOKS)
    title = WEBHOOKS.title
    marks.create(router, "webhooks", create, WebhookMade, f"{title}: thêm")
    marks.change(router, "webhooks/{id}", edit, WebhookOut, f"{title}: sửa")
    add_verbs(router, WEBHOOKS)
    return router
