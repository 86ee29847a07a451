"""A process of four counters, run by test_numbering: takes dossiers in as fast as it can."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.db import connection  # noqa: E402

from congvu.accounts.models import User  # noqa: E402
from congvu.applicants.models import Applicant  # noqa: E402
from congvu.dossiers.actions import Filing, take_in  # noqa: E402
from congvu.dossiers.models import ReceivingPoint  # noqa: E402
from congvu.procedures.models import Procedure  # noqa: E402


def counter(each: int) -> list[str]:
    """One officer at one counter."""
    clerk, point = User.objects.get(username="quay"), ReceivingPoint.objects.get()
    filing = Filing(Procedure.objects.get(), Applicant.objects.get())
    codes = [take_in(filing, point=point, by=clerk).code for _ in range(each)]
    connection.close()
    return codes


with ThreadPoolExecutor(4) as pool:
    found = pool.map(counter, [int(sys.argv[1])] * 4)
    print(json.dumps([code for codes in found for code in codes]))  # noqa: T201
