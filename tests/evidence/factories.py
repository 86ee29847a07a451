"""People, units and files the tests of evidence work with."""

import datetime as dt
import io
import struct
import zipfile

from PIL import ExifTags, Image

from congvu.accounts.models import User
from congvu.evidence.actions import store_version
from congvu.organizations.models import Seat, Unit
from congvu.organizations.states import Role, UnitKind
from tests.sequences import numbers

count = numbers()
DOCX_TYPES = '<?xml version="1.0"?><Types xmlns="x"></Types>'


def unit(name: str = "Văn phòng Sở", **fields) -> Unit:
    number = next(count)
    values = {"name": f"{name} {number}", "short_name": f"{name} {number}", "symbol": f"U{number}"}
    return Unit.objects.create(kind=UnitKind.DIVISION, **(values | fields))


def person(role: str | None = Role.CONTACT, at: Unit | None = None) -> User:
    """Somebody with a seat; without a role, somebody who belongs nowhere."""
    number = next(count)
    user = User.objects.create(username=f"u{number}", full_name=f"Nguyễn Văn {number}")
    if role:
        day = dt.date(2015, 1, 1)
        Seat.objects.create(user=user, unit=at or unit(), role=role, valid_from=day)
    return user


def pdf(text: str = "kế hoạch") -> bytes:
    return b"%PDF-1.4\n" + text.encode() + b"\n%%EOF\n"


def photo(kind: str = "JPEG", size: tuple[int, int] = (64, 48), exif: bytes = b"") -> bytes:
    out = io.BytesIO()
    extra = {"exif": exif} if exif else {}
    Image.new("RGB", size, "teal").save(out, kind, **extra)
    return out.getvalue()


def camera_exif() -> bytes:
    """25/8/2020 09:10, near Rạch Giá."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Apple"
    exif[ExifTags.Base.Model] = "iPhone 8"
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    detail[ExifTags.Base.DateTimeOriginal] = "2020:08:25 09:10:00"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place |= {1: "N", 2: (10.0, 0.0, 36.0), 3: "E", 4: (105.0, 4.0, 48.0)}
    return exif.tobytes()


def packed(files: dict[str, bytes | str], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    return packed({"[Content_Types].xml": DOCX_TYPES, "word/document.xml": "<w/>", **more})


def program() -> bytes:
    return b"MZ\x90\x00" + struct.pack("<I", 3) + b"\0" * 200 + b"PE\0\0"


def stored(by: User, data: bytes | None = None, name: str = "Kế hoạch 35.pdf", **more):
    """A version let in through the action."""
    return store_version(io.BytesIO(data or pdf()), name, by=by, **more)
