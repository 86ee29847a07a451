"""Numbers of what tests make: all of one width, and above any a test writes down itself.

Which tests ran before in the same process decides how far they have counted. From 1 on, the
hundredth counter is the one some test has written down, "Phòng CM9" sorts behind "Phòng CM10" and
"Phòng CM1" is found within "Phòng CM12": failures that come and go with the order.
"""

import itertools
from collections.abc import Iterator

import factory

FIRST = 10_001


def numbers() -> Iterator[int]:
    """As many as a run of tests asks for."""
    return itertools.count(FIRST)


class Numbered(factory.django.DjangoModelFactory):
    """A factory whose ``factory.Sequence`` counts like :func:`numbers`."""

    class Meta:
        abstract = True

    @classmethod
    def _setup_next_sequence(cls) -> int:
        return FIRST
