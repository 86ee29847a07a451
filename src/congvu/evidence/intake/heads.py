"""The first bytes of programs, documents and pictures."""

PROGRAMS = (
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",  # Java class, fat Mach-O
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"dex\n",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # Windows shortcut
    b"MSCF",  # cabinet, often self-installing
    b"<?php",
    b"ITSF",  # compiled help, runs scripts
)
SIMPLE = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "application/ogg"),
    (b"%PDF-", "application/pdf"),
)
BRANDS = {
    "image/heic": (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"),
    "image/avif": (b"avif", b"avis"),
    "video/quicktime": (b"qt  ",),
    "video/3gpp": (b"3gp", b"3g2"),
    "audio/mp4": (b"M4A",),
}
MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<iframe")


def is_text(head: bytes) -> bool:
    """Whether the bytes read as UTF-8 or marked UTF-16 text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3 and len(head) > 3  # cut within the last character
    return True


def is_program(head: bytes) -> bool:
    """Whether the bytes begin a program or script, whatever the file is called."""
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(PROGRAMS) or bare.startswith((b"#!", b"<?php")):
        return True
    return head.startswith((b"MZ", b"ZM")) and not is_text(head)


def by_head(head: bytes) -> str:
    """Media type of what is told by its first bytes alone, else ""."""
    for magic, media_type in SIMPLE:
        if head.startswith(magic):
            return media_type
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], "video/x-msvideo")
    if head[4:8] == b"ftyp":
        return by_brand(head[8:12])
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if b"%PDF-" in head[:1024] and not is_text(head[:4]):
        return "application/pdf"
    return ""


def by_brand(brand: bytes) -> str:
    """Media type of an ISO container; phones write photos, films and sound in it."""
    for media_type, brands in BRANDS.items():
        if brand.startswith(brands):
            return media_type
    return "video/mp4"


def markup(head: bytes) -> str:
    """HTML or SVG, which a browser would run; "" for other text."""
    low = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if low.startswith(b"<svg") or (low.startswith(b"<?xml") and b"<svg" in low):
        return "image/svg+xml"
    if low.startswith(MARKUP) or b"<script" in low or b"<html" in low:
        return "text/html"
    return ""
