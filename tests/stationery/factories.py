"""Word templates and the people who keep them."""

import datetime as dt
import io

from docx import Document

from congvu.accounts.models import User
from congvu.organizations.models import Seat, Unit
from congvu.organizations.states import UnitKind
from congvu.stationery.actions import accept_template, upload_template
from congvu.stationery.models import Template
from congvu.stationery.states import DocumentKind
from tests.sequences import numbers

count = numbers()


def unit() -> Unit:
    number = next(count)
    names = {"name": f"Đơn vị {number}", "short_name": f"đơn vị {number}", "symbol": f"T{number}"}
    return Unit.objects.create(kind=UnitKind.DIVISION, **names)


def person(role: str) -> User:
    number = next(count)
    user = User.objects.create(username=f"s{number}", full_name=f"Trần Thị {number}")
    Seat.objects.create(user=user, unit=unit(), role=role, valid_from=dt.date(2015, 1, 1))
    return user


def word(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs."""
    document = Document()
    for text in paragraphs or ("{{ agency }}", "{{ subject }}", "{{p body_blocks }}"):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def template(by: User, *, accepted: bool = True, data: bytes = b"", **fields) -> Template:
    """A template, in use unless told otherwise."""
    values = {
        "kind": DocumentKind.CONCLUSION,
        "name": "Mẫu kết luận",
        "effective_from": dt.date(2020, 3, 5),
    }
    made = upload_template(data or word(), "mẫu.docx", by=by, **(values | fields))
    return accept_template(made, by=by) if accepted else made
