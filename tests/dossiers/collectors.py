"""A process of four officers, run by test_fees_at_once: all take the same money at once."""

import json
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.db import connection  # noqa: E402

from congvu.accounts.models import User  # noqa: E402
from congvu.core.errors import ActionError  # noqa: E402
from congvu.dossiers.actions import collect  # noqa: E402
from congvu.dossiers.models import FeeDue, ReceiptBook  # noqa: E402


def officer(number: int) -> str:
    """The same amount, with a receipt of a number of one's own."""
    clerk, due, book = User.objects.get(username="quay"), FeeDue.objects.get(), ReceiptBook.objects
    try:
        payment = collect(
            due.dossier, [due], by=clerk, method="cash", book=book.get(), number=number
        )
        return f"paid {payment.amount}"
    except ActionError as error:
        return type(error).__name__
    finally:
        connection.close()


with ThreadPoolExecutor(4) as pool:
    print(json.dumps(list(pool.map(officer, range(1, 5)))))  # noqa: T201
