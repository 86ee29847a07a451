"""The fixed words of an official document, the same for every output format."""

from collections.abc import Sequence

from congvu.documents.measure import width_mm
from congvu.documents.model import Annex, OfficialText, SignatureBlock
from congvu.documents.vietnamese import date_blank, date_text, small

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_NUMBER_GAP = "\u00a0" * 8


def number_line(text: OfficialText) -> str:
    """ "Số: 35/KH-LĐTBXH"; with room for the number while the clerk has not given one."""
    if not text.number:
        return f"Số:{_NUMBER_GAP}"
    gap = _NUMBER_GAP if text.number.startswith("/") else " "
    return f"Số:{gap}{text.number}"


def place_and_date(text: OfficialText) -> str:
    """ "Kiên Giang, ngày 21 tháng 9 năm 2020"."""
    day = date_text(text.date) if text.date else date_blank()
    return f"{text.place}, {day}" if text.place else day


def letter_subject(text: OfficialText) -> str:
    """The subject of a công văn stands under its number and begins with "V/v"."""
    if text.kind or not text.subject:
        return ""
    known = text.subject.lower().startswith("v/v")
    return text.subject if known else f"V/v {text.subject}"


def signature_lines(block: SignatureBlock) -> list[str]:
    """Authority and title in capitals, one under the other."""
    lines = f"{block.authority}\n{block.title}".split("\n")
    return [line.upper() for line in lines if line]


def addressee_lines(addressees: Sequence[str]) -> list[str]:
    """Kính gửi on one line, or as a list ending in a full stop."""
    names = [name.strip().rstrip(";., ") for name in addressees if name.strip()]
    if len(names) <= 1:
        return [f"Kính gửi: {name}" for name in names]
    return ["Kính gửi:", *(f"- {name};" for name in names[:-1]), f"- {names[-1]}."]


def annex_label(annex: Annex) -> str:
    """ "Phụ lục I"."""
    return f"Phụ lục {annex.number}".strip()


def annex_reference(text: OfficialText) -> str:
    """What each annex says it belongs to (NĐ 30, Phụ lục I, mục III)."""
    kind = text.kind.capitalize() if text.kind else "Công văn"
    if text.headless:
        return f"(Kèm theo {kind} {small(text.subject)})"
    number = f" số {text.number}" if text.number and not text.number.startswith("/") else ""
    if not number:
        number = f" số{_NUMBER_GAP}{text.number}"
    day = date_text(text.date) if text.date else date_blank()
    return f"(Kèm theo {kind}{number} {day} của {text.letterhead.agency})"


def fingerprint_line(text: OfficialText) -> str:
    """ "Mã xác thực: 7F3A-C91E", or nothing."""
    return f"Mã xác thực: {text.fingerprint}" if text.fingerprint else ""


def dots(label: str, points: float, room_mm: float, lines: int) -> str:
    """Dots that fill the rest of the label's line and the lines after it."""
    one = width_mm("…", points)
    first = max(5, int((room_mm - width_mm(f"{label}: ", points)) / one) - 1)
    full = "…" * (int(room_mm / one) - 1)
    return " ".join(["…" * first, *[full] * (lines - 1)])


def last_line(text: str, points: float, room_mm: float) -> str:
    """The last line when the text is set centred in bold: rules are measured by it."""
    line = ""
    for word in text.replace("\n", " \n ").split(" "):
        longer = f"{line} {word}".strip()
        if word == "\n" or width_mm(longer, points, bold=True) > room_mm:
            line = word.strip()
        else:
            line = longer
    return line
