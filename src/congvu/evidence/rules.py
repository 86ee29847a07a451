"""Names of files: made safe, made into titles, matched to criteria. No Django."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence

# what Windows, macOS, Linux or a phone would run when double-clicked
RUNNABLE_WORDS = """
    exe com scr pif bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta msi msp msc cpl dll sys drv
    lnk url reg inf jar class apk ipa app dmg pkg deb rpm sh bash zsh py pyc pl rb php phtml asp
    aspx jsp cgi scf gadget appx msix iso img vhd vhdx chm jnlp
"""
RUNNABLE = frozenset(RUNNABLE_WORDS.split())
MACRO_WORDS = "docm dotm xlsm xltm xlam pptm potm ppam ppsm sldm"
MACRO = frozenset(MACRO_WORDS.split())
JUNK = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
NAME_LIMIT = 200
PATH_LIMIT = 250
EXTENSIONS = {
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/rtf": "rtf",
    "application/vnd.rar": "rar",
    "application/x-7z-compressed": "7z",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/tiff": "tif",
    "image/bmp": "bmp",
    "image/heic": "heic",
    "image/avif": "avif",
    "text/plain": "txt",
    "text/csv": "csv",
    "text/html": "html",
    "image/svg+xml": "svg",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "audio/mpeg": "mp3",
}
SHOWN_WORDS = "image/jpeg image/png image/gif image/webp application/pdf"
SHOWN = frozenset(SHOWN_WORDS.split())
SAME = ({"jpg", "jpeg", "jpe", "jfif"}, {"tif", "tiff"}, {"heic", "heif"}, {"htm", "html"})
KIND_WORDS = {
    "application/pdf": "PDF",
    "application/zip": "tệp nén ZIP",
    "application/msword": "Word",
    "application/vnd.ms-excel": "Excel",
    "text/plain": "văn bản thuần",
    "text/csv": "bảng CSV",
    "text/html": "trang HTML (chỉ tải về)",
    "image/svg+xml": "ảnh SVG (chỉ tải về)",
}


def safe_name(name: str) -> str:
    """The last part of a path, without control or direction-changing characters."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    # U+202E and friends turn "gpj.exe" around on screen
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    if len(kept) > NAME_LIMIT:
        stem, ext = split(kept)
        kept = f"{stem[: NAME_LIMIT - len(ext) - 1]}.{ext}" if ext else kept[:NAME_LIMIT]
    return kept or "tep"


def safe_path(path: str) -> str:
    """A relative path, part by part safe; the folders help to match, nothing is opened by it."""
    parts = [p for p in path.replace("\\", "/").split("/") if p.strip(" .")]
    return "/".join(safe_name(p) for p in parts)[-PATH_LIMIT:] or "tep"


def split(name: str) -> tuple[str, str]:
    """Stem and lower-case extension (at most ten letters) of a safe name."""
    stem, dot, ext = name.rpartition(".")
    if not dot or not stem or not re.fullmatch(r"\w{1,10}", ext):
        return name, ""
    return stem, ext.lower()


def is_junk(path: str) -> bool:
    """Whether an operating system put this file into the folder by itself."""
    parts = path.replace("\\", "/").lower().split("/")
    return "__macosx" in parts or parts[-1] in JUNK or parts[-1].startswith("~$")


def download_name(original: str, media_type: str) -> str:
    """The original name, with the extension its content deserves."""
    stem, ext = split(original)
    right = EXTENSIONS.get(media_type)
    if right is None or ext == right or any({ext, right} <= same for same in SAME):
        return original
    if media_type.startswith("text/") and ext and ext not in RUNNABLE:
        return original
    return f"{stem}.{right}"


def kind_words(media_type: str) -> str:
    """What kind of file it is, in a word an official uses."""
    if media_type in KIND_WORDS:
        return KIND_WORDS[media_type]
    ext = EXTENSIONS.get(media_type, "")
    for word, exts in (("Word", {"docx", "odt", "rtf"}), ("Excel", {"xlsx", "ods"})):
        if ext in exts:
            return word
    for prefix, word in (("image/", "ảnh"), ("video/", "phim"), ("audio/", "ghi âm")):
        if media_type.startswith(prefix):
            return f"{word} {ext.upper()}".strip()
    return "tệp"


def code_pattern(code: str) -> re.Pattern[str]:
    """Finds a criterion code in a file name: A2.1 is also A2-1 and a2_1, but not A2.10."""
    parts = [re.escape(p) for p in re.split(r"[.\-_]", code.casefold()) if p]
    return re.compile(r"(?<![a-z0-9.])" + r"[.\-_]".join(parts) + r"(?![0-9]|[.\-_][0-9])")


def propose_target(path: str, targets: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Key of the target whose code stands in the file name, or else in its folders; the longest
    code wins, two different ones as long leave it open ("")."""
    *folders, name = path.replace("\\", "/").casefold().split("/")
    listed = [(key, code) for key, codes in targets for code in codes if code]
    for text in (name, "/".join(folders)):
        hits = [(len(code), key) for key, code in listed if code_pattern(code).search(text)]
        if hits:
            longest = max(length for length, _ in hits)
            best = {key for length, key in hits if length == longest}
            return best.pop() if len(best) == 1 else ""
    return ""


def propose_title(path: str, codes: Iterable[str] = ()) -> str:
    """A readable title from a file name: no extension, no code, no underscores."""
    stem = split(safe_name(path))[0]
    for code in sorted(codes, key=len, reverse=True):
        found = code_pattern(code).search(stem.casefold())
        if found and len(stem.casefold()) == len(stem):
            stem = stem[: found.start()] + stem[found.end() :]
            break
    words = " ".join(stem.replace("_", " ").split()).strip(" -–.,;:")
    return (words[:1].upper() + words[1:]) or safe_name(path)


def size_words(size: int) -> str:
    """A size as officials read it: 340 KB, 2,4 MB."""
    if size < 1024:
        return f"{size} byte"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def validity_words(
    received: int | None, start: dt.date | None, end: dt.date | None, on: dt.date
) -> str:
    """The two dates in a phrase: "đã nộp năm 2019, còn hiệu lực"."""
    words = [f"đã nộp năm {received}"] if received else ["chưa có tệp"]
    if start and on < start:
        words.append(f"có hiệu lực từ {start:%d/%m/%Y}")
    elif end and end < on:
        words.append(f"hết hiệu lực từ {end:%d/%m/%Y}")
    elif start or end:
        words.append("còn hiệu lực")
    return ", ".join(words)
