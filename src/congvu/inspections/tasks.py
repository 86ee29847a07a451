"""Background work of campaigns: the ZIP for the archives."""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterator
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage

from congvu.accounts.models import User
from congvu.core.jobs import Running, job, progress
from congvu.documents.pdf import render_pdf
from congvu.documents.xlsx import render_xlsx
from congvu.evidence.models import Attachment
from congvu.inspections.actions.archive import record_archive
from congvu.inspections.models import CampaignArchive, Inspection, Minutes, OfficialDocument
from congvu.inspections.outputs import build, text_of, visit_text
from congvu.inspections.outputs.archive_log import log_book
from congvu.inspections.outputs.cover import contents_text, cover_text
from congvu.inspections.outputs.dossier import Dossier, Item, dossier
from congvu.inspections.outputs.files import safe_name
from congvu.inspections.states import DocumentKind

Entry = tuple[str, bytes]


@job("inspections.archive", title="Lập hồ sơ nộp lưu của đợt kiểm tra")
def make_archive(running: Running, inspection_id: int, user_id: int) -> None:
    """One ZIP: cover, contents, every paper as PDF with its signed copy, tables, the log."""
    inspection = Inspection.objects.get(pk=inspection_id)
    by = User.objects.get(pk=user_id)
    whole = dossier(inspection)
    total = len(whole.items) + 4
    with tempfile.TemporaryFile() as file:
        names = []
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for at, (name, data) in enumerate(entries(inspection, whole, by), start=1):
                archive.writestr(name, data)
                names.append(name)
                progress(running, min(at, total - 1), total, name)
        row = kept(file, names, inspection, by)
    progress(running, total, total, result_url=row.get_absolute_url())


def kept(file: Any, names: list[str], inspection: Inspection, by: User) -> CampaignArchive:
    """Put the ZIP away and write it down."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = file.tell()
    file.seek(0)
    stored = default_storage.save(f"archives/{inspection.pk}-{digest[:16]}.zip", File(file))
    facts = {"stored_name": stored, "sha256": digest, "size": size, "contents": names}
    try:
        return record_archive(inspection, by=by, **facts)
    except BaseException:
        default_storage.delete(stored)
        raise


def entries(inspection: Inspection, whole: Dossier, by: User) -> Iterator[Entry]:
    """Names and bytes in order."""
    yield "00 Bìa hồ sơ.pdf", render_pdf(cover_text(inspection, whole))
    yield "00 Mục lục văn bản.pdf", render_pdf(contents_text(inspection, whole))
    number = 0
    for item in whole.items:
        for name, data in of_item(item, inspection, by):
            number += 1
            yield f"{number:02d} {name}", data
    matrix = render_pdf(text_of(DocumentKind.MATRIX, inspection, by))
    yield f"{number + 1:02d} Bảng tổng hợp kết quả.pdf", matrix
    yield f"{number + 2:02d} Nhật ký.xlsx", render_xlsx(log_book(inspection))


def of_item(item: Item, inspection: Inspection, by: User) -> Iterator[Entry]:
    """The paper of one place in the file, and its signed copies."""
    if item.document is not None:
        name = safe_name(f"{item.title} {item.code or 'dự thảo'}")
        yield f"{name}.pdf", render_pdf(build(item.document))
        yield from copies(name, item.document)
    elif item.visit is not None and item.complete:
        name = safe_name(item.title)
        yield f"{name}.pdf", render_pdf(visit_text(item.kind, item.visit))
        if item.kind == DocumentKind.MINUTES:
            yield from copies(name, item.visit.minutes)
    elif item.kind == DocumentKind.REMEDIATION:
        text = text_of(DocumentKind.REMEDIATION, inspection, by)
        yield "Bảng theo dõi khắc phục.pdf", render_pdf(text)


def copies(name: str, holder: OfficialDocument | Minutes) -> Iterator[Entry]:
    """Signed copies and photos, byte for byte as they were received."""
    rows = Attachment.objects.live().of(holder).with_files().order_by("pk")
    for i, attachment in enumerate(rows, start=1):
        version = attachment.shown
        if version is None or not version.served or attachment.purpose == "Bản Word đã sửa":
            continue
        with default_storage.open(version.stored_name, "rb") as file:
            yield f"{name} - bản ký {i} - {safe_name(version.original_name)}", file.read()
