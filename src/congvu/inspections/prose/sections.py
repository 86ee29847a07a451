"""Where in a conclusion a clause stands, told by headings and opening words."""

import re
from enum import StrEnum

from congvu.core.search import fold
from congvu.inspections.prose.splitting import Clause
from congvu.inspections.prose.units import WORD


class Section(StrEnum):
    """The parts of a conclusion."""

    OPENING = "opening"
    STRENGTHS = "strengths"
    LIMITATIONS = "limitations"
    CAUSES = "causes"
    REQUESTS = "requests"
    CLOSING = "closing"


WORDS = {
    Section.STRENGTHS: r"uu diem|ket qua dat duoc|mat (?:lam )?duoc|mat manh",
    Section.LIMITATIONS: r"ton tai|han che|khuyet diem|thieu sot|mat chua (?:lam )?duoc",
    Section.CAUSES: r"nguyen nhan",
    Section.REQUESTS: r"kien nghi|de nghi|yeu cau|bien phap khac phuc",
    Section.CLOSING: r"noi nhan|to chuc thuc hien",
}
HEADING = {name: re.compile(rf"\b(?:{words})\b") for name, words in WORDS.items()}
NOT_HEADING = re.compile(r"\b(?:chua|khong|con|da|duoc|thieu)\b(?! (?:lam )?duoc)")
NAMED = r"(?:ton tai|han che|khuyet diem|thieu sot|bat cap)"
# "Bên cạnh những kết quả đạt được, vẫn còn một số tồn tại, hạn chế như"
LEAD = re.compile(
    rf"\b(?:van |cung )?(?:con|co|boc lo) (?:mot so|nhung|cac|mot vai)\b.{{0,40}}\b{NAMED}\b"
)
BESIDE = re.compile(rf"^(?:tuy nhien|ben canh|song|mac du)\b.{{0,160}}\b{NAMED}\b")
WHO_ASKS = (
    r"(?:(?:doan|to)(?: kiem tra)?|giam doc(?: so)?|lanh dao so|so|truong doan(?: kiem tra)?)"
)
ASKS = re.compile(
    rf"^(?:(?:tu|tren co so|qua|de)\b.{{0,120}}?, ?)?(?:{WHO_ASKS} )?"
    r"(?:de nghi|yeu cau|kien nghi|giao)\b(?! (?:cua|phan anh))"
)
CAUSE = re.compile(r"^(?:nguyen nhan|ly do)\b")
PRAISE = re.compile(
    r"^(?:nhin chung|ve uu diem|uu diem|ket qua dat duoc)\b|\bdoan kiem tra (?:ghi nhan|danh gia)\b"
)
CLOSES = re.compile(r"^(?:noi nhan|tren day la|van ban nay|thong bao nay)\b")
LACKS = re.compile(
    r"\b(?:chua|khong (?:day du|dung|kip thoi|thuong xuyen|co)|cham|thieu|tre han|qua han|sai sot"
    r"|bo sot|han che|ton tai|con (?:it|lung tung|so sai|hinh thuc))\b"
)
SHORTEST = 3  # words; less is no limitation but a heading or "Cụ thể"


def heading_of(clause: Clause) -> Section | None:
    """The section a line opens as its heading: "II. TỒN TẠI, HẠN CHẾ", "Kiến nghị:"."""
    words = fold(clause.text.rstrip(":"))
    short = clause.alone and clause.end in ("", ":") and len(words.split()) <= 12
    if not short or NOT_HEADING.search(words):
        return None
    told = [(found.start(), name) for name, cue in HEADING.items() if (found := cue.search(words))]
    return max(told)[1] if told else None


def opened_by(clause: Clause) -> Section | None:
    """The section a sentence of running text opens by its first words."""
    words = fold(clause.text)
    if CLOSES.search(words):
        return Section.CLOSING
    if leads_in(clause.text):
        return Section.LIMITATIONS
    if ASKS.search(words):
        return Section.REQUESTS
    if CAUSE.search(words):
        return Section.CAUSES
    if BESIDE.search(words):
        return Section.LIMITATIONS
    return Section.STRENGTHS if PRAISE.search(words) else None


def leads_in(text: str) -> bool:
    """Whether a sentence only says that limitations follow: nothing concrete after the cue."""
    found = LEAD.search(fold(text))
    return found is not None and len(fold(text)[found.end() :].split()) <= 8


def divided(text: str) -> tuple[str, str]:
    """What leads in before a colon, and what follows it; nothing leads where no colon stands."""
    place = re.search(r":(?=\s)", text)
    if place is None:
        return "", text
    return text[: place.end()], text[place.end() :].strip()


def too_short(text: str) -> bool:
    """Whether a clause is no statement."""
    return len(WORD.findall(text)) < SHORTEST


def lacks(text: str) -> bool:
    """Whether a clause sounds like a limitation."""
    return LACKS.search(fold(text)) is not None
