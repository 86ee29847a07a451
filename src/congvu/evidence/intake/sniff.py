"""What a file is, told by its content; the name only ever makes us stricter."""

import mimetypes
from typing import BinaryIO

import puremagic

from congvu.evidence.errors import Executable, HasMacro, Locked
from congvu.evidence.intake import archives, heads
from congvu.evidence.rules import MACRO, RUNNABLE, split

HEAD = 8192
OPAQUE = "application/octet-stream"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_NAMES = (  # names of streams in old Office files, as the directory spells them
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("__substg1.0_", "application/vnd.ms-outlook"),
)
INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")  # class id of an MSI
OFFICE = "application/vnd.openxmlformats-officedocument."
OOXML = {
    "word/": f"{OFFICE}wordprocessingml.document",
    "xl/": f"{OFFICE}spreadsheetml.sheet",
    "ppt/": f"{OFFICE}presentationml.presentation",
}
PROGRAM_TYPES = ("x-msdownload", "x-executable", "x-dosexec", "x-sharedlib", "x-mach-binary")


def media_type(file: BinaryIO, name: str, *, macros: bool = False) -> str:
    """Media type by content; raises Executable, HasMacro, Bomb or Locked."""
    file.seek(0)
    head = file.read(HEAD)
    ext = split(name)[1]
    if ext in RUNNABLE or heads.is_program(head):
        raise Executable
    if ext in MACRO and not macros:
        raise HasMacro
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return packed(file, macros)
    if head.startswith(OLE):
        return old_office(file, macros)
    return heads.by_head(head) or textual(head, ext) or guessed(head)


def packed(file: BinaryIO, macros: bool) -> str:
    """The kind of a ZIP by what is in it."""
    names = archives.inspect(file, macros=macros)
    if "[Content_Types].xml" in names:
        for folder, kind in OOXML.items():
            if any(n.startswith(folder) for n in names):
                return kind
    if names and names[0] == "mimetype":
        stored = archives.first_bytes(file, "mimetype").decode("ascii", "ignore").strip()
        if stored.startswith("application/vnd.oasis.opendocument."):
            return stored
    return "application/zip"


def old_office(file: BinaryIO, macros: bool) -> str:
    """The kind of an OLE file by the names in its directory."""
    wanted = {n: n.encode("utf-16-le") for n, _ in OLE_NAMES}
    wanted |= {n: n.encode("utf-16-le") for n in ("EncryptedPackage", "_VBA_PROJECT")}
    found = names_in(file, wanted | {"msi": INSTALLER})
    if "msi" in found:
        raise Executable
    if "EncryptedPackage" in found:
        raise Locked
    if "_VBA_PROJECT" in found and not macros:
        raise HasMacro
    return next((kind for name, kind in OLE_NAMES if name in found), OPAQUE)


def names_in(file: BinaryIO, wanted: dict[str, bytes]) -> set[str]:
    """Which of the byte strings occur anywhere in the file, read piece by piece."""
    file.seek(0)
    found: set[str] = set()
    tail = b""
    while chunk := file.read(1024 * 1024):
        window = tail + chunk
        found |= {name for name, raw in wanted.items() if raw in window}
        tail = window[-64:]
    return found


def textual(head: bytes, ext: str) -> str:
    """The kind of a text; "" when it is none."""
    if not heads.is_text(head):
        return ""
    kind = heads.markup(head)
    if kind:
        return kind
    if ext in {"htm", "html", "xhtml", "svg", "xml"}:
        return "text/html" if ext != "xml" else "application/xml"
    return "text/csv" if ext == "csv" else "text/plain"


def guessed(head: bytes) -> str:
    """What puremagic makes of the rest; unknown stays opaque and is only ever downloaded."""
    try:
        kind = puremagic.from_string(head, mime=True)
    except (puremagic.PureError, ValueError):
        return OPAQUE
    if any(word in kind for word in PROGRAM_TYPES):
        raise Executable
    known = kind in mimetypes.types_map.values()
    return kind if known and not kind.startswith(("text/", "image/")) else OPAQUE
