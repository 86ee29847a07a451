"""Photos: what the camera wrote into them (read, not trusted), and small copies for the screen."""

import datetime as dt
import io
import struct
from typing import Any, BinaryIO

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from congvu.evidence.errors import Bomb, Refused

register_heif_opener()
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "HEIF", "AVIF")
PIXELS = 60_000_000  # what is decoded whole; a phone's 50 MP fits
PIXELS_JPEG = 210_000_000  # JPEG is decoded at an eighth of its size
Image.MAX_IMAGE_PIXELS = PIXELS_JPEG
BROKEN = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, struct.error)
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
DIVISION = (ZeroDivisionError, OverflowError, AttributeError)


def facts(file: BinaryIO) -> dict[str, Any]:
    """Size in pixels, and time, device and place as the camera wrote them."""
    image = opened(file)
    found: dict[str, Any] = {"width": image.width, "height": image.height}
    try:
        exif = image.getexif()
        found |= told(exif)
    except BROKEN + DIVISION:
        found["unreadable"] = True
    return found


def opened(file: BinaryIO) -> Image.Image:
    """The image with its header read; refuses broken ones and those of too many pixels."""
    file.seek(0)
    try:
        image = Image.open(file, formats=FORMATS)
    except BOMBS as error:
        raise Bomb from error
    except (UnidentifiedImageError, *BROKEN) as error:
        raise Refused("Ảnh bị hỏng, không mở được. Vui lòng chụp hoặc gửi lại.") from error
    limit = PIXELS_JPEG if image.format == "JPEG" else PIXELS
    if image.width * image.height > limit:
        raise Bomb
    return image


def told(exif: Image.Exif) -> dict[str, Any]:
    """The few fields of EXIF anybody asks about."""
    found: dict[str, Any] = {}
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    made = detail.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    if made:
        offset = str(detail.get(ExifTags.Base.OffsetTimeOriginal) or "").strip()
        found["made_at"] = moment(str(made), offset)
    device = [str(exif.get(tag) or "").strip("\0 ") for tag in (271, 272)]  # make, model
    if any(device):
        found["device"] = " ".join(filter(None, device))[:200]
    place = position(exif.get_ifd(ExifTags.IFD.GPSInfo))
    return found | ({"position": place} if place else {})


def moment(text: str, offset: str) -> str:
    """EXIF's "2020:08:25 09:10:00" as ISO; with the offset when the camera wrote one."""
    stamp = dt.datetime.strptime(text.strip("\0 ")[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    return dt.datetime.fromisoformat(f"{stamp.isoformat()}{offset}").isoformat()


def position(gps: dict[int, Any]) -> list[float]:
    """Latitude and longitude in degrees, or nothing."""
    if not gps or 2 not in gps or 4 not in gps:
        return []
    found = []
    for value, ref in ((gps[2], gps.get(1, "N")), (gps[4], gps.get(3, "E"))):
        degrees, minutes, seconds = (float(part) for part in value)
        sign = -1 if ref in ("S", "W") else 1
        found.append(round(sign * (degrees + minutes / 60 + seconds / 3600), 6))
    return found


def smaller(file: BinaryIO, edge: int) -> bytes:
    """The photo upright as JPEG, at most ``edge`` pixels long, without its EXIF."""
    image = opened(file)
    try:
        image.draft("RGB", (edge, edge))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((edge, edge))
        flat = Image.new("RGB", upright.size, "white")
        clear = upright.convert("RGBA")
        flat.paste(clear, mask=clear.getchannel("A"))
    except BOMBS as error:
        raise Bomb from error
    except BROKEN + DIVISION as error:
        raise Refused("Ảnh bị hỏng, không mở được.") from error
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=82)
    return out.getvalue()
