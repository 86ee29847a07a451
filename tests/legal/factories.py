"""Legal documents."""

import factory

from congvu.legal.models import Basis
from tests.sequences import Numbered


class BasisFactory(Numbered):
    class Meta:
        model = Basis

    number = factory.Sequence(lambda n: f"{n}/2020/NĐ-CP")
    kind = "Nghị định"
    issuer = "Chính phủ"
    subject = "Về công tác văn thư"
    search_text = factory.LazyAttribute(lambda b: Basis.folded(b))
