"""Money through a payment gateway: on its own signed word, each of its numbers once."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from congvu.core.errors import BadInput, WrongState
from congvu.dossiers import registry
from congvu.dossiers.actions.payments import go_on, locked_dossier, settle
from congvu.dossiers.errors import CountedBefore
from congvu.dossiers.models import Dossier, Payment
from congvu.dossiers.owing import owing_of
from congvu.dossiers.states import PaymentMethod
from congvu.organizations.errors import refusals_explained


def gateway_paid(code: str, message: Mapping[str, Any]) -> Payment:
    """What a gateway reports, written by the system itself. Reported again, it stays one payment.

    Refused when the gateway's signature does not hold, or the amount is not what is owed: then
    nothing is written, and the office settles it with the gateway.
    """
    gateway = registry.gateway(code)
    paid = gateway.confirmed(message) if gateway else None
    if paid is None or not paid.reference:
        raise BadInput("Thông báo thanh toán không hợp lệ.")
    reference = f"{code}:{paid.reference}"[:100]
    twice = (CountedBefore.__doc__ or "").strip()
    with refusals_explained(twice), transaction.atomic():
        found = Dossier.objects.filter(code=paid.key, source=None).first()
        if found is None:
            raise BadInput("Không có hồ sơ mang mã này.")
        row = locked_dossier(found, None)
        if known := row.payments.filter(reference=reference, reverses__isnull=True).first():
            return known
        owing = owing_of(row)
        if owing.left.total != paid.amount:
            raise WrongState("Số tiền không đúng bằng số còn phải thu của hồ sơ.")
        facts = {"method": PaymentMethod.GATEWAY, "reference": reference, "note": gateway.label}  # type: ignore[union-attr]
        payment = settle(row, owing.open, by=None, facts=facts)
        go_on(row, None, trusted=True)
        return payment
