"""Running text into clauses, nothing lost: abbreviations, numbers and dates keep together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from congvu.core.search import fold

# what stands before a point without ending a sentence: "TP. Rạch Giá", "ThS. Nguyễn Văn An"
SHORT_WORDS = frozenset(
    "tp tx tt p q h x ths ts pgs gs bs ks kt tm tl tuq tr st dt sdt nxb".split()  # noqa: SIM905
)
MARK = re.compile(
    r"\s*([-–—+*•●▪➢✓]+|\(?(?:\d{1,2}|[IVX]{1,5}|[a-hđA-HĐ])[.)]+|\d{1,2}(?:\.\d{1,2})+[.)]?)(?=\s)\s*"
)
ENDS = re.compile(r"\./\.|[.!?…]+[\"”’»)\]]*(?=\s|$)|;")
DATE_GOES_ON = (
    re.compile(r"\d{1,2}(?:\s*[./]\s*\d{1,2})?$"),
    re.compile(r"(?:\d{1,2}\s*[./]\s*)?\d{4}\b"),
)
CLOSED = tuple(".;:!?…”")


@dataclass(frozen=True)
class Clause:
    """A piece of a sentence with what stood before it and what closed it."""

    text: str
    mark: str = ""
    end: str = ""
    sentence: int = 0  # clauses of one sentence bear one number
    alone: bool = False  # the whole of a line


def clauses(text: str) -> list[Clause]:
    """Every clause in order; marks, texts and ends together are the whole of the text."""
    found: list[Clause] = []
    number = 0
    for line in lines(text):
        mark = MARK.match(line)
        pieces = list(split(line[mark.end() :])) if mark else []
        if not pieces:  # no mark, or nothing behind it
            mark, pieces = None, list(split(line))
        for place, (words, end) in enumerate(pieces):
            first = mark.group().strip() if mark and place == 0 else ""
            found.append(Clause(words, first, end, number, alone=len(pieces) == 1))
            number += end != ";"
        number += 1
    return found


def lines(text: str) -> list[str]:
    """Paragraphs: lines a narrow page broke in the middle of a sentence are put together."""
    raw = [" ".join(line.split()) for line in text.splitlines()]
    pairs = [(a, b) for a, b in zip(raw, raw[1:], strict=False) if runs_on(a) and b]
    narrow = sum(b[0].islower() for _, b in pairs) * 2 > len(pairs)
    width = max(map(len, raw), default=0)
    found: list[str] = []
    open_line = False
    for line in raw:
        goes_on = line[:1].islower() or (
            narrow and len(found[-1]) > width * 0.7 if found else False
        )
        if line and open_line and goes_on and not MARK.match(line):
            found[-1] += f" {line}"
        elif line:
            found.append(line)
        open_line = bool(line) and runs_on(line)
    return found


def runs_on(line: str) -> bool:
    """Whether nothing closes a line."""
    return bool(line) and not line.endswith(CLOSED)


def split(line: str) -> Iterator[tuple[str, str]]:
    """Texts with what closed each, of one line."""
    start = 0
    for found in ENDS.finditer(line):
        if found.start() < start or not ends_here(line, start, found):
            continue
        words = line[start : found.start()].strip()
        if words:
            yield words, found.group()
        start = found.end()
    if rest := line[start:].strip():
        yield rest, ""


def ends_here(line: str, start: int, found: re.Match[str]) -> bool:
    """Whether a mark closes a clause: not within brackets, a date, or after a short word."""
    before, after = line[start : found.start()], line[found.end() :].lstrip()
    if found.group() == "./.":
        return True
    if before.count("(") > before.count(")") and ")" in after:
        return False
    if found.group() == ";":
        return True
    if not after:
        return True
    if after[0].islower():
        return False
    last = before.rsplit(maxsplit=1)[-1] if before.split() else ""
    word = last.rsplit(".", 1)[-1].lstrip('(“"')
    if found.group() == "." and (fold(word) in SHORT_WORDS or (len(word) == 1 and word.isupper())):
        return False
    left, right = DATE_GOES_ON
    return not (left.search(before) and right.match(after))
