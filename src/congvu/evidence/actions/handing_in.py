"""Files of somebody without a seat: put to a matter of their own, or thrown away before that."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction

from congvu.core import audit
from congvu.core.errors import NotAllowed, WrongState
from congvu.core.policies import require
from congvu.evidence.actions.attachments import attachment_for
from congvu.evidence.actions.items import admitted
from congvu.evidence.intake import Prepared, Readable, keep
from congvu.evidence.models import Attachment, Item, Upload, Version
from congvu.evidence.policies import may_hand_in


@contextmanager
def let_in(
    files: Sequence[tuple[Readable, str]], *, by: Any, about: models.Model
) -> Iterator[list[Prepared]]:
    """Files sent with a form, each checked; none is kept when what they came with fails.

    ``by`` None is a visitor without an account; what was refused is then written down on ``about``.
    """
    kept: list[Prepared] = []
    try:
        kept += (admitted(stream, name, by, about) for stream, name in files)
        yield kept
    except BaseException:
        keep.drop(*(file.stored_name for file in kept))
        raise


def hand_in(
    pairs: Sequence[tuple[Item, str]], target: models.Model, *, by: Any
) -> list[Attachment]:
    """Attach one's own loose items, each with its purpose, to a matter of one's own."""
    require(may_hand_in(by, target))
    keys = {item.pk for item, _ in pairs}
    with transaction.atomic():
        loose = Item.objects.filter(pk__in=keys, created_by=by, attached=False)
        if len(list(loose.order_by("pk").select_for_update(of=("self",)))) != len(keys):
            raise NotAllowed
        made = [attachment_for(item, target, by, purpose[:200]) for item, purpose in pairs]
        audit.create_many(made, by=by, action="evidence.attach")
        Item.objects.filter(pk__in=keys).update(attached=True)
    return made


def discard_item(item: Item, *, by: Any) -> None:
    """Throw away an item of one's own that was never attached; its bytes go after the commit.

    ``by`` None is the product itself, tidying up what its owner left lying.
    """
    require(by is None or item.created_by_id == by.pk)
    with transaction.atomic():
        held = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
        if Attachment.objects.filter(item=held).exists():
            raise WrongState("Tài liệu đã gắn vào hồ sơ thì không xóa được.")
        versions = list(Version.objects.filter(item=held))
        Upload.objects.filter(version__in=versions).delete()
        for version in versions:
            audit.remove(version, by=by, action="evidence.discard_item")
        audit.remove(held, by=by, action="evidence.discard_item")
        names = [version.stored_name for version in versions]
        transaction.on_commit(lambda: keep.drop(*names))
