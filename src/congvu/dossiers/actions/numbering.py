"""Dossier codes, drawn inside the transaction that takes the dossier in."""

import datetime as dt

from django.utils import timezone

from congvu.core.single import advance
from congvu.dossiers.models import CodeCounter, ReceivingPoint
from congvu.dossiers.rules import composed_code


def draw_codes(point: ReceivingPoint, moment: dt.datetime, count: int = 1) -> list[str]:
    """The next codes of a point on the day of ``moment``.

    The update locks the counter's row until our commit: whoever draws meanwhile waits, and a
    transaction that fails gives its numbers back.
    """
    day = timezone.localdate(moment)
    while (last := advance(CodeCounter, "last", count, point=point.pk, day=day)) is None:
        CodeCounter.objects.get_or_create(point=point, day=day)  # the first of the day
    return [
        composed_code(point.code_pattern, point.agency_code, day, number)
        for number in range(last - count + 1, last + 1)
    ]
