"""Idempotency-Key: a creation asked for twice happens once and answers the same."""

import hashlib
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from congvu.api.errors import KeyReused
from congvu.api.models import KEEP, IdempotencyKey
from congvu.api.replies import reply
from congvu.core import clock
from congvu.core.errors import BadInput

LONGEST = 200


def once(request: HttpRequest, create: Callable[[], HttpResponse]) -> HttpResponse:
    """Run ``create``, or give the answer of the first time again."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return create()
    if len(key) > LONGEST or not key.isprintable():
        text = f"Khóa dài tối đa {LONGEST} ký tự in được."
        raise BadInput(fields={"Idempotency-Key": text})
    print_ = fingerprint(request)
    with transaction.atomic():
        held, fresh = claim(request, key, print_)
        if not fresh:
            return again(held, print_)
        answer = create()
        held.status, held.body = answer.status_code, answer.content.decode()
        held.etag = answer.get("ETag", "")
        held.save(update_fields=["status", "body", "etag"])
    return answer


def claim(request: HttpRequest, key: str, print_: str) -> tuple[IdempotencyKey, bool]:
    """The row of this key; fresh when nobody used it within two days.

    A second request at the same moment waits here for the first: the row is unique.
    """
    mine = IdempotencyKey.objects.filter(user=request.user, key=key)
    mine.filter(created_at__lt=clock.now() - KEEP).delete()
    return IdempotencyKey.objects.get_or_create(
        user=request.user, key=key, defaults={"fingerprint": print_}
    )


def again(held: IdempotencyKey, print_: str) -> HttpResponse:
    """The first answer, word for word."""
    if held.fingerprint != print_:
        raise KeyReused
    answer = reply(held.body, held.status)
    if held.etag:
        answer["ETag"] = held.etag
    answer["Idempotent-Replayed"] = "true"
    return answer


def fingerprint(request: HttpRequest) -> str:
    """What was asked: path and body; of a form its fields and files, for its borders vary."""
    hashed = hashlib.sha256(f"{request.method} {request.path}\n".encode())
    if request.content_type != "multipart/form-data":
        hashed.update(request.body)
        return hashed.hexdigest()
    for name, values in sorted(request.POST.lists()):
        hashed.update(repr((name, values)).encode())
    for name, file in sorted(request.FILES.items()):
        hashed.update(repr((name, file.name)).encode())
        for chunk in file.chunks():
            hashed.update(chunk)
        file.seek(0)
    return hashed.hexdigest()
