"""Opens a Word file nobody vouches for: size, bombs, macros and entities are refused by name."""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from congvu.documents.errors import (
    BrokenWordFile,
    MacroWordFile,
    NotWordFile,
    OldWordFile,
    ProtectedWordFile,
    WordFileTooBig,
)

MAX_BYTES = 25 * 1024 * 1024
_MAX_UNPACKED = 150 * 1024 * 1024
_MAX_PART = 60 * 1024 * 1024
_MAX_MEMBERS = 2_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACRO_MARKS = ("vbaproject.bin", "vbadata.xml")
_WORD_TYPE = b"wordprocessingml"
_MACRO_TYPE = b"macroEnabled"


@dataclass(frozen=True)
class WordFile:
    """The XML parts of a Word file that carry text."""

    document: etree._Element
    comments: etree._Element | None


def open_word(source: bytes, max_bytes: int = MAX_BYTES) -> WordFile:
    """The parts of a .docx; named errors for everything else."""
    if len(source) > max_bytes:
        raise WordFileTooBig(f"Tệp Word lớn hơn {max_bytes // 1024 // 1024} MB nên không đọc.")
    if source.startswith(_OLE):
        raise ProtectedWordFile() if _ENCRYPTED in source else OldWordFile()
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            return _parts(archive)
    except zipfile.BadZipFile as fault:
        raise NotWordFile() from fault
    except (RuntimeError, NotImplementedError, EOFError, OSError, zlib.error) as fault:
        raise BrokenWordFile() from fault


def _parts(archive: zipfile.ZipFile) -> WordFile:
    _refuse_bombs(archive)
    names = {name.lower(): name for name in archive.namelist()}
    types_name = names.get("[content_types].xml")
    if types_name is None:
        raise NotWordFile()
    types = archive.read(types_name)
    if _MACRO_TYPE in types or any(name.endswith(_MACRO_MARKS) for name in names):
        raise MacroWordFile()
    if _WORD_TYPE not in types:
        raise NotWordFile()
    main = _main_part(archive, names)
    document = _parse(archive.read(main))
    if etree.QName(document).localname != "document":
        raise NotWordFile()
    comments = names.get(posixpath.join(posixpath.dirname(main), "comments.xml").lower())
    return WordFile(document, _parse(archive.read(comments)) if comments else None)


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > _MAX_MEMBERS:
        raise WordFileTooBig()
    sizes = [member.file_size for member in members]
    if sum(sizes) > _MAX_UNPACKED or max(sizes, default=0) > _MAX_PART:
        raise WordFileTooBig()


def _main_part(archive: zipfile.ZipFile, names: dict[str, str]) -> str:
    """The part the package names as its document; Word does not always call it document.xml."""
    if "_rels/.rels" in names:
        for relation in _parse(archive.read(names["_rels/.rels"])):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                target = posixpath.normpath((relation.get("Target") or "").lstrip("/"))
                if target.lower() in names:
                    return names[target.lower()]
    raise NotWordFile()


def _parse(source: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as fault:
        raise BrokenWordFile() from fault
    # Office never writes a DTD; an entity bomb needs one.
    if root.getroottree().docinfo.doctype:
        raise BrokenWordFile()
    return root
