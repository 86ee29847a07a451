"""What one sees of a digital signature: its picture and the time in ISO 8601 (NĐ 30/2020)."""

import io
import json
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import typst
from PIL import Image, UnidentifiedImageError

from congvu.documents.errors import NotPicture
from congvu.documents.model import OfficialText
from congvu.documents.pdf import TEMPLATE, inputs_of
from congvu.documents.typeset import opened

VIETNAM: tzinfo = ZoneInfo("Asia/Ho_Chi_Minh")
_STAMP = files("congvu.documents") / "stamp.typ"
_LARGEST_PICTURE = 1024 * 1024
# Wide enough for a signature and the line of the time; the column may be wider.
_WIDTH_MM = 62.0


@dataclass(frozen=True)
class Place:
    """A box on a page, in millimetres from its upper left corner; pages count from 0."""

    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Stamp:
    """Where the signature is shown, and its picture: a PNG, transparent, blue (mục II.7)."""

    place: Place
    picture: bytes = b""


def signature_places(text: OfficialText) -> list[Place]:
    """The room between title and name of each signature, as the PDF of this text is set."""
    with opened(TEMPLATE, inputs_of(text)) as source:
        found = typst.query(**source, selector="<signature-place>", field="value")
    return [_centred(Place(**place)) for place in json.loads(found)]


def time_text(moment: datetime) -> str:
    """ "2020-09-07T14:05:09+07:00": day, time to the second and Vietnam's zone."""
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds")


def stamp_page(stamp: Stamp, signer: str, moment: datetime) -> bytes:
    """The stamp as a one-page PDF, to be laid into the signature's field."""
    place = stamp.place
    lines = [f"Người ký: {signer}", f"Thời gian ký: {time_text(moment)}"]
    data: dict[str, Any] = {"width": place.width, "height": place.height, "lines": lines}
    data["picture"] = list(_checked(stamp.picture))
    with opened(_STAMP, {"stamp": json.dumps(data, ensure_ascii=False)}) as source:
        return typst.compile(**source, format="pdf")


def _centred(place: Place) -> Place:
    """The box in the middle of its column, no wider than a signature needs."""
    width = min(place.width, _WIDTH_MM)
    return replace(place, left=place.left + (place.width - width) / 2, width=width)


def _checked(picture: bytes) -> bytes:
    """A PNG of a sensible size, or nothing."""
    if not picture:
        return b""
    if len(picture) > _LARGEST_PICTURE:
        raise NotPicture()
    try:
        with Image.open(io.BytesIO(picture), formats=["PNG"]) as image:
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        raise NotPicture() from fault
    return picture
