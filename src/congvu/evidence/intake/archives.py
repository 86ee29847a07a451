"""Looking into ZIP files (also DOCX, XLSX) without being blown up by them."""

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from congvu.evidence.errors import Bomb, Executable, HasMacro, Locked, Refused
from congvu.evidence.intake.heads import is_program
from congvu.evidence.rules import RUNNABLE, is_junk, safe_name, split

ENTRIES = 5_000
TOTAL = 1024**3  # bytes, everything unpacked, nested archives included
RATIO = 250  # only from RATIO_FROM bytes on: an empty sheet in XLSX packs well too
RATIO_FROM = 16 * 1024**2
DEPTH = 3  # ZIP → DOCX → workbook embedded in it
ENCRYPTED = 0x1
UTF8_NAMES = 0x800
BROKEN = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError)


@dataclass
class Budget:
    """What may still be unpacked."""

    entries: int = ENTRIES
    size: int = TOTAL

    def take(self, info: zipfile.ZipInfo) -> None:
        """Account for one entry by its declared size, which the reader never exceeds."""
        self.entries -= 1
        self.size -= info.file_size
        swollen = info.file_size > RATIO_FROM and info.file_size > RATIO * info.compress_size
        if self.entries < 0 or self.size < 0 or swollen:
            raise Bomb


def inspect(file: BinaryIO, *, macros: bool = False) -> list[str]:
    """Names in a ZIP after refusing bombs, programs, passwords and (unless allowed) macros."""
    try:
        return walk(file, Budget(), 0, macros)
    except BROKEN as error:
        raise Refused("Tệp nén bị hỏng, không đọc được. Vui lòng nén và tải lên lại.") from error


def walk(file: BinaryIO, budget: Budget, depth: int, macros: bool) -> list[str]:
    """One archive and those inside it."""
    if depth > DEPTH:
        raise Bomb
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        infos = archive.infolist()
        for info in infos:
            budget.take(info)
        for info in infos:
            if not info.is_dir():
                look(archive, info, budget, depth, macros)
    return [info.filename for info in infos]


def look(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget, depth: int, macros: bool
) -> None:
    """Refuse one entry for what it is."""
    if info.flag_bits & ENCRYPTED:
        raise Locked
    name = info.filename.lower()
    if not macros and name.endswith("vbaproject.bin"):
        raise HasMacro
    if split(safe_name(name))[1] in RUNNABLE:
        raise Executable
    with archive.open(info) as entry:
        head = entry.read(1024)
        if is_program(head):
            raise Executable
        if not head.startswith(b"PK\x03\x04"):
            return
        with tempfile.SpooledTemporaryFile(max_size=2 * 1024**2) as inner:
            inner.write(head)
            while chunk := entry.read(256 * 1024):
                inner.write(chunk)
            walk(inner, budget, depth + 1, macros)


def first_bytes(file: BinaryIO, name: str) -> bytes:
    """The beginning of one entry of an inspected ZIP."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive, archive.open(name) as entry:
        return entry.read(100)


def listed_name(info: zipfile.ZipInfo) -> str:
    """The entry's name; ZIPs made on Windows often hold UTF-8 that is not declared."""
    if info.flag_bits & UTF8_NAMES:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def count_files(file: BinaryIO) -> int:
    """How many real files an untrusted ZIP holds; refuses what is no ZIP, locked, or a bomb."""
    budget = Budget()
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
    except BROKEN as error:
        raise Refused("Tệp này không phải tệp nén ZIP, hoặc đã hỏng.") from error
    for info in infos:
        budget.take(info)
        if info.flag_bits & ENCRYPTED:
            raise Locked
    return sum(1 for i in infos if not i.is_dir() and not is_junk(listed_name(i)))


def members(file: BinaryIO) -> Iterator[tuple[str, BinaryIO]]:
    """Path and open stream of every real file in an inspected ZIP, in order of name."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        real = [i for i in archive.infolist() if not i.is_dir() and not is_junk(listed_name(i))]
        for info in sorted(real, key=listed_name):
            with archive.open(info) as entry:
                yield listed_name(info), entry
