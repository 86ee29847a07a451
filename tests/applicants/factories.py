"""People and organisations who file, registered at a counter."""

from congvu.accounts.models import User
from congvu.applicants.actions import register
from congvu.applicants.models import Applicant
from congvu.organizations.models import Unit
from tests.sequences import numbers

count = numbers()


def applicant(by: User, at: Unit, **fields) -> Applicant:
    """Somebody, with an identity number of their own."""
    number = next(count)
    known = {
        "name": f"Nguyễn Thị Ánh {number}",
        "identity_number": f"{79_000_000_000 + number:012d}",
        "phone": f"09{number:08d}",
    }
    return register(by=by, at=at, **(known | fields))
